import assert from 'node:assert/strict';
import { checkRefactoring, offered } from '../../fixture/refactor.ts';

const title = (port: number) => `Add a readinessProbe for /ready on port ${port} to container 'envoy'`;
const changed = (...changes: string[]) => changes.map((one) => `#~ ${one}\n`).join('');
const pod = (...changes: string[]) =>
  `#- /pod.yaml stock:sidecar-pod\n${changed('name: envoy\\n => name: env$0oy\\n', ...changes)}`;
const config = (...changes: string[]) => `#- /config.yaml stock:sidecar-config\n${changed(...changes)}`;
const openAdmin = 'address: 127.0.0.1, port_value: 9901 => address: 0.0.0.0, port_value: 9901';
const listener = (match: string, rest = '', socket = '') => `      listeners: =>       listeners:
        - name: health
          address: { socket_address: { address: 0.0.0.0, port_value: 9003 } }
          filter_chains:
            - filters:
                - name: envoy.filters.network.http_connection_manager
                  typed_config:
                    "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
                    stat_prefix: health
                    route_config: { virtual_hosts: [{ name: h, domains: ["*"], routes: [{ match: ${match}, route: { cluster: admin } }${rest}] }] }
                    http_filters: [{ name: envoy.filters.http.router, typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router } }]${socket}`;
const cluster = `      clusters: =>       clusters:
        - { name: admin, type: STATIC, load_assignment: { cluster_name: admin, endpoints: [{ lb_endpoints: [{ endpoint: { address: { socket_address: { address: 127.0.0.1, port_value: 9901 } } } }] }] } }`;
const lines = (text: string) => text.replaceAll('\n', '\\n');
const health = (match: string, rest?: string) => config(lines(listener(match, rest)), lines(cluster));
const native = "Convert container 'envoy' to a native sidecar";
const probes = (fixture: string) => offered(fixture).filter((one) => one !== native);

describe('an Envoy without a readiness probe', () => {
  it('gets one for an admin interface that the kubelet reaches', () => {
    const probe = '\\n      readinessProbe:\\n        httpGet:\\n          path: /ready\\n          port: 9901';
    checkRefactoring(
      pod() + config(openAdmin),
      title(9901),
      `#- /pod.yaml stock:sidecar-pod\n#~ mountPath: /etc/envoy => mountPath: /etc/envoy${probe}\n`,
    );
  });

  it('gets one for a listener that forwards the path to the admin interface', () => {
    assert.deepEqual(probes(pod() + health('{ path: /ready }')), [title(9003)]);
    assert.deepEqual(
      probes(pod() + health('{ path: /live }', ', { match: { path: /ready }, route: { cluster: admin } }')),
      [title(9003)],
    );
  });

  it('is left alone if it is not certain that something answers', () => {
    assert.deepEqual(probes(pod() + config()), []);
    assert.deepEqual(probes(pod() + health('{ prefix: /ready }')), []);
    assert.deepEqual(
      probes(pod() + health('{ prefix: / }', ', { match: { path: /ready }, route: { cluster: admin } }')),
      [],
    );
    assert.deepEqual(probes(pod() + health('{ path: /ready, headers: [{ name: a, present_match: true }] }')), []);
    const socket =
      '\n              transport_socket: { name: tls, typed_config: { "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext } }';
    assert.deepEqual(probes(pod() + config(lines(listener('{ path: /ready }', '', socket)), lines(cluster))), []);
  });

  it('is left alone if it has one, or if traffic is redirected', () => {
    const has = 'mountPath: /etc/envoy => mountPath: /etc/envoy\\n      startupProbe: { tcpSocket: { port: 9092 } }';
    assert.deepEqual(probes(pod(has) + config(openAdmin)), []);
    const init = 'spec: => spec:\\n  initContainers: [{ name: istio-init, image: "example.com/iptables:1" }]';
    assert.deepEqual(probes(pod(init) + config(openAdmin)), []);
  });
});
