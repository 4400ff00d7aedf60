import assert from 'node:assert/strict';
import { itAsksEnvoy, refusals } from '../../fixture/ask-envoy.ts';
import { checkFix, fixTitles } from '../../fixture/check.ts';

const head = 'static_resources:\n  clusters:\n  - name: app\n    type: STRICT_DNS\n';

/** Invalid last lines of a cluster, and the results of the preferred fix. */
const fixed: readonly (readonly [code: string, broken: string, fixed: string])[] = [
  ['envoy/wrong-type', '    alt_stat_name:\n    - a # b\n', '    alt_stat_name: a # b\n'],
  ['envoy/wrong-type', '    alt_stat_name: [ a ]\n', '    alt_stat_name: a\n'],
  [
    'envoy/wrong-type',
    '    load_assignment:\n    - cluster_name: app\n      endpoints: []\n',
    '    load_assignment:\n      cluster_name: app\n      endpoints: []\n',
  ],
  [
    'envoy/wrong-type',
    '    load_assignment: [{ cluster_name: app }]\n',
    '    load_assignment: { cluster_name: app }\n',
  ],
  [
    'envoy/wrong-type',
    '  listeners:\n    web:\n      address: { socket_address: { address: 127.0.0.1, port_value: 80 } }\n      filter_chains: [{}]\n    "a b":\n      address: { socket_address: { address: 127.0.0.1, port_value: 81 } }\n      filter_chains: [{}]\n',
    '  listeners:\n    - name: web\n      address: { socket_address: { address: 127.0.0.1, port_value: 80 } }\n      filter_chains: [{}]\n    - name: "a b"\n      address: { socket_address: { address: 127.0.0.1, port_value: 81 } }\n      filter_chains: [{}]\n',
  ],
  [
    'envoy/wrong-type',
    '    circuit_breakers:\n      thresholds:\n        first:\n          max_requests: 1\n        second:\n          priority: HIGH\n',
    '    circuit_breakers:\n      thresholds:\n        -\n          max_requests: 1\n        -\n          priority: HIGH\n',
  ],
  [
    'envoy/wrong-type',
    '  listeners:\n  - name: web\n    address: 127.0.0.1:80\n    filter_chains: [{}]\n',
    '  listeners:\n  - name: web\n    address:\n      socket_address:\n        address: 127.0.0.1\n        port_value: 80\n    filter_chains: [{}]\n',
  ],
  [
    'envoy/wrong-type',
    '  listeners: [{ address: "[::1]:80", filter_chains: [{}] }]\n',
    '  listeners: [{ address: { socket_address: { address: ::1, port_value: 80 } }, filter_chains: [{}] }]\n',
  ],
  [
    'envoy/invalid-value',
    '    upstream_bind_config: { source_address: { address: 127.0.0.1, port_value: -80 } }\n',
    '    upstream_bind_config: { source_address: { address: 127.0.0.1, port_value: 80 } }\n',
  ],
  [
    'envoy/invalid-value',
    '    upstream_bind_config: { source_address: { address: 127.0.0.1, port_value: https } }\n',
    '    upstream_bind_config: { source_address: { address: 127.0.0.1, port_value: 443 } }\n',
  ],
  ['envoy/invalid-value', '    lb_policy: robin\n', '    lb_policy: ROUND_ROBIN\n'],
  [
    'envoy/out-of-range',
    '    health_checks: [{ timeout: 1s, interval: 1s, unhealthy_threshold: 1, healthy_threshold: 1, http_health_check: { path: /, expected_statuses: [], request_headers_to_add: [{ header: { key: "x bad\\n name ", value: v } }] } }]\n',
    '    health_checks: [{ timeout: 1s, interval: 1s, unhealthy_threshold: 1, healthy_threshold: 1, http_health_check: { path: /, expected_statuses: [], request_headers_to_add: [{ header: { key: "x-bad-name", value: v } }] } }]\n',
  ],
];

const fixture = (end: string): string => `#- /envoy.yaml\n${head}${end}`;

describe('a value of another shape', () => {
  for (const [code, broken, after] of fixed)
    it(`is brought into the one that is wanted: ${JSON.stringify(broken.trim().slice(0, 60))}`, () =>
      checkFix(fixture(broken), code, fixture(after)));

  it('is not changed if more than its shape would change', () => {
    for (const end of [
      '    alt_stat_name: [a, b]\n',
      '    alt_stat_name: # a\n    - b\n',
      '    load_assignment: text\n',
      '  listeners: { a: { address: {} } }\n',
      '  listeners:\n      a:\n          stat_prefix: deeper\n',
    ])
      assert.deepEqual(fixTitles(fixture(end), 'envoy/wrong-type'), [], end);
    assert.deepEqual(
      fixTitles(
        fixture('    upstream_bind_config: { source_address: { address: a, port_value: web } }\n'),
        'envoy/invalid-value',
      ),
      [],
    );
  });

  it('gets a host before its type only if the type exists', () => {
    const typed = (type: string) => fixture(`    transport_socket: { name: a, typed_config: { "@type": ${type} } }\n`);
    const name = 'envoy.extensions.transport_sockets.raw_buffer.v3.RawBuffer';
    checkFix(typed(name), 'envoy/invalid-value', typed(`type.googleapis.com/${name}`));
    assert.deepEqual(fixTitles(typed('RawBuffer'), 'envoy/invalid-value'), []);
  });

  it('gets an entry if its list must not be empty', () => {
    const routes = (domains: string) => `#- /envoy.yaml
static_resources:
  listeners:
  - address: { socket_address: { address: 127.0.0.1, port_value: 80 } }
    filter_chains:
    - filters:
      - name: http
        typed_config:
          "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
          stat_prefix: http
          http_filters: [{ name: router, typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router } }]
          route_config: { virtual_hosts: [{ name: all, domains: ${domains} }] }
`;
    checkFix(routes('[]'), 'envoy/out-of-range', routes('[ "*" ]'));
  });

  itAsksEnvoy('is then accepted by Envoy', async (envoy) => {
    assert.deepEqual(
      await refusals(
        envoy,
        fixed.map(([, , end]) => head + end),
      ),
      [],
    );
  });
});
