import assert from 'node:assert/strict';
import { checkFix, fixTitles } from '../../fixture/check.ts';

const code = 'envoy/unknown-field';

const route = (lines: string): string => `#- /envoy.yaml
static_resources:
  listeners:
  - name: in
    address: { socket_address: { address: 127.0.0.1, port_value: 80 } }
    filter_chains:
    - filters:
      - name: hcm
        typed_config:
          "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
          stat_prefix: a
          route_config:
            virtual_hosts:
            - name: a
              domains: ["*"]
              routes:
${lines}          http_filters:
          - name: router
            typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router }
  clusters:
  - name: app
`;

describe('fields of an empty key', () => {
  it('move below the nearest empty key before them, all of them', () => {
    checkFix(
      route(
        '              - match:\n                prefix: /\n                headers:\n                - name: a # one\n                  present_match: true\n                route: { cluster: app }\n',
      ),
      code,
      route(
        '              - match:\n                  prefix: /\n                  headers:\n                  - name: a # one\n                    present_match: true\n                route: { cluster: app }\n',
      ),
    );
    checkFix(
      route(
        '              - match: { prefix: / }\n                route:\n                # of the edge\n                cluster: app\n                timeout: 5s\n',
      ),
      code,
      route(
        '              - match: { prefix: / }\n                route:\n                # of the edge\n                  cluster: app\n                  timeout: 5s\n',
      ),
    );
  });

  it('have that fix only', () => {
    const both =
      '              - match:\n                prefix: /\n                route:\n                cluster: app\n';
    assert.deepEqual(fixTitles(route(both), code), ["Move into 'match'"]);
  });

  it('stay if the key before them is not empty, or has no such field', () => {
    for (const lines of [
      '              - match: { prefix: / }\n                cluster: app\n                route:\n',
      '              - match: {}\n                prefix: /\n                route: { cluster: app }\n',
    ])
      assert.notDeepEqual(fixTitles(route(lines), code), ["Move into 'match'"]);
  });
});
