import assert from 'node:assert/strict';
import { diagnosticsOf, workspaceOf } from '../fixture/check.ts';
import { parseFixture } from '../fixture/parse-fixture.ts';

const config = `static_resources:
  listeners:
    - name: a
      address: { socket_address: { address: 0.0.0.0, port_value: 9092 } }
      filter_chains:
        - filters:
            - name: envoy.filters.network.tcp_proxy
              typed_config:
                "@type": type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy
                stat_prefx: a
                cluster: none
`;

const secret = `#- /secret.yaml
apiVersion: v1
kind: Secret
metadata: { name: conf }
data: { envoy.yaml: ${Buffer.from(config).toString('base64')} }
`;

const pod = `#- /pod.yaml
apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  containers:
    - name: envoy
      image: envoyproxy/envoy:v1.40.0
      volumeMounts: [{ name: c, mountPath: /etc/envoy }]
  volumes:
    - { name: c, secret: { secretName: conf } }
`;

describe('a config in base64', () => {
  it('is checked where an Envoy reads it, and is not edited', () => {
    const found = diagnosticsOf(workspaceOf(parseFixture(pod + secret)), 'envoy/unknown-field');
    assert.equal(found.length, 1);
    const [{ at, fixes } = {}] = found;
    assert.equal(at?.uri, 'file:///fixture/secret.yaml');
    assert.deepEqual(fixes?.() ?? [], []);
  });

  it('is not checked where nothing reads it', () => {
    assert.deepEqual(diagnosticsOf(workspaceOf(parseFixture(secret))), []);
  });
});
