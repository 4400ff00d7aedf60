import assert from 'node:assert/strict';
import {
  applyEdits,
  createService,
  type DeployPlan,
  deployPlan,
  formatMessage,
  isRefused,
  localPlan,
  locateField,
} from '../../server/src/analysis/index.ts';
import { workspaceOf } from '../fixture/check.ts';
import { parseFixture } from '../fixture/parse-fixture.ts';

const seed = '#- /pod.yaml stock:seed-pod\n#- /envoy.yaml stock:seed-envoy\n#- /service.yaml stock:seed-service\n';
const podUri = 'file:///fixture/pod.yaml';
const envoyUri = 'file:///fixture/envoy.yaml';

function planOf(fixture: string, uri = podUri, options = {}): DeployPlan {
  const plan = deployPlan(workspaceOf(parseFixture(fixture)), uri, undefined, options);
  assert.ok(!isRefused(plan), JSON.stringify(plan));
  return plan;
}

const refusalOf = (fixture: string, uri = podUri): string => {
  const plan = deployPlan(workspaceOf(parseFixture(fixture)), uri);
  assert.ok(isRefused(plan));
  return formatMessage(plan.refused);
};

/** The mounts and volumes of the planned pod. */
const podOf = (plan: DeployPlan) =>
  JSON.parse(JSON.stringify(plan.objects.find(({ role }) => role === 'workload')?.manifest)).spec;

