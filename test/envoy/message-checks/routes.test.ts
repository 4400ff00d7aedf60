import { checkDiagnostics } from '../../fixture/check.ts';
import { routed } from '../../rules/envoy/routed.ts';
import { error, manager, quiet } from './configs.ts';

const off = { ...quiet, 'envoy/unknown-cluster': 'off' } as const;
const host = (fields: string) => routed(`- { name: all, domains: ["*"], ${fields} }`);
const route = (match: string, action: string) => host(`routes: [{ match: { ${match} }, route: { ${action} } }]`);

describe('routes', () => {
  it('are in a list or in a matcher', () => {
    const routes = 'routes: [{ match: { prefix: / }, direct_response: { status: 200 } }]';
    checkDiagnostics(host(`matcher: {}, ${routes}`) + error('matcher', 'conflicting-fields'), off);
    checkDiagnostics(host('matcher: {}, routes: []'), off);
    checkDiagnostics(
      host('matcher: { on_no_match: { keep_matching: true, matcher: {} } }') +
        error('keep_matching', 'unsupported-field'),
      off,
    );
  });

  it('connect with CONNECT and CONNECT-UDP only', () => {
    const upgrade = (type: string) =>
      route('prefix: /', `cluster: app, upgrade_configs: [{ upgrade_type: ${type}, connect_config: {} }]`);
    checkDiagnostics(upgrade('websocket') + error('connect_config', 'unsupported-field'), off);
    checkDiagnostics(upgrade('CONNECT'), off);
    checkDiagnostics(upgrade('CONNECT-UDP'), off);
  });

  it('name each weighted cluster in one way', () => {
    const weighted = (fields: string) =>
      route('prefix: /', `weighted_clusters: { clusters: [{ ${fields}weight: 1 }] }`);
    checkDiagnostics(weighted('') + error('weight', 'missing-field', 2), off);
    checkDiagnostics(weighted('name: a, cluster_header: x-a, ') + error('cluster_header', 'conflicting-fields'), off);
    checkDiagnostics(weighted('cluster_header: x-a, '), off);
  });

  it('have no limit of response headers in the listener', () => {
    checkDiagnostics(
      manager('common_http_protocol_options: { max_response_headers_kb: 5 }') +
        error('max_response_headers_kb', 'unsupported-field'),
      quiet,
    );
  });
});
