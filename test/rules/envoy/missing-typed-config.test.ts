import assert from 'node:assert/strict';
import { checkDiagnostics, checkFix, fixTitles } from '../../fixture/check.ts';

const code = 'envoy/missing-typed-config';
const filter = (lines: string) =>
  `#- /envoy.yaml\nstatic_resources:\n  listeners:\n    - filter_chains:\n        - filters:\n            - name: envoy.filters.http.cors\n${lines}`;
const type = 'type.googleapis.com/envoy.extensions.filters.http.cors.v3.Cors';

describe(code, () => {
  it('inserts the type into what is there', () => {
    const typed = (rest: string) => filter(`              typed_config:\n                "@type": ${type}\n${rest}`);
    checkFix(filter(''), code, typed(''));
    checkFix(filter('              typed_config: {}\n'), code, typed(''));
    checkFix(filter('              typed_config:\n'), code, typed(''));
    checkFix(
      filter('              typed_config:\n                runtime_key: a\n'),
      code,
      typed('                runtime_key: a\n'),
    );
  });

  it('names a type under another key', () => {
    const keyed = (key: string) => filter(`              typed_config:\n                ${key}: ${type}\n`);
    checkFix(keyed('type'), code, keyed('"@type"'));
    checkDiagnostics(
      filter(`              typed_config:
                type: ${type}
#               ^^^^ error envoy/missing-typed-config: The type of "envoy.filters.http.cors" belongs under the key "@type", in quotes.
`),
    );
  });

  it('has no fix for a name that stood for no type, or for one that needs more than the type', () => {
    assert.deepEqual(fixTitles(filter('').replace('envoy.filters.http.cors', 'mine'), code), []);
    const proxy = filter('').replace('http.cors', 'network.tcp_proxy');
    assert.deepEqual(fixTitles(proxy, code), [], 'it has required fields');
  });

  it('is silent where the type may be elsewhere, is optional, or the value is another mistake', () => {
    for (const rest of [
      'is_optional: true',
      'config_discovery: {}',
      'typed_config: text',
      `typed_config: { "@type": ${type} }`,
    ])
      checkDiagnostics(filter(`              ${rest}\n`));
    checkDiagnostics(filter('').replace('envoy.filters.http.cors', '"{{ name }}"'));
  });
});