describe('deploy plan', () => {
  it('puts a ConfigMap in place of the hostPath, byte for byte, and keeps the file mount', () => {
    const plan = planOf(seed);
    assert.deepEqual(
      plan.objects.map(({ role, manifest, generated }) => [role, manifest.kind, manifest.metadata.name, generated]),
      [
        ['config', 'ConfigMap', 'my-pod-envoy-config', true],
        ['workload', 'Pod', 'my-pod', false],
        ['service', 'Service', 'my-service', false],
      ],
    );
    assert.deepEqual(plan.objects[0]?.manifest.data, { 'envoy.yaml': parseFixture(seed)[1]?.text });
    assert.deepEqual(podOf(plan).volumes, [{ name: 'envoy-config', configMap: { name: 'my-pod-envoy-config' } }]);
    assert.deepEqual(podOf(plan).containers[1].volumeMounts, [
      { name: 'envoy-config', mountPath: '/etc/envoy/envoy.yaml', subPath: 'envoy.yaml' },
    ]);
    assert.deepEqual(plan.hostPathConfigs, [
      {
        volume: 'envoy-config',
        hostPath: '/config/samples/sidecar/configmap.yaml',
        configUri: envoyUri,
        configMap: 'my-pod-envoy-config',
      },
    ]);
  });

  it('keeps a directory mount a directory', () => {
    const plan = planOf(
      `#- /pod.yaml stock:seed-pod\n#~ mountPath: /etc/envoy/envoy.yaml => mountPath: /etc/envoy\n#~ path: /config/samples/sidecar/configmap.yaml => path: /srv\n#- /envoy.yaml stock:seed-envoy\n`,
    );
    assert.deepEqual(podOf(plan).containers[1].volumeMounts, [{ name: 'envoy-config', mountPath: '/etc/envoy' }]);
    assert.deepEqual(Object.keys(plan.objects[0]?.manifest.data ?? {}), ['envoy.yaml']);
  });

  it('keeps the hostPath when asked to', () => {
    const plan = planOf(seed, podUri, { keepHostPath: true });
    assert.deepEqual(podOf(plan).volumes, [
      { name: 'envoy-config', hostPath: { path: '/config/samples/sidecar/configmap.yaml' } },
    ]);
    assert.equal(plan.objects.length, 2);
    assert.equal(plan.hostPathConfigs.length, 1);
  });

  it('is the same from every file of the workload', () => {
    for (const uri of [envoyUri, 'file:///fixture/service.yaml'])
      assert.deepEqual(planOf(seed, uri).objects, planOf(seed).objects);
  });

  it('takes the ConfigMaps and Secrets of the workspace that the pod names', () => {
    const plan = planOf(
      `#- /all.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: settings }
data: { mode: 0644 }
---
apiVersion: v1
kind: Secret
metadata: { name: key }
---
apiVersion: v1
kind: Pod
metadata: { name: p }
spec:
  containers:
    - name: envoy
      image: envoyproxy/envoy:v1.40.0
      envFrom: [{ configMapRef: { name: settings } }, { configMapRef: { name: elsewhere } }]
      env: [{ name: K, valueFrom: { secretKeyRef: { name: key, key: k } } }]
`,
      'file:///fixture/all.yaml',
    );
    assert.deepEqual(
      plan.objects.map(({ manifest }) => manifest.metadata.name),
      ['settings', 'key', 'p'],
    );
    assert.deepEqual(plan.objects[0]?.manifest.data, { mode: 420 });
  });

  it('describes the listeners as requests need them', () => {
    const change = (text: string) =>
      planOf(`#- /pod.yaml stock:seed-pod\n#- /envoy.yaml stock:seed-envoy\n${text}`).listeners.map(
        ({ protocol, host, path, loopback, port }) => ({ protocol, host, path, loopback, port }),
      );
    assert.deepEqual(change(''), [{ protocol: 'http', host: undefined, path: '/', loopback: false, port: 9092 }]);
    assert.deepEqual(
      change('#~ domains: ["*"] => domains: ["*.a.b", "shop.example:8080"]\n#~ prefix: "/" => prefix: "/api/"\n'),
      [{ protocol: 'http', host: 'shop.example', path: '/api/', loopback: false, port: 9092 }],
    );
    assert.deepEqual(
      change('#~ address: 0.0.0.0, port_value: 9092 => address: 127.0.0.1, port_value: 9092, protocol: UDP\n'),
      [{ protocol: 'udp', host: undefined, path: '/', loopback: true, port: 9092 }],
    );
    assert.deepEqual(
      change('#~ - filters:\\n => - transport_socket: { name: envoy.transport_sockets.tls }\\n      filters:\\n\n')[0]
        ?.protocol,
      'tls',
    );
    const grpcOnly = planOf(
      '#- /pod.yaml stock:seed-pod\n#- /envoy.yaml stock:seed-envoy\n#~ prefix: "/" => prefix: "/", grpc: {}\n',
    );
    assert.deepEqual(
      grpcOnly.listeners.map((listener) => listener.grpcOnly),
      [true],
    );
    assert.deepEqual(
      planOf('#- /pod.yaml stock:seed-pod\n#- /envoy.yaml stock:seed-envoy\n').listeners.map(
        ({ grpcOnly: one }) => one,
      ),
      [undefined],
    );
  });

  it('lists errors of the files as blocking', () => {
    const { blocking } = planOf(
      `${seed.replace('stock:seed-envoy\n', 'stock:seed-envoy\n#~ cluster: targetCluster => cluster: nobody\n')}`,
    );
    assert.deepEqual(
      blocking.map(({ message, location }) => [formatMessage(message), location.uri]),
      [["Cluster 'nobody' is not defined.", envoyUri]],
    );
  });

  it('explains in one sentence what it cannot plan', () => {
    assert.match(
      refusalOf(
        '#- /pod.yaml\napiVersion: v1\nkind: Pod\nmetadata: { name: p }\nspec: { containers: [{ name: a, image: nginx }] }\n',
      ),
      /pod\.yaml is not related to a pod with an Envoy container/,
    );
    assert.match(
      refusalOf('#- /pod.yaml stock:seed-pod\n#~ containers: => priority: !!int high\\n  containers:\n'),
      /pod\.yaml cannot be read as a Kubernetes manifest/,
    );
    assert.match(
      refusalOf('#- /pod.yaml stock:seed-pod\n#~ name: my-pod => generateName: my-\n'),
      /has no metadata\.name/,
    );
    assert.match(
      refusalOf(
        '#- /pod.yaml stock:seed-pod\n#- /two.yaml stock:seed-pod\n#~ name: my-pod => name: other\n#- /envoy.yaml stock:seed-envoy',
        envoyUri,
      ),
      /Several workloads.*my-pod.*other/,
    );
  });
});

