import assert from 'node:assert/strict';
import { renamed } from '../../fixture/rename.ts';

const config = (route: string, cluster = 'app') => `static_resources:
  listeners:
    - name: ingress
      address: { socket_address: { address: 0.0.0.0, port_value: 9092 } }
      filter_chains:
        - filters:
            - name: envoy.filters.network.tcp_proxy
              typed_config:
                "@type": type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy
                stat_prefix: app
                cluster: ${route}
  clusters:
    - name: ${cluster}
      load_assignment: { cluster_name: app }
    - { name: other, load_assignment: { cluster_name: other } }
`;

const redis = `static_resources:
  listeners:
    - name: ingress
      address: { socket_address: { address: 0.0.0.0, port_value: 9092 } }
      filter_chains:
        - filters:
            - name: envoy.filters.network.redis_proxy
              typed_config:
                "@type": type.googleapis.com/envoy.extensions.filters.network.redis_proxy.v3.RedisProxy
                stat_prefix: app
                settings: { op_timeout: 1s }
                prefix_routes: { catch_all_route: { cluster: app } }
  clusters:
    - name: a$0pp
`;

describe('the name of a cluster', () => {
  const all = ['envoy.yaml:11 cluster: web', 'envoy.yaml:13 - name: web'];

  it('is renamed in its definition, its load assignment and every reference', () => {
    const changed = [...all, 'envoy.yaml:14 load_assignment: { cluster_name: web }'];
    assert.deepEqual(renamed(config('ap$0p'), 'web'), changed);
    assert.deepEqual(renamed(config('app', '$0app'), 'web'), changed);
    assert.deepEqual(renamed(redis, 'web'), [
      'envoy.yaml:12 prefix_routes: { catch_all_route: { cluster: web } }',
      'envoy.yaml:14 - name: web',
    ]);
  });

  it('keeps quotes, and gets them where it needs them', () => {
    assert.deepEqual(renamed(config('"ap$0p"', "'app'"), 'a: b', 'one way'), [
      'envoy.yaml:11 cluster: "a: b"',
      "envoy.yaml:13 - name: 'a: b'",
      'envoy.yaml:14 load_assignment: { cluster_name: "a: b" }',
    ]);
    assert.deepEqual(renamed(config('ap$0p'), 'a,b', 'one way'), [
      'envoy.yaml:11 cluster: "a,b"',
      'envoy.yaml:13 - name: "a,b"',
      'envoy.yaml:14 load_assignment: { cluster_name: "a,b" }',
    ]);
  });

  it('is renamed once where an alias repeats it', () => {
    const text = (name: string, alias: string) =>
      `static_resources:\n  clusters:\n    - name: &app ${name}\n      load_assignment: { cluster_name: ${alias} }\n`;
    assert.deepEqual(renamed(text('ap$0p', '*app'), 'web'), ['envoy.yaml:3 - name: &app web']);
  });

  it('is renamed in a ConfigMap, as a block and in quotes', () => {
    assert.deepEqual(renamed('#- /map.yaml stock:sidecar-config\n#~ cluster: app } => cluster: a$0pp }\n', 'web'), [
      'map.yaml:27 route: { cluster: web }',
      'map.yaml:33 - name: web',
      'map.yaml:37 cluster_name: web',
    ]);
    const json = JSON.stringify(
      JSON.stringify({
        static_resources: { clusters: [{ name: 'app', load_assignment: { cluster_name: 'app' } }] },
      }),
    ).replace('app', 'a$0pp');
    const map = `#- /map.yaml\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: proxy }\ndata:\n  envoy.yaml: ${json}\n`;
    assert.deepEqual(renamed(map, 'web'), [
      `map.yaml:5 envoy.yaml: ${json.replace('$0', '').replaceAll('app', 'web')}`,
    ]);
    assert.match(String(renamed(map, 'a: b')), /^This name cannot be written in a quoted or encoded config\./);
  });

  it('is renamed in JSON', () => {
    const json = `{ "static_resources": { "clusters": [{ "name": "a$0pp", "load_assignment": { "cluster_name": "app" } }] } }`;
    assert.deepEqual(renamed(`#- /envoy.json\n${json}\n`, 'web'), [
      `envoy.json:1 ${json.replace('$0', '').replaceAll('app', 'web')}`,
    ]);
  });

  it('is renamed in the bootstrap and in its files of xDS', () => {
    const dynamic = 'dynamic_resources:\n  cds_config: { path_config_source: { path: /etc/cds.yaml } }\n';
    const cds =
      '#- /cds.yaml\nresources:\n  - "@type": type.googleapis.com/envoy.config.cluster.v3.Cluster\n    name: remote\n    load_assignment: { cluster_name: remote }\n';
    assert.deepEqual(renamed(`#- /envoy.yaml\n${dynamic}${config('rem$0ote')}${cds}`, 'far'), [
      'envoy.yaml:13 cluster: far',
      'cds.yaml:3 name: far',
      'cds.yaml:4 load_assignment: { cluster_name: far }',
    ]);
  });

  it('is not renamed if it is defined elsewhere, or known to a server', () => {
    assert.equal(renamed(config('some$0thing'), 'web'), "'something' is not defined in this workspace.");
    const eds = `static_resources:
  clusters:
    - name: ap$0p
      type: EDS
      eds_cluster_config: { eds_config: { ads: {} } }
`;
    assert.equal(
      renamed(eds, 'web'),
      "The management server knows the endpoints as 'app'. Set 'service_name' to this name first.",
    );
    const service = eds.replace('{ eds_config', '{ service_name: endpoints, eds_config');
    assert.deepEqual(renamed(service, 'web'), ['envoy.yaml:3 - name: web']);
  });

  it('is not renamed to a name that exists, is empty or contains control characters', () => {
    assert.equal(renamed(config('ap$0p'), 'other'), "'other' already exists.");
    for (const name of ['', ' a', 'a\nb']) assert.match(String(renamed(config('ap$0p'), name)), /is not a valid name/);
  });

  it('is not a name where a placeholder stands', () => {
    assert.equal(renamed(config('${NA$0ME}'), 'web'), 'There is no name to change.');
  });
});

