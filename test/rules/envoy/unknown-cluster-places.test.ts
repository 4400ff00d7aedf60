import assert from 'node:assert/strict';
import { itAsksEnvoy, refusals } from '../../fixture/ask-envoy.ts';
import { diagnosticsOf, workspaceOf } from '../../fixture/check.ts';
import { parseFixture } from '../../fixture/parse-fixture.ts';

const filter = (name: string, type: string, config: string): string => `static_resources:
  listeners:
  - name: l
    address: { socket_address: { address: 127.0.0.1, port_value: 0 } }
    filter_chains:
    - filters:
      - name: envoy.filters.network.${name}
        typed_config:
          "@type": type.googleapis.com/envoy.extensions.filters.network.${name}.v3.${type}
          stat_prefix: s
${config}`;

const http = (routes: string): string =>
  `${filter('http_connection_manager', 'HttpConnectionManager', routes)}
          http_filters:
          - name: envoy.filters.http.router
            typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router }
`;

const virtualHost = (rest: string): string =>
  http(`          route_config: { virtual_hosts: [{ name: v, domains: ["*"], ${rest} }] }`);

const matched = (action: string): string =>
  virtualHost(
    `matcher: { on_no_match: { action: { name: route, typed_config: { "@type": type.googleapis.com/envoy.config.route.v3.${action} } } } }`,
  );

const toNobody = 'match: { prefix: / }, route: { cluster: nobody }';
const direct = 'routes: [{ match: { prefix: / }, direct_response: { status: 200 } }]';
const thrift = (rest: string): string =>
  filter('thrift_proxy', 'ThriftProxy', `          route_config: { name: r, ${rest} }\n`);

/** Places that name the cluster "nobody", and whether Envoy rejects the config because of it. */
const places: readonly (readonly [place: string, refused: boolean, config: string])[] = [
  ['a route', true, virtualHost(`routes: [{ ${toNobody} }]`)],
  [
    'a weighted route',
    true,
    virtualHost(
      'routes: [{ match: { prefix: / }, route: { weighted_clusters: { clusters: [{ name: nobody, weight: 1 }] } } }]',
    ),
  ],
  ['a mirror of a virtual host', true, virtualHost(`request_mirror_policies: [{ cluster: nobody }], ${direct}`)],
  [
    'a mirror of all routes',
    true,
    http(
      `          route_config: { request_mirror_policies: [{ cluster: nobody }], virtual_hosts: [{ name: v, domains: ["*"], ${direct} }] }`,
    ),
  ],
  [
    'a route where validate_clusters is false',
    false,
    http(
      `          route_config: { validate_clusters: false, virtual_hosts: [{ name: v, domains: ["*"], routes: [{ ${toNobody} }] }] }`,
    ),
  ],
  ['the action of a matcher', false, matched(`Route, ${toNobody}`)],
  ['the list of routes of a matcher', false, matched(`RouteList, routes: [{ ${toNobody} }]`)],
  ['tcp_proxy', false, filter('tcp_proxy', 'TcpProxy', '          cluster: nobody\n')],
  ['a route of thrift_proxy', true, thrift('routes: [{ match: { method_name: "" }, route: { cluster: nobody } }]')],
  [
    'a route of thrift_proxy where validate_clusters is false',
    false,
    thrift('validate_clusters: false, routes: [{ match: { method_name: "" }, route: { cluster: nobody } }]'),
  ],
  [
    'a route of dubbo_proxy',
    false,
    filter(
      'dubbo_proxy',
      'DubboProxy',
      '          route_config: [{ name: r, interface: i, routes: [{ match: { method: { name: { exact: a } } }, route: { cluster: nobody } }] }]\n',
    ),
  ],
];

const dropped = `${virtualHost(`routes: [{ ${toNobody} }]`)}static_resources: { clusters: [] }\n`;

describe('envoy/unknown-cluster, by the place of the name,', () => {
  for (const [place, refused, config] of places)
    it(`is ${refused ? 'an error' : 'a warning'} in ${place}`, () => {
      const found = diagnosticsOf(workspaceOf(parseFixture(`#- /envoy.yaml\n${config}`)), 'envoy/unknown-cluster');
      assert.deepEqual(
        found.map(({ severity }) => severity),
        [refused ? 'error' : 'warning'],
      );
    });

  it('reports nothing in the first of two keys, which Envoy drops', () => {
    const found = diagnosticsOf(workspaceOf(parseFixture(`#- /envoy.yaml\n${dropped}`)));
    assert.deepEqual(
      found.map(({ code }) => code),
      ['yaml/duplicate-key'],
    );
  });

  itAsksEnvoy('says what the real Envoy does', async (envoy) => {
    const refused = await refusals(envoy, [...places.map(([, , config]) => config), dropped]);
    assert.deepEqual(
      refused.map(({ text }) => places.find(([, , config]) => config === text)?.[0]).sort(),
      places.flatMap(([place, isRefused]) => (isRefused ? [place] : [])).sort(),
    );
    for (const { said } of refused) assert.match(said, /unknown .*cluster 'nobody'/);
  });
});
