import assert from 'node:assert/strict';
import { boundPorts, type EnvoyWorkload } from '../../server/src/analysis/workspace/envoy-workload.ts';
import { fileName } from '../../server/src/analysis/workspace/uri-path.ts';
import { workspaceOf } from '../fixture/check.ts';
import { parseFixture } from '../fixture/parse-fixture.ts';

const workloads = (fixture: string): readonly EnvoyWorkload[] => workspaceOf(parseFixture(fixture)).workloads;
/** How the config of the only workload was found, and the ports it binds. */
const linked = (fixture: string) => {
  const [workload, ...more] = workloads(fixture);
  assert.equal(more.length, 0);
  const config = workload?.config;
  return (
    config && [config.delivery, fileName(config.file.uri), ...boundPorts(config.source.config).map(({ port }) => port)]
  );
};

const bootstrap = (port: number) =>
  `static_resources: { listeners: [{ name: a, address: { socket_address: { address: 0.0.0.0, port_value: ${port} } } }] }`;
const pod = (container: string, volumes = '') => `#- /k8s/pod.yaml
apiVersion: v1
kind: Pod
metadata: { name: p, labels: { app: a } }
spec:
  containers:
    - { name: app, image: nginx }
    - { name: envoy, ${container} }
  volumes: [${volumes}]
`;
const official = 'image: envoyproxy/envoy:v1.40.0';
const mounted = `${official}, volumeMounts: [{ name: config, mountPath: /etc/envoy }]`;