const manager = (name: string, filter: string, key: string, host = 'all') => `    - name: ${name}
      address: { socket_address: { address: 0.0.0.0, port_value: ${name.length} } }
      filter_chains:
        - filters:
            - name: envoy.filters.network.http_connection_manager
              typed_config:
                "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
                stat_prefix: ${name}
                route_config:
                  virtual_hosts:
                    - name: ${host}
                      domains: ["*"]
                      typed_per_filter_config:
                        ${key}: { "@type": type.googleapis.com/envoy.extensions.filters.http.buffer.v3.BufferPerRoute, disabled: true }
                      routes: [{ match: { prefix: / }, direct_response: { status: 200 } }]
                http_filters:
                  - name: ${filter}
                    typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.http.buffer.v3.Buffer, max_request_bytes: 9 }
                  - name: envoy.filters.http.router
                    typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router }
`;

describe('the name of an HTTP filter', () => {
  const two = (filter: string, key: string) =>
    `static_resources:\n  listeners:\n${manager('first', filter, key)}${manager('second', 'buffer', 'buffer')}`;
  const disabled =
    '{ "@type": type.googleapis.com/envoy.extensions.filters.http.buffer.v3.BufferPerRoute, disabled: true }';

  it('is renamed in the config of routes, and not in another HttpConnectionManager', () => {
    const changed = [`envoy.yaml:16 limit: ${disabled}`, 'envoy.yaml:19 - name: limit'];
    assert.deepEqual(renamed(two('buf$0fer', 'buffer'), 'limit'), changed);
    assert.deepEqual(renamed(two('buffer', 'buf$0fer'), 'limit'), changed);
  });

  it('is not renamed if Envoy chooses the filter by it, or to the name of another', () => {
    const plain = two('buffer', 'buffer').replace(/(http_filters:\n.*- name: buf)(fer)\n.*typed_config: .*/, '$1$$0$2');
    assert.equal(renamed(plain, 'limit'), "Only a filter with 'typed_config' can have another name.");
    assert.equal(
      renamed(two('buf$0fer', 'buffer'), 'envoy.filters.http.router'),
      "'envoy.filters.http.router' already exists.",
    );
  });
});

describe('the name of a virtual host', () => {
  it('is renamed in its route configuration alone', () => {
    const text = `static_resources:\n  listeners:\n${manager('first', 'buffer', 'buffer', 'a$0ll')}${manager('second', 'buffer', 'buffer')}`;
    assert.deepEqual(renamed(text, 'everything'), ['envoy.yaml:13 - name: everything']);
  });
});

describe('the names of other parts of a config', () => {
  it('are renamed: a listener that an internal address names', () => {
    const text = `static_resources:
  listeners:
    - name: inn$0er
      internal_listener: {}
  clusters:
    - name: app
      load_assignment:
        cluster_name: app
        endpoints:
          - lb_endpoints:
              - endpoint: { address: { envoy_internal_address: { server_listener_name: inner } } }
`;
    const lines = renamed(text, 'second');
    assert.deepEqual(lines, [
      'envoy.yaml:3 - name: second',
      'envoy.yaml:11 - endpoint: { address: { envoy_internal_address: { server_listener_name: second } } }',
    ]);
  });

  const manager = (routes: string) => `static_resources:
  listeners:
    - name: ingress
      address: { socket_address: { address: 0.0.0.0, port_value: 9092 } }
      filter_chains:
        - filters:
            - name: envoy.filters.network.http_connection_manager
              typed_config:
                "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
                stat_prefix: app
                ${routes}
`;

  it('are renamed: a route configuration in a file of RDS', () => {
    const rds =
      '#- /rds.yaml\nresources:\n  - "@type": type.googleapis.com/envoy.config.route.v3.RouteConfiguration\n    name: web\n';
    const routes = 'rds: { route_config_name: w$0eb, config_source: { path_config_source: { path: /etc/rds.yaml } } }';
    assert.deepEqual(renamed(`#- /envoy.yaml\n${manager(routes)}${rds}`, 'app'), [
      'envoy.yaml:11 rds: { route_config_name: app, config_source: { path_config_source: { path: /etc/rds.yaml } } }',
      'rds.yaml:3 name: app',
    ]);
  });

  it('are renamed: a route configuration that nothing names, alone', () => {
    const two =
      manager('route_config: { name: lo$0cal }') +
      manager('route_config: { name: local }').split('\n').slice(2).join('\n');
    assert.deepEqual(renamed(two, 'mine'), ['envoy.yaml:11 route_config: { name: mine }']);
  });

  it('are renamed: a secret', () => {
    const text = `static_resources:
  clusters:
    - name: app
      transport_socket:
        name: envoy.transport_sockets.tls
        typed_config:
          "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext
          sni: app
          common_tls_context: { validation_context_sds_secret_config: { name: c$0a } }
  secrets:
    - name: ca
      validation_context: { trusted_ca: { filename: /etc/ca.pem } }
`;
    assert.deepEqual(renamed(text, 'roots'), [
      'envoy.yaml:9 common_tls_context: { validation_context_sds_secret_config: { name: roots } }',
      'envoy.yaml:11 - name: roots',
    ]);
  });
});
