import assert from 'node:assert/strict';
import { definition } from '../../../server/src/analysis/index.ts';
import { fileName } from '../../../server/src/analysis/workspace/uri-path.ts';
import { workspaceOf } from '../../fixture/check.ts';
import { parseFixture } from '../../fixture/parse-fixture.ts';
import { renamed } from '../../fixture/rename.ts';

const config = '#- /map.yaml stock:sidecar-config\n';
const pod = '#- /pod.yaml stock:sidecar-pod\n';
const service = '#- /service.yaml stock:sidecar-service\n';

describe('a port', () => {
  const listener = [
    'map.yaml:14 socket_address: { address: 0.0.0.0, port_value: 9093 }',
    'pod.yaml:16 - containerPort: 9093',
    'service.yaml:10 targetPort: 9093',
  ];

  it('of a listener is changed in the container and in the Service, from each of these places', () => {
    const at = (text: string, of: string) => `#~ ${of} => ${text}\n`;
    assert.deepEqual(renamed(config + at('port_value: 90$092', 'port_value: 9092') + pod + service, '9093'), listener);
    assert.deepEqual(
      renamed(config + pod + at('containerPort: 90$092', 'containerPort: 9092') + service, '9093'),
      listener,
    );
    assert.deepEqual(renamed(config + pod + service + at('targetPort: 90$092', 'targetPort: 9092'), '9093'), listener);
  });

  it('of the app is changed in its container and in the endpoint, but not in other configs', () => {
    const other = config.replace('/map', '/other/map');
    assert.deepEqual(renamed(`${config}${pod}#~ 8080 => 80$080\n${service}${other}`, '8081'), [
      'map.yaml:42 socket_address: { address: 127.0.0.1, port_value: 8081 }',
      'pod.yaml:12 - containerPort: 8081',
    ]);
  });

  it('is changed in probes, variables, arguments and annotations that certainly mean it', () => {
    const text = `#- /pod.yaml
apiVersion: v1
kind: Pod
metadata:
  name: web
  annotations: { prometheus.io/port: "8080" }
spec:
  containers:
    - name: app
      image: example.com/web:1.4.2
      args: ["--port=8080", "--http-port", "8080", "--listen=:8080", "--size=8080", "--upstream=http://far:8080"]
      env: [{ name: PORT, value: "8080" }, { name: SIZE, value: "8080" }]
      ports: [{ containerPort: 80$080 }]
      livenessProbe: { tcpSocket: { port: 8080 } }
    - name: other
      image: example.com/other:1
      env: [{ name: APP, value: "http://localhost:8080/a" }, { name: DB_PORT, value: "8080" }]
`;
    assert.deepEqual(renamed(text, '8081'), [
      'pod.yaml:5 annotations: { prometheus.io/port: "8081" }',
      'pod.yaml:10 args: ["--port=8081", "--http-port", "8081", "--listen=:8081", "--size=8080", "--upstream=http://far:8080"]',
      'pod.yaml:11 env: [{ name: PORT, value: "8081" }, { name: SIZE, value: "8080" }]',
      'pod.yaml:12 ports: [{ containerPort: 8081 }]',
      'pod.yaml:13 livenessProbe: { tcpSocket: { port: 8081 } }',
      'pod.yaml:16 env: [{ name: APP, value: "http://localhost:8081/a" }, { name: DB_PORT, value: "8080" }]',
    ]);
  });

  it('is changed in each pod that reads the config', () => {
    const second = '#- /second.yaml stock:sidecar-pod\n#~ name: web\\n  labels => name: second\\n  labels\n';
    assert.deepEqual(renamed(`${config}#~ port_value: 9092 => port_value: 90$092\n${pod}${second}`, '9093'), [
      ...listener.slice(0, 2),
      'second.yaml:16 - containerPort: 9093',
    ]);
  });

  it('is changed in network policies that select the pod', () => {
    const policy = `#- /policy.yaml
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web }
spec:
  podSelector: { matchLabels: { app: web } }
  ingress: [{ ports: [{ port: 9092 }, { port: 9000, endPort: 9099 }] }]
`;
    assert.deepEqual(renamed(`${config}#~ port_value: 9092 => port_value: 90$092\n${pod}${policy}`, '9093'), [
      ...listener.slice(0, 2),
      'policy.yaml:6 ingress: [{ ports: [{ port: 9093 }, { port: 9000, endPort: 9099 }] }]',
    ]);
    const other = policy.replace('app: web', 'app: other').replace('9092', '90$092');
    assert.equal(renamed(config + pod + other, '9093'), "'9092' is not defined in this workspace.");
  });

  it('is written as it was, as a hexadecimal number or in quotes', () => {
    const at = '#~ port_value: 9092 => port_value: "90$092"\n';
    assert.deepEqual(renamed(config + at + pod, '9093'), [
      'map.yaml:14 socket_address: { address: 0.0.0.0, port_value: "9093" }',
      'pod.yaml:16 - containerPort: 9093',
    ]);
    assert.deepEqual(renamed(config + at.replace('"90$092"', '0x23$084') + pod, '9093', 'one way'), [
      'map.yaml:14 socket_address: { address: 0.0.0.0, port_value: 9093 }',
      'pod.yaml:16 - containerPort: 9093',
    ]);
  });

  it('gets a targetPort in a Service that has none, because clients use its port', () => {
    const at = '#~ port_value: 9092 => port_value: 90$092\n';
    const none = `${service}#~ port: 80\\n      targetPort: 9092 => port: 90`;
    assert.deepEqual(renamed(`${config}${at}${pod}${none}92\n`, '9093', 'one way'), [
      ...listener.slice(0, 2),
      'service.yaml:10 targetPort: 9093',
      'service.yaml:11 ',
    ]);
    assert.equal(
      renamed(`${config}${pod}${none}$092\n`, '9093'),
      "Clients of the Service use this port. Set 'targetPort' first to change the port of the pod.",
    );
  });

  it('leads from an endpoint to the container, and from a container to the listener', () => {
    const target = (fixture: string): string | undefined => {
      const files = parseFixture(fixture);
      const at = files.find(({ cursor }) => cursor !== undefined);
      const [found] = definition(workspaceOf(files), at?.uri ?? '', at?.cursor ?? 0)?.targets ?? [];
      const text = files.find(({ uri }) => uri === found?.uri)?.text;
      return found && `${fileName(found.uri)}:${text?.slice(0, found.range.start).split('\n').length}`;
    };
    assert.equal(target(`${config}#~ 8080 => 80$080\n${pod}`), 'pod.yaml:12');
    assert.equal(target(`${config}${pod}#~ 9092 => 90$092\n`), 'map.yaml:14');
  });

  it('is not changed to one that is taken or that is no port', () => {
    const here = `${config}#~ port_value: 9092 => port_value: 90$092\n${pod}`;
    assert.equal(renamed(here, '8080'), "'8080' already exists.");
    for (const name of ['0', '65536', '9092a', '-1', ''])
      assert.equal(renamed(here, name), `'${name}' is not a port. Use a number from 1 to 65535.`);
  });

  it('is not changed where nothing in the workspace listens', () => {
    assert.equal(
      renamed('#- /envoy.yaml stock:seed-envoy\n#~ port_value: 80    => port_value: 8$00   \n', '81'),
      "'80' is not defined in this workspace.",
    );
  });
});
