import { checkDiagnostics, checkFix } from '../../fixture/check.ts';
import { routed } from './routed.ts';

const code = 'envoy/duplicate-filter-name';
const cors = (name: string) =>
  `                  - { name: ${name}, typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.http.cors.v3.Cors } }\n`;
const filtered = (...names: readonly string[]) =>
  routed('- { name: all, domains: ["*"] }').replace('http_filters:\n', `http_filters:\n${names.map(cors).join('')}`);

describe(code, () => {
  it('renames or removes the second', () => {
    checkFix(filtered('cors', 'cors'), code, filtered('cors', 'cors-2'));
    checkFix(filtered('cors', 'cors'), code, filtered('cors'), 'Remove this filter');
  });

  it('reports nothing for network filters, and for names that something fills in', () => {
    checkDiagnostics(filtered('"$(FILTER)"', '"$(FILTER)"'));
    const limit =
      '{ name: limit, typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.network.connection_limit.v3.ConnectionLimit, stat_prefix: limit, max_connections: 5 } }';
    checkDiagnostics(
      filtered('cors').replace('- filters:\n', `- filters:\n            - ${limit}\n            - ${limit}\n`),
    );
  });
});
