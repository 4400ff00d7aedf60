import { displayWords } from '../../server/src/analysis/index.ts';
import assert from 'node:assert/strict';
import { cluster, hcm, items, snippet } from './completed.ts';

/** What is inserted for each offer. */
const texts = (fixture: string): string[] => items(fixture).items.map(({ label, newText = label }) => newText);

/** The same with what it is. */
const told = (fixture: string): string[] =>
  items(fixture).items.map(({ label, detail }) => `${label} (${displayWords(detail)})`);

const endpoint = (lines: string): string =>
  `    load_assignment:\n      endpoints:\n      - lb_endpoints:\n        - endpoint:\n            address:\n${lines}`;

const socket = (lines: string): string => endpoint(`              socket_address:\n                ${lines}\n`);

const tls = (lines: string): string => `    transport_socket:
      name: envoy.transport_sockets.tls
      typed_config:
        "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext
        common_tls_context:
${lines}`;

const hosts = (lines: string): string =>
  hcm(`          route_config:\n            virtual_hosts:\n            - name: a\n${lines}`);

const route = (lines: string): string => hosts(`              domains: ["*"]\n              routes:\n${lines}`);

const log = (lines: string): string =>
  hcm(`          access_log:
          - name: envoy.access_loggers.stdout
            typed_config:
              "@type": type.googleapis.com/envoy.extensions.access_loggers.stream.v3.StdoutAccessLog
              log_format:
${lines}`);

/** A pod whose Envoy reads a config from its ConfigMap. */
const inPod = (config: string): string => `#- /pod.yaml
apiVersion: v1
kind: Pod
metadata: { name: shop }
spec:
  containers:
    - name: web
      image: team/web
      ports: [{ containerPort: 8080 }]
    - name: envoy
      image: envoyproxy/envoy:v1.40.0
      ports: [{ containerPort: 9092 }]
      volumeMounts:
        - { name: config, mountPath: /etc/envoy }
        - { name: tls, mountPath: /etc/tls }
        - { name: files, mountPath: /etc/files }
  volumes:
    - { name: config, configMap: { name: shop-config } }
    - { name: tls, secret: { secretName: shop-tls } }
    - { name: files, configMap: { name: shop-config, items: [{ key: envoy.yaml, path: lds.yaml }] } }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: shop-config }
data:
  envoy.yaml: |
${config.replace(/^(?=.)/gm, '    ')}`;

