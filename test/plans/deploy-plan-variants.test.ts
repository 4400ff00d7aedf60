import assert from 'node:assert/strict';
import { type DeployPlan, deployPlan, formatMessage, isRefused } from '../../server/src/analysis/index.ts';
import { workspaceOf } from '../fixture/check.ts';
import { parseFixture } from '../fixture/parse-fixture.ts';

type Options = Parameters<typeof deployPlan>[3];

/** The answer for the file with the cursor, otherwise for the first file. */
function answer(fixture: string, options?: Options): ReturnType<typeof deployPlan> {
  const files = parseFixture(fixture);
  const at = files.find(({ cursor }) => cursor !== undefined) ?? files[0];
  return deployPlan(workspaceOf(files), at?.uri ?? '', at?.cursor, options);
}

function planOf(fixture: string, options?: Options): DeployPlan {
  const plan = answer(fixture, options);
  assert.ok(!isRefused(plan), JSON.stringify(plan));
  return plan;
}

function refusalOf(fixture: string): string {
  const plan = answer(fixture);
  assert.ok(isRefused(plan), JSON.stringify(plan));
  return formatMessage(plan.refused);
}

const named = ({ objects }: DeployPlan): string[] =>
  objects.map(({ role, manifest, generated }) =>
    [role, manifest.kind, manifest.metadata.name, ...(generated ? ['generated'] : [])].join(' '),
  );

const workloadOf = ({ objects }: DeployPlan): { readonly spec: Spec } => {
  const manifest = objects.find(({ role }) => role === 'workload')?.manifest;
  return manifest as unknown as { readonly spec: Spec };
};

interface Spec {
  readonly containers: readonly { readonly volumeMounts?: readonly unknown[] }[];
  readonly volumes: readonly unknown[];
}

const dataOf = ({ objects }: DeployPlan): unknown => objects.find(({ role }) => role === 'config')?.manifest.data;

const seed = `#- /pod.yaml stock:seed-pod
#- /envoy.yaml stock:seed-envoy
#- /service.yaml stock:seed-service`;

