import assert from 'node:assert/strict';
import { checkDiagnostics, checkFix, fixTitles } from '../../fixture/check.ts';

const code = 'envoy/missing-typed-config';
const filter = (lines: string) =>
  `#- /envoy.yaml\nstatic_resources:\n  listeners:\n    - filter_chains:\n        - filters:\n            - name: envoy.filters.network.tcp_proxy\n${lines}`;
const type = 'type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy';

describe(code, () => {
  it('inserts the type into what is there', () => {
    const typed = (rest: string) => filter(`              typed_config:\n                "@type": ${type}\n${rest}`);
    checkFix(filter(''), code, typed(''));
    checkFix(filter('              typed_config: {}\n'), code, typed(''));
    checkFix(filter('              typed_config:\n'), code, typed(''));
    checkFix(
      filter('              typed_config:\n                stat_prefix: a\n'),
      code,
      typed('                stat_prefix: a\n'),
    );
  });

  it('names a type under another key', () => {
    const keyed = (key: string) => filter(`              typed_config:\n                ${key}: ${type}\n`);
    checkFix(keyed('type'), code, keyed('"@type"'));
    checkDiagnostics(
      filter(`              typed_config:
                type: ${type}
#               ^^^^ error envoy/missing-typed-config: The type of "envoy.filters.network.tcp_proxy" belongs under the key "@type", in quotes.
`),
    );
  });

  it('has no fix for a name that stood for no type', () => {
    assert.deepEqual(fixTitles(filter('').replace('envoy.filters.network.tcp_proxy', 'mine'), code), []);
  });

  it('is silent where the type may be elsewhere, is optional, or the value is another mistake', () => {
    for (const rest of [
      'is_optional: true',
      'config_discovery: {}',
      'typed_config: text',
      `typed_config: { "@type": ${type} }`,
    ])
      checkDiagnostics(filter(`              ${rest}\n`));
    checkDiagnostics(filter('').replace('envoy.filters.network.tcp_proxy', '"{{ name }}"'));
  });
});