describe('completion of values in configs', () => {
  it('offers durations with their unit', () => {
    assert.deepEqual(texts(cluster('    connect_timeout: $0\n')).slice(0, 3), ['0.25s', '1s', '5s']);
    assert.deepEqual(texts(cluster('    cleanup_interval: $0\n')).slice(0, 3), ['1s', '5s', '10s']);
  });

  it('offers all domains, the root path and addresses', () => {
    assert.deepEqual(texts(hosts('              domains: [$0]\n')), ['"*"']);
    assert.deepEqual(texts(route('              - match: { prefix: $0 }\n')), ['/']);
    const listener = 'static_resources:\n  listeners:\n  - address:\n      socket_address:\n        address: $0\n';
    assert.deepEqual(texts(listener), ['0.0.0.0', '127.0.0.1']);
  });

  it('offers loopback for an endpoint, and Services only where the cluster looks names up', () => {
    const service = '\n#- /service.yaml\napiVersion: v1\nkind: Service\nmetadata: { name: backend }\nspec: {}\n';
    assert.deepEqual(texts(cluster(socket('address: $0')) + service), ['127.0.0.1']);
    const dns = `    type: STRICT_DNS\n${socket('address: $0')}`;
    assert.deepEqual(texts(cluster(dns) + service), ['127.0.0.1', 'backend']);
  });

  it("offers the app's port for an endpoint, and the containerPort for a listener", () => {
    assert.deepEqual(told(inPod(cluster(socket('port_value: $0')))), ['8080 (container web)']);
    const listener = 'static_resources:\n  listeners:\n  - address:\n      socket_address:\n        port_value: $0\n';
    assert.deepEqual(told(inPod(listener)), ['9092 (containerPort)']);
  });

  it('offers names that are given elsewhere, and first those that nothing has yet', () => {
    const secrets = (name: string, used: string) =>
      `${cluster(tls(`          tls_certificate_sds_secret_configs:\n          - name: ${used}\n`))}  secrets:\n  - name: ${name}\n`;
    assert.deepEqual(told(secrets('mine', '$0')), ['mine (secret)']);
    assert.deepEqual(told(secrets('$0', 'mine')), ['mine (no such secret yet)']);
    const inner = (name: string, used: string) =>
      `${cluster(endpoint(`              envoy_internal_address: { server_listener_name: ${used} }\n`))}  listeners:\n  - name: ${name}\n`;
    assert.deepEqual(told(inner('inside', '$0')), ['inside (listener)']);
    assert.equal(told(inner('$0', 'inside'))[0], 'inside (no such listener yet)');
    const tcp = `static_resources:
  listeners:
  - filter_chains:
    - filters:
      - name: envoy.filters.network.tcp_proxy
        typed_config:
          "@type": type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy
          stat_prefix: a
          cluster: app
  clusters:
  - name: $0
`;
    assert.deepEqual(told(tcp), ['app (no such cluster yet)']);
  });

  it('offers the names of route configurations in files of xDS', () => {
    const rds = hcm(
      '          rds: { route_config_name: $0, config_source: { path_config_source: { path: /etc/rds.yaml } } }\n',
    );
    const routes =
      '\n#- /rds.yaml\nresources:\n- "@type": type.googleapis.com/envoy.config.route.v3.RouteConfiguration\n  name: routes\n';
    assert.deepEqual(told(`#- /envoy.yaml\n${rds}${routes}`), ['routes (route config)']);
  });

  it('offers the files that the pod mounts, those for the field first', () => {
    const certificate = (lines: string) => inPod(cluster(tls(`          tls_certificates:\n          - ${lines}\n`)));
    assert.equal(told(certificate('certificate_chain: { filename: $0 }'))[0], '/etc/tls/tls.crt (Secret shop-tls)');
    assert.equal(told(certificate('private_key: { filename: $0 }'))[0], '/etc/tls/tls.key (Secret shop-tls)');
    const ca = cluster(tls('          validation_context: { trusted_ca: { filename: $0 } }\n'));
    assert.equal(texts(inPod(ca))[0], '/etc/tls/ca.crt');
    const lds = 'dynamic_resources:\n  lds_config: { path_config_source: { path: $0 } }\n';
    assert.deepEqual(texts(inPod(lds)).slice(0, 2), ['/etc/envoy/envoy.yaml', '/etc/files/lds.yaml']);
  });

  it('offers runtime keys of the static layers', () => {
    const layers =
      'layered_runtime:\n  layers:\n  - name: a\n    static_layer: { routing: { canary: 5 }, health.min: 1 }\n';
    const match =
      '              - match: { prefix: /, runtime_fraction: { default_value: { numerator: 1 }, runtime_key: $0 } }\n';
    assert.deepEqual(texts(layers + route(match)), ['routing.canary', 'health.min']);
  });

  it('offers names of headers, and only those that can be written where one is written', () => {
    const read = route('              - match: { prefix: /, headers: [{ name: $0 }] }\n');
    assert.deepEqual(texts(read).slice(0, 4), ['":authority"', '":method"', '":path"', 'authorization']);
    const removed = hcm('          route_config: { request_headers_to_remove: [$0] }\n');
    assert.equal(texts(removed)[0], 'authorization');
    assert.ok(!texts(removed).some((name) => name.includes(':')));
  });

  it('offers the commands of formats with their meaning', () => {
    const format = log('                text_format_source: { inline_string: "%$0" }\n');
    assert.ok(told(format).includes('%RESPONSE_CODE% (status code of the response)'));
    assert.equal(snippet(format, '%REQ(:path)%'), '%REQ(${1::path})%');
    assert.ok(told(log('                json_format: { code: "$0" }\n')).length > 100);
    assert.ok(
      told(log('                text_format_source:\n                  inline_string: |\n                    [%RE$0\n'))
        .length > 100,
    );
    assert.deepEqual(texts(log('                text_format_source: { inline_string: "%REQ(a)% $0" }\n')), []);
    assert.deepEqual(texts(cluster('    alt_stat_name: "%$0"\n')), []);
  });

  it('replaces a command that is being changed', () => {
    const { text, items: found } = items(log('                json_format: { code: "a %RESP$0%" }\n'));
    const { range } = found[0] ?? assert.fail('no command');
    assert.equal(text.slice(range.start, range.end), '%RESP%');
  });
});
