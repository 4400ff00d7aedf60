import assert from 'node:assert/strict';
import { bootstrapsOf, itAsksEnvoy, refusals } from '../../fixture/ask-envoy.ts';
import { checkFix, fixTitles, workspaceOf } from '../../fixture/check.ts';
import { parseFixture } from '../../fixture/parse-fixture.ts';

const code = 'envoy/merge-key-unsupported';

const base = `static_resources:
  clusters:
    - &base
      name: base
      # near
      connect_timeout: 1s # short
      circuit_breakers:
        thresholds: # one
          - max_connections: 5
`;

const inlined = `      # near
      connect_timeout: 1s # short
      circuit_breakers:
        thresholds: # one
          - max_connections: 5
`;

/** The list of clusters, or what replaces it, and the result of the fix. */
const written: Readonly<Record<string, readonly [before: string, after: string]>> = {
  'what an alias brings, where the own keys win': [
    `${base}    - name: other\n      <<: *base\n      lb_policy: RANDOM # any\n`,
    `${base}    - name: other\n${inlined}      lb_policy: RANDOM # any\n`,
  ],
  'what it brings to the first line of an item': [
    `${base}    - <<: *base\n      name: other\n`,
    `${base}    - # near\n${inlined.slice(inlined.indexOf('\n') + 1)}      name: other\n`,
  ],
  'a comment behind it': [
    `${base}    - name: other\n      <<: *base # as ever\n`,
    `${base}    - name: other\n      # as ever\n${inlined}`,
  ],
  'what a list of aliases brings, where the first wins': [
    'static_resources:\n  clusters:\n    - &a\n      name: a\n      connect_timeout: 1s\n    - &b { name: b, connect_timeout: 2s, lb_policy: RANDOM }\n    - <<: [*a, *b]\n      name: c\n',
    'static_resources:\n  clusters:\n    - &a\n      name: a\n      connect_timeout: 1s\n    - &b { name: b, connect_timeout: 2s, lb_policy: RANDOM }\n    - connect_timeout: 1s\n      lb_policy: RANDOM\n      name: c\n',
  ],
  'a list of aliases on lines': [
    'static_resources:\n  clusters:\n    - &a { name: a, connect_timeout: 1s }\n    - &b { name: b, lb_policy: RANDOM }\n    - name: c\n      <<:\n        - *b\n        - *a\n',
    'static_resources:\n  clusters:\n    - &a { name: a, connect_timeout: 1s }\n    - &b { name: b, lb_policy: RANDOM }\n    - name: c\n      lb_policy: RANDOM\n      connect_timeout: 1s\n',
  ],
  'deeper places': [
    'admin:\n  address: &address\n    socket_address:\n      address: 127.0.0.1\n      # admin\n      port_value: 81\nstatic_resources:\n  clusters:\n    - name: a\n      load_assignment:\n        cluster_name: a\n        endpoints:\n          - lb_endpoints:\n              - endpoint:\n                  address:\n                    <<: *address\n',
    'admin:\n  address: &address\n    socket_address:\n      address: 127.0.0.1\n      # admin\n      port_value: 81\nstatic_resources:\n  clusters:\n    - name: a\n      load_assignment:\n        cluster_name: a\n        endpoints:\n          - lb_endpoints:\n              - endpoint:\n                  address:\n                    socket_address:\n                      address: 127.0.0.1\n                      # admin\n                      port_value: 81\n',
  ],
  'what it brings to braces': [
    'static_resources:\n  clusters:\n    - &a { name: a, connect_timeout: 1s, upstream_bind_config: { freebind: true } }\n    - { <<: *a, name: b }\n',
    'static_resources:\n  clusters:\n    - &a { name: a, connect_timeout: 1s, upstream_bind_config: { freebind: true } }\n    - { connect_timeout: 1s, upstream_bind_config: { freebind: true }, name: b }\n',
  ],
  'what a map brings that stands there itself': [
    'static_resources:\n  clusters:\n    - name: a\n      <<: { connect_timeout: 1s }\n',
    'static_resources:\n  clusters:\n    - name: a\n      connect_timeout: 1s\n',
  ],
  'nothing where all keys are there': [
    'static_resources:\n  clusters:\n    - &a { name: a }\n    - name: b\n      <<: *a\n      lb_policy: RANDOM\n',
    'static_resources:\n  clusters:\n    - &a { name: a }\n    - name: b\n      lb_policy: RANDOM\n',
  ],
  'an alias inside, which still means the same': [
    'static_resources:\n  clusters:\n    - name: z\n      connect_timeout: &second 1s\n    - &a\n      name: a\n      connect_timeout: *second\n    - <<: *a\n      name: b\n',
    'static_resources:\n  clusters:\n    - name: z\n      connect_timeout: &second 1s\n    - &a\n      name: a\n      connect_timeout: *second\n    - connect_timeout: *second\n      name: b\n',
  ],
};

/** Cases in which the result is not certain or not exact. */
const left: Readonly<Record<string, string>> = {
  'two merge keys in a map':
    'static_resources:\n  clusters:\n    - &a { name: a }\n    - &b { lb_policy: RANDOM, name: c }\n    - <<: *a\n      <<: *b\n',
  'an anchor that would be set twice':
    'static_resources:\n  clusters:\n    - &a { name: a, connect_timeout: &t 1s }\n    - <<: *a\n      name: b\n',
  'lines that would stand in braces':
    'static_resources:\n  clusters:\n    - &a\n      name: a\n      upstream_bind_config:\n        freebind: true\n    - { <<: *a, name: b }\n',
  'a key in both spellings':
    'static_resources:\n  clusters:\n    - &a { name: a, connectTimeout: 1s }\n    - <<: *a\n      name: b\n      connect_timeout: 2s\n',
  'what is no map': 'static_resources:\n  clusters:\n    - name: &a a\n    - <<: *a\n      name: b\n',
};

const fixture = (text: string): string => `#- /envoy.yaml\n${text}`;

describe(code, () => {
  for (const [what, [before, after]] of Object.entries(written))
    it(`writes out ${what}`, () => checkFix(fixture(before), code, fixture(after)));

  it('expands a merged map that merges another map', () => {
    const before =
      'static_resources:\n  clusters:\n    - &a { name: a, connect_timeout: 1s }\n    - &b\n      <<: *a\n      name: b\n      lb_policy: RANDOM\n    - <<: *b\n      name: c\n';
    checkFix(fixture(before), code, fixture(before.replace('      <<: *a\n', '      connect_timeout: 1s\n')));
  });

  it('works in a ConfigMap', () => {
    const map = (text: string) =>
      `#- /map.yaml\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: envoy }\ndata:\n  envoy.yaml: |\n${text.replace(/^(?=.)/gm, '    ')}`;
    const [before, after] = written['what an alias brings, where the own keys win'] ?? ['', ''];
    checkFix(map(before), code, map(after));
  });

  for (const [what, text] of Object.entries(left))
    it(`leaves ${what} to a person`, () => assert.deepEqual(fixTitles(fixture(text), code), []));

  itAsksEnvoy('yields what Envoy takes', async (envoy) => {
    const texts = Object.values(written).flatMap(([, after]) =>
      bootstrapsOf(workspaceOf(parseFixture(fixture(after)))),
    );
    assert.deepEqual(await refusals(envoy, texts), []);
  });
});
