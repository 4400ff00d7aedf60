import assert from 'node:assert/strict';
import { checkDiagnostics, checkFix, fixTitles } from '../../fixture/check.ts';

const code = 'workload/container-port-unused';
const pod = (...lines: string[]) => ['#- /pod.yaml stock:sidecar-pod', ...lines, ''].join('\n');
const config = '#- /envoy-config.yaml stock:sidecar-config\n';

describe(code, () => {
  it('offers the bound port that it is a slip of', () => {
    const before = pod('#~ containerPort: 9092 => containerPort: 9092\\n        - containerPort: 9001') + config;
    assert.deepEqual(fixTitles(before, code), ['Remove containerPort 9001', 'Change containerPort 9001 to 9901']);
    checkFix(
      before,
      code,
      pod('#~ containerPort: 9092 => containerPort: 9092\\n        - containerPort: 9901'),
      'Change containerPort 9001 to 9901',
    );
  });

  it('removes the list with its last port', () => {
    const bare = '#- /envoy-config.yaml stock:sidecar-config\n#~ 0.0.0.0 => 127.0.0.1\n';
    checkFix(
      `${pod('#~ containerPort: 9092 => containerPort: 7000')}${bare}`,
      code,
      pod('#~       ports:\\n        - containerPort: 9092\\n =>'),
    );
  });

  it('takes the listener that is not declared instead, if the port is the app’s', () => {
    const before = pod('#~ containerPort: 9092 => containerPort: 8080') + config;
    assert.deepEqual(fixTitles(before, code), ['Change containerPort 8080 to 9092']);
    checkFix(before, code, pod());
  });

  it('does not remove what a Service or a probe goes by', () => {
    const before =
      pod(
        '#~ - containerPort: 9092 => - containerPort: 9092\\n        - { name: old, containerPort: 7000 }',
        '#~ mountPath: /etc/envoy => mountPath: /etc/envoy\\n      livenessProbe: { tcpSocket: { port: old } }',
      ) + config;
    assert.deepEqual(fixTitles(before, code), ['Change containerPort 7000 to 9901']);
  });

  it('warns where Envoy is the only process of the pod', () => {
    const alone = pod(
      '#~ - name: app\\n      image: example.com/web:1.4.2\\n      ports:\\n        - containerPort: 8080\\n    - name: envoy => - name: envoy',
      '#~ containerPort: 9092 => containerPort: 9092\\n        - containerPort: 7000',
      `#? warning ${code} at "7000"`,
    );
    checkDiagnostics(`${alone + config}#~ 127.0.0.1, port_value: 8080 => 10.0.0.1, port_value: 8080\n`);
  });

  it('counts the listeners of a file in the same ConfigMap', () => {
    const dynamic = `#- /envoy-config.yaml
apiVersion: v1
kind: ConfigMap
metadata:
  name: envoy-config
data:
  envoy.yaml: |
    node: { id: a, cluster: a }
    dynamic_resources:
      lds_config: { resource_api_version: V3, path_config_source: { path: /etc/envoy/lds.yaml, watched_directory: { path: /etc/envoy } } }
    static_resources:
      clusters:
        - name: app
          connect_timeout: 1s
          load_assignment: { cluster_name: app, endpoints: [{ lb_endpoints: [{ endpoint: { address: { socket_address: { address: 127.0.0.1, port_value: 8080 } } } }] }] }
  lds.yaml: |
    resources:
      - "@type": type.googleapis.com/envoy.config.listener.v3.Listener
        name: web
        address: { socket_address: { address: 0.0.0.0, port_value: 9092 } }
        filter_chains:
          - filters:
              - name: tcp
                typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy, stat_prefix: a, cluster: app }
`;
    checkDiagnostics(pod() + dynamic);
    checkDiagnostics(
      pod(
        '#~ containerPort: 9092 => containerPort: 9092\\n        - containerPort: 7000',
        `#? hint ${code} at "7000"`,
      ) + dynamic,
    );
  });
});