describe('planning a deploy', () => {
  it('puts a ConfigMap in place of a hostPath file, and mounts it as that file', () => {
    const plan = planOf(seed);
    assert.deepEqual(named(plan), [
      'config ConfigMap my-pod-envoy-config generated',
      'workload Pod my-pod',
      'service Service my-service',
    ]);
    const { spec } = workloadOf(plan);
    assert.deepEqual(spec.volumes, [{ name: 'envoy-config', configMap: { name: 'my-pod-envoy-config' } }]);
    assert.deepEqual(spec.containers[1]?.volumeMounts, [
      { name: 'envoy-config', mountPath: '/etc/envoy/envoy.yaml', subPath: 'envoy.yaml' },
    ]);
    assert.deepEqual(plan.hostPathConfigs, [
      {
        volume: 'envoy-config',
        hostPath: '/config/samples/sidecar/configmap.yaml',
        configUri: 'file:///fixture/envoy.yaml',
        configMap: 'my-pod-envoy-config',
      },
    ]);
    const config = parseFixture(seed)[1]?.text;
    assert.deepEqual(dataOf(plan), { 'envoy.yaml': config });
    assert.deepEqual(plan.blocking, []);
  });

  it('is the same from the pod, the config and the Service', () => {
    const from = (uri: string) => deployPlan(workspaceOf(parseFixture(seed)), `file:///fixture/${uri}`);
    assert.deepEqual(from('envoy.yaml'), from('pod.yaml'));
    assert.deepEqual(from('service.yaml'), from('pod.yaml'));
  });

  it('keeps the hostPath when asked to, and says so', () => {
    const plan = planOf(seed, { keepHostPath: true });
    assert.deepEqual(named(plan), ['workload Pod my-pod', 'service Service my-service']);
    assert.deepEqual(workloadOf(plan).spec.volumes, [
      { name: 'envoy-config', hostPath: { path: '/config/samples/sidecar/configmap.yaml' } },
    ]);
    assert.equal(plan.hostPathConfigs.length, 1);
  });

  it('gives every container that mounts a hostPath file the same file', () => {
    const plan = planOf(`#- /pod.yaml stock:seed-pod
#~     image: nginx:latest =>     image: nginx:latest\\n    volumeMounts:\\n    - { name: envoy-config, mountPath: /shown/config.yaml, readOnly: true }
#- /envoy.yaml stock:seed-envoy`);
    assert.deepEqual(
      workloadOf(plan).spec.containers.map(({ volumeMounts }) => volumeMounts),
      [
        [{ name: 'envoy-config', mountPath: '/shown/config.yaml', readOnly: true, subPath: 'envoy.yaml' }],
        [{ name: 'envoy-config', mountPath: '/etc/envoy/envoy.yaml', subPath: 'envoy.yaml' }],
      ],
    );
  });

  it('mounts a hostPath folder as a folder, and a file below it at its path', () => {
    const folder = planOf(`#- /pod.yaml stock:seed-pod
#~ /etc/envoy/envoy.yaml => /etc/envoy
#~ /config/samples/sidecar/configmap.yaml => /config/samples
#- /envoy.yaml stock:seed-envoy`);
    assert.deepEqual(workloadOf(folder).spec.volumes, [
      { name: 'envoy-config', configMap: { name: 'my-pod-envoy-config' } },
    ]);
    assert.deepEqual(workloadOf(folder).spec.containers[1]?.volumeMounts, [
      { name: 'envoy-config', mountPath: '/etc/envoy' },
    ]);
    const deeper = planOf(`#- /pod.yaml stock:seed-pod
#~ /etc/envoy/envoy.yaml => /etc
#~ /config/samples/sidecar/configmap.yaml => /config/samples
#- /envoy.yaml stock:seed-envoy`);
    assert.deepEqual(workloadOf(deeper).spec.volumes, [
      {
        name: 'envoy-config',
        configMap: { name: 'my-pod-envoy-config', items: [{ key: 'envoy.yaml', path: 'envoy/envoy.yaml' }] },
      },
    ]);
  });

  it('takes a written ConfigMap as it is', () => {
    const plan = planOf(`#- /web.yaml stock:sidecar-pod
#- /config.yaml stock:sidecar-config
#- /other.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: somebody-elses }
data: {}
#- /service.yaml stock:sidecar-service`);
    assert.deepEqual(named(plan), ['config ConfigMap envoy-config', 'workload Pod web', 'service Service web']);
    assert.deepEqual(plan.hostPathConfigs, []);
  });

  it('builds a ConfigMap from all files that a kustomization gives it', () => {
    const plan = planOf(`#- /web.yaml stock:sidecar-pod
#- /kustomization.yaml
resources: [web.yaml]
configMapGenerator:
  - name: envoy-config
    files: [envoy.yaml=conf/sidecar.yaml, conf/more.yaml, conf/script.lua]
#- /conf/sidecar.yaml stock:seed-envoy
#- /conf/more.yaml
a: 1`);
    assert.deepEqual(named(plan), ['config ConfigMap envoy-config generated', 'workload Pod web']);
    assert.deepEqual(Object.keys(dataOf(plan) as object), ['envoy.yaml', 'more.yaml']);
    assert.equal(plan.objects[0]?.origin.uri, 'file:///fixture/conf/sidecar.yaml');
  });

  it('builds the ConfigMap, or replaces the hostPath, from a config that a comment names', () => {
    const configMap = planOf(`#- /web.yaml stock:sidecar-pod
#~ spec: => # envoy-sidecar: config=conf/a.yaml\\nspec:
#- /conf/a.yaml stock:seed-envoy
#- /conf/b.yaml stock:seed-envoy`);
    assert.deepEqual(named(configMap), ['config ConfigMap envoy-config generated', 'workload Pod web']);
    assert.deepEqual(Object.keys(dataOf(configMap) as object), ['envoy.yaml']);
    const hostPath = planOf(`#- /pod.yaml stock:seed-pod
#~ spec: => # envoy-sidecar: config=conf/my config.yaml\\nspec:
#- /conf/b.yaml stock:seed-envoy
#- /conf/my%20config.yaml stock:seed-envoy`);
    assert.deepEqual(named(hostPath), ['config ConfigMap my-pod-envoy-config generated', 'workload Pod my-pod']);
  });

  it('reads manifests as the API server does', () => {
    const plan = planOf(`#- /pod.yaml stock:seed-pod
#~     app: my-app =>     app: my-app\\n    mode: 0644\\n    on: yes
#- /envoy.yaml stock:seed-envoy`);
    const workload = plan.objects.find(({ role }) => role === 'workload');
    assert.deepEqual(workload?.manifest.metadata.labels, { app: 'my-app', mode: 420, true: true });
  });

  it('lists what is wrong in the files involved, and nothing of other files', () => {
    const plan = planOf(`#- /pod.yaml stock:seed-pod
#- /envoy.yaml stock:seed-envoy
#~ cluster: targetCluster => cluster: targetClutser
#- /unrelated.yaml stock:seed-envoy
#~ cluster: targetCluster => cluster: nobody`);
    assert.deepEqual(
      plan.blocking.map(({ location, message }) => [location.uri, /targetClutser/.test(formatMessage(message))]),
      [['file:///fixture/envoy.yaml', true]],
    );
  });

  it('blocks on nothing that the settings turn down', () => {
    const files = parseFixture(`${seed}`.replace('seed-envoy', 'seed-envoy\n#~ cluster: targetCluster => cluster: x'));
    const plan = deployPlan(workspaceOf(files), 'file:///fixture/pod.yaml', undefined, {
      severities: { 'envoy/unknown-cluster': 'warning' },
    });
    assert.deepEqual(!isRefused(plan) && plan.blocking, []);
  });

  it('puts the listener at the cursor first', () => {
    const listeners = (cursor: string) =>
      planOf(`#- /pod.yaml stock:seed-pod
#- /envoy.yaml
static_resources:
  listeners:
    - name: first
      address: { socket_address: { address: 0.0.0.0, port_value: 9092 } }
    - name: ${cursor}second
      address: { socket_address: { address: 127.0.0.1, port_value: 9093 } }`).listeners.map(({ name }) => name);
    assert.deepEqual(listeners(''), ['first', 'second']);
    assert.deepEqual(listeners('$0'), ['second', 'first']);
  });

  describe('with several workloads in a file', () => {
    const pod = (name: string, config: string, cursor: string) => `apiVersion: v1
kind: Pod
metadata: { name: ${name}, labels: { app: ${name} } }${cursor}
spec:
  containers:
    - name: envoy
      image: envoyproxy/envoy:v1.40.0
      volumeMounts: [{ name: config, mountPath: /etc/envoy }]
  volumes: [{ name: config, configMap: { name: ${config} } }]
`;
    const configMap = (name: string, text: string) => `---
apiVersion: v1
kind: ConfigMap
metadata: { name: ${name} }
data:
  envoy.yaml: |
    static_resources: { listeners: [${text}] }
`;

    it('asks for one, unless the cursor is in its manifest or its config', () => {
      const all = (a: string, b: string, inConfig: string) =>
        `#- /all.yaml\n${pod('a', 'config-a', a)}---\n${pod('b', 'config-b', b)}${configMap('config-a', '')}${configMap('config-b', inConfig)}`;
      assert.match(refusalOf(all('', '', '')), /^Several workloads belong to all\.yaml \(Pod a, Pod b\)/);
      assert.equal(planOf(all('$0', '', '')).workload.name, 'a');
      assert.equal(planOf(all('', '$0', '')).workload.name, 'b');
      assert.deepEqual(named(planOf(all('', '', '$0'))), ['config ConfigMap config-b', 'workload Pod b']);
    });

    it('takes a pod with two Envoy containers for one', () => {
      const plan = planOf(`#- /pod.yaml stock:seed-pod
#~   - name: main-container\\n    image: nginx:latest =>   - name: other\\n    image: envoyproxy/envoy:v1.40.0\\n    args: [-c, /baked/in.yaml]
#- /envoy.yaml stock:seed-envoy`);
      assert.equal(plan.workload.envoyContainer, 'sidecar-container');
    });
  });

  it('says why it cannot', () => {
    assert.match(
      refusalOf('#- /envoy.yaml stock:seed-envoy'),
      /^envoy\.yaml is not related to a pod with an Envoy container/,
    );
    assert.match(
      refusalOf(
        '#- /pod.yaml stock:seed-pod\n#~ metadata:\\n  name: my-pod => metadata:\n#- /envoy.yaml stock:seed-envoy',
      ),
      /^The Pod in pod\.yaml has no metadata\.name\.$/,
    );
    assert.match(refusalOf('#- /t.yaml\napiVersion: v1\nkind: Pod\nspec:\n  {{ .Values.spec }}'), /is a template/);
    assert.match(
      refusalOf('#- /web.yaml stock:sidecar-pod\n#- /kustomization.yaml\npatches: [{ path: web.yaml }]'),
      /is a patch of a kustomization/,
    );
    const large = parseFixture(seed).map((file) =>
      file.uri.endsWith('envoy.yaml') ? { ...file, text: `${file.text}# ${'x'.repeat(1024 * 1024)}\n` } : file,
    );
    const refused = deployPlan(workspaceOf(large), 'file:///fixture/pod.yaml');
    assert.match(isRefused(refused) ? formatMessage(refused.refused) : '', /would exceed 1 MiB/);
  });
});