describe('local plan', () => {
  it('takes the config that a manifest is linked to, and finds the ports to move', () => {
    for (const uri of [podUri, envoyUri]) {
      const plan = localPlan(workspaceOf(parseFixture(seed)), uri);
      assert.ok(!isRefused(plan));
      assert.deepEqual(
        plan.ports.map(({ role, portRange, addressRange }) => [
          role,
          plan.configText.slice(portRange.start, portRange.end),
          plan.configText.slice(addressRange?.start, addressRange?.end),
        ]),
        [
          ['admin', '9901', '0.0.0.0'],
          ['listener', '9092', '0.0.0.0'],
          ['upstream', '80', '127.0.0.1'],
        ],
      );
    }
  });

  it('gives offsets of the text that Envoy reads for a config in a ConfigMap', () => {
    const plan = localPlan(
      workspaceOf(
        parseFixture(
          '#- /map.yaml\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: m }\ndata:\n  e: |\n      admin:\n        address: { socket_address: { address: "::", port_value: 1234 } }\n',
        ),
      ),
      'file:///fixture/map.yaml',
    );
    assert.ok(!isRefused(plan));
    assert.equal(plan.configText, 'admin:\n  address: { socket_address: { address: "::", port_value: 1234 } }\n');
    assert.deepEqual(
      plan.ports.map(({ portRange }) => plan.configText.slice(portRange.start, portRange.end)),
      ['1234'],
    );
  });

  it('rejects a file without a config', () => {
    const plan = localPlan(workspaceOf(parseFixture('#- /pod.yaml stock:seed-pod')), podUri);
    assert.match(isRefused(plan) ? formatMessage(plan.refused) : '', /No Envoy config was found/);
  });
});

describe('creating a Service', () => {
  it('appends one that selects the pod and leads to the listener', () => {
    const workspace = workspaceOf(parseFixture('#- /pod.yaml stock:seed-pod\n#- /envoy.yaml stock:seed-envoy'));
    const plan = createService(workspace, envoyUri);
    assert.ok(!isRefused(plan));
    const text = applyEdits(workspace.files.get(podUri)?.text ?? '', plan.edits.edits);
    assert.ok(
      text.endsWith(
        '---\napiVersion: v1\nkind: Service\nmetadata:\n  name: my-pod\nspec:\n  selector:\n    app: my-app\n  ports:\n  - name: http\n    port: 9092\n    targetPort: 9092\n',
      ),
      text,
    );
  });

  it('is not possible for loopback listeners and pods without labels', () => {
    const refused = (fixture: string) => {
      const plan = createService(workspaceOf(parseFixture(fixture)), podUri);
      return isRefused(plan) ? formatMessage(plan.refused) : '';
    };
    assert.match(
      refused(
        '#- /pod.yaml stock:seed-pod\n#- /envoy.yaml stock:seed-envoy\n#~ address: 0.0.0.0, port_value: 9092 => address: 127.0.0.1, port_value: 9092\n',
      ),
      /loopback/,
    );
    assert.match(
      refused('#- /pod.yaml stock:seed-pod\n#~   labels:\\n    app: my-app => \n#- /envoy.yaml stock:seed-envoy\n'),
      /labels/,
    );
  });
});

describe('locating a field', () => {
  it('follows the paths that the API server writes', () => {
    const workspace = workspaceOf(parseFixture(seed));
    const text = workspace.files.get(podUri)?.text ?? '';
    const found = (path: string) => {
      const place = locateField(workspace, podUri, 0, path);
      return place && text.slice(place.range.start, place.range.end);
    };
    for (const [path, expected] of [
      ['spec.containers[1].ports[0].containerPort', '9092'],
      ['spec.containers[name="sidecar-container"].image', 'envoyproxy/envoy-dev:latest'],
      ['metadata.labels[app]', 'my-app'],
      ['metadata.labels["app"]', 'my-app'],
      ['spec.containers[1].volumeMounts', 'volumeMounts'],
      ['spec.containers[0].resources.limits[cpu]', 'name: main-container'],
      ['nothing.at.all', 'Pod'],
    ] as const)
      assert.equal(found(path), expected, path);
  });
});