describe('linking workloads', () => {
  it('links the seed: hostPath whose own path fits nothing, the path in the container does', () => {
    assert.deepEqual(linked('#- /pod.yaml stock:seed-pod\n#- /envoy.yaml stock:seed-envoy'), [
      'host-path',
      'envoy.yaml',
      9092,
      9901,
    ]);
  });

  it('prefers the hostPath to the mountPath, and the nearest folder', () => {
    const volume = '{ name: config, hostPath: { path: /srv/two/envoy.yaml } }';
    const container = `${official}, volumeMounts: [{ name: config, mountPath: /etc/envoy/envoy.yaml }]`;
    assert.deepEqual(
      linked(`${pod(container, volume)}#- /one/envoy.yaml\n${bootstrap(1)}\n#- /two/envoy.yaml\n${bootstrap(2)}`),
      ['host-path', 'envoy.yaml', 2],
    );
    assert.deepEqual(
      linked(`${pod(container, volume)}#- /far/a/envoy.yaml\n${bootstrap(1)}\n#- /k8s/envoy.yaml\n${bootstrap(2)}`),
      ['host-path', 'envoy.yaml', 2],
    );
  });

  it('links nothing if two configs match a hostPath equally', () => {
    const container = `${official}, volumeMounts: [{ name: config, mountPath: /etc/envoy/envoy.yaml }]`;
    const files = `#- /a/envoy.yaml\n${bootstrap(1)}\n#- /b/envoy.yaml\n${bootstrap(2)}`;
    assert.equal(linked(pod(container, '{ name: config, hostPath: { path: /x/envoy.yaml } }') + files), undefined);
  });

  it('links a key of a ConfigMap by directory, subPath and items', () => {
    const map = `#- /k8s/map.yaml\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: m }\ndata:\n  envoy.yaml: |\n    ${bootstrap(1)}\n  other.yaml: |\n    ${bootstrap(2)}\n`;
    const volume = '{ name: config, configMap: { name: m } }';
    assert.deepEqual(linked(pod(mounted, volume) + map), ['config-map', 'map.yaml', 1]);
    assert.deepEqual(
      linked(
        pod(
          `${official}, volumeMounts: [{ name: config, mountPath: /etc/envoy/envoy.yaml, subPath: other.yaml }]`,
          volume,
        ) + map,
      ),
      ['config-map', 'map.yaml', 2],
    );
    assert.deepEqual(
      linked(
        pod(mounted, '{ name: config, configMap: { name: m, items: [{ key: other.yaml, path: envoy.yaml }] } }') + map,
      ),
      ['config-map', 'map.yaml', 2],
    );
    assert.deepEqual(
      linked(
        pod(`${official}, args: [-c, /cfg/other.yaml], volumeMounts: [{ name: config, mountPath: /cfg }]`, volume) +
          map,
      ),
      ['config-map', 'map.yaml', 2],
    );
  });

  it('takes the ConfigMap of the same file, then of the nearest folder, and none when two are equally near', () => {
    const map = (path: string, port: number) =>
      `#- ${path}\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: m }\ndata:\n  envoy.yaml: |\n    ${bootstrap(port)}\n`;
    const volume = '{ name: config, configMap: { name: m } }';
    assert.deepEqual(linked(pod(mounted, volume) + map('/other/a.yaml', 1) + map('/k8s/b.yaml', 2)), [
      'config-map',
      'b.yaml',
      2,
    ]);
    assert.equal(linked(pod(mounted, volume) + map('/k8s/a.yaml', 1) + map('/k8s/b.yaml', 2)), undefined);
    const inside = map('', 3).split('\n').slice(1).join('\n');
    assert.deepEqual(linked(`${pod(mounted, volume)}---\n${inside}${map('/k8s/b.yaml', 2)}`), [
      'config-map',
      'pod.yaml',
      3,
    ]);
  });

  it('links the only pod of a file by a comment in another document of the file', () => {
    const service = '# envoy-sidecar: config=envoy.yaml\napiVersion: v1\nkind: Service\nmetadata: { name: a }\n---\n';
    const text = pod(official).replace('/k8s/pod.yaml\n', `/k8s/pod.yaml\n${service}`);
    const config = `#- /k8s/envoy.yaml\n${bootstrap(7)}`;
    assert.deepEqual(linked(text + config), ['comment', 'envoy.yaml', 7]);
    const other = pod(official).split('\n').slice(1).join('\n');
    const two = workloads(`${text}---\n${other}${config}`);
    assert.deepEqual([two.length, ...two.flatMap((one) => one.config ?? [])], [2]);
    const below = text.replace(/(# envoy.*\n)(apiVersion: v1\n)/, '$2$1');
    assert.deepEqual(linked(below + config), ['comment', 'envoy.yaml', 7]);
  });

  it('links by comment, by kustomization and by --config-yaml', () => {
    assert.deepEqual(
      linked(`${pod(official)}# envoy-sidecar: config=../cfg/proxy.yaml\n#- /cfg/proxy.yaml\n${bootstrap(7)}`),
      ['comment', 'proxy.yaml', 7],
    );
    const service = 'apiVersion: v1\nkind: Service\nmetadata: { name: s }\n---\n';
    const above = pod(official).replace(/^(#- .*\n)/, `$1# envoy-sidecar: config=../cfg/proxy.yaml\n${service}`);
    assert.deepEqual(linked(`${above}#- /cfg/proxy.yaml\n${bootstrap(7)}`), ['comment', 'proxy.yaml', 7]);
    const kustomization = `#- /k8s/kustomization.yaml\nresources: [pod.yaml]\nconfigMapGenerator: [{ name: m, files: [envoy.yaml=conf/proxy.yaml] }]\n#- /k8s/conf/proxy.yaml\n${bootstrap(8)}`;
    assert.deepEqual(linked(pod(mounted, '{ name: config, configMap: { name: m } }') + kustomization), [
      'kustomize',
      'proxy.yaml',
      8,
    ]);
    assert.deepEqual(linked(pod(`${official}, args: [--config-yaml, "---\\n${bootstrap(9)}"]`)), [
      'config-yaml',
      'pod.yaml',
      9,
    ]);
    assert.deepEqual(linked(pod(`${official}, args: [--config-yaml, "${bootstrap(9)}"]`)), [
      'config-yaml',
      'pod.yaml',
      9,
    ]);
  });

  it('takes a container for Envoy by repository or command, not because its name contains "envoy"', () => {
    const count = (container: string) => workloads(pod(container)).length;
    for (const container of [
      'image: envoyproxy/envoy-dev',
      'image: "registry.local:5000/mirror/envoy@sha256:00"',
      'image: docker.io/istio/proxyv2:1.20',
      'image: my/proxy, command: [/usr/local/bin/envoy, -c, /x]',
      'image: my/proxy, command: [sh, -c, "exec envoy -c /x.yaml"]',
    ])
      assert.equal(count(container), 1, container);
    for (const container of [
      'image: me/my-envoy-app',
      'image: envoyproxy/ratelimit',
      'image: envoyproxy/gateway:v1',
      'image: app/envoy-control-plane',
    ])
      assert.equal(count(container), 0, container);
  });

  it('counts native sidecars and not other init containers', () => {
    const native = (policy: string) => `#- /pod.yaml
apiVersion: apps/v1
kind: Deployment
metadata: { name: d }
spec:
  template:
    spec:
      initContainers: [{ name: envoy, image: envoyproxy/envoy:v1.40.0${policy} }]
      containers: [{ name: app, image: nginx }]
`;
    assert.equal(workloads(native(', restartPolicy: Always')).length, 1);
    assert.equal(workloads(native('')).length, 0);
  });

  it('selects Services by labels and namespace, nearest variant only', () => {
    const service = (path: string, selector: string, more = '') =>
      `#- ${path}\napiVersion: v1\nkind: Service\nmetadata: { name: s${more} }\nspec: { selector: ${selector}, ports: [{ port: 80 }] }\n`;
    const count = (fixture: string) => workloads(fixture)[0]?.services.length;
    assert.equal(count(pod(official) + service('/k8s/s.yaml', '{ app: a }')), 1);
    assert.equal(count(pod(official) + service('/k8s/s.yaml', '{ app: b }')), 0);
    assert.equal(count(pod(official) + service('/k8s/s.yaml', '{}')), 0);
    const variant = pod(official).replace('/k8s/', '/variant/');
    assert.equal(count(pod(official) + variant + service('/variant/s.yaml', '{ app: a }')), 0);
  });

  it('does not know listeners that come over xDS or contain a placeholder', () => {
    const known = (config: string) =>
      workloads(`${pod(`${official}, args: [--config-yaml, '${config}']`)}`)[0]?.listenersKnown;
    assert.equal(known(bootstrap(1)), true);
    assert.equal(known('{ static_resources: {}, dynamic_resources: { lds_config: { ads: {} } } }'), false);
    assert.equal(
      known(
        'static_resources: { listeners: [{ address: { socket_address: { address: 0.0.0.0, port_value: "${PORT}" } } }] }',
      ),
      false,
    );
    assert.equal(known('static_resources: { listeners: [{ address: { pipe: { path: /run/x } } }] }'), true);
  });

  it('records why cross-checks report nothing', () => {
    const silence = (text: string) => workloads(text)[0]?.silence;
    assert.equal(silence(pod(official).replace('  volumes: []', '  hostNetwork: true'))?.hostNetwork, true);
    assert.equal(
      silence(pod(official).replace('  volumes: []', '  initContainers: [{ name: i, image: istio/proxy-init }]'))
        ?.redirected,
      true,
    );
    const init = (context: string) =>
      silence(
        pod(official).replace(
          '  volumes: []',
          `  initContainers: [{ name: i, image: example.com/setup, securityContext: { ${context} } }]`,
        ),
      )?.redirected;
    assert.equal(init('capabilities: { add: [NET_ADMIN] }'), true);
    assert.equal(init('capabilities: { add: [ALL] }'), true);
    assert.equal(init('privileged: true'), true);
    assert.equal(init('privileged: false, capabilities: { add: [CHOWN] }'), false);
    assert.equal(
      silence(pod(official).replace('labels:', 'annotations: { linkerd.io/inject: enabled }, labels:'))?.redirected,
      true,
    );
    assert.equal(silence(`${pod(official)}#- /kustomization.yaml\npatches: [{ path: k8s/pod.yaml }]\n`)?.partial, true);
    assert.deepEqual(silence(pod(official)), { redirected: false, hostNetwork: false, partial: false, retuned: false });
  });
});
