import assert from 'node:assert/strict';
import { applyEdits, type CompletionItem, complete, displayWords } from '../../server/src/analysis/index.ts';
import { workspaceOf } from '../fixture/check.ts';
import { parseFixture } from '../fixture/parse-fixture.ts';

function items(fixture: string, lines = true): { text: string; items: readonly CompletionItem[] } {
  const files = parseFixture(fixture.startsWith('#- ') ? fixture : `#- /app.yaml\n${fixture}`);
  const file = files.find(({ cursor }) => cursor !== undefined);
  assert.ok(file?.cursor !== undefined, 'no cursor');
  return { text: file.text, items: complete(workspaceOf(files), file.uri, file.cursor, { lines }) ?? [] };
}

/** Without those of the maps around an empty line. */
const own = (all: readonly CompletionItem[]) => all.filter(({ detail }) => !displayWords(detail).includes('\u2191'));

const labels = (fixture: string): string[] => own(items(fixture).items).map(({ label }) => label);

/** The line of the cursor and those behind it after the item is inserted; `¦` is where the cursor goes. */
function inserted(fixture: string, label: string): string {
  const { text, items: found } = items(fixture);
  const item = found.find((one) => one.label === label);
  assert.ok(item, `no ${label} among ${found.map((one) => one.label).join(', ')}`);
  const { newText = label, range } = item;
  const at = item.cursor ?? newText.length;
  const after = applyEdits(text, [{ range, newText: `${newText.slice(0, at)}¦${newText.slice(at)}` }]);
  return after.slice(after.lastIndexOf('\n', range.start - 1) + 1).trimEnd();
}

const pod = (spec: string): string => `apiVersion: v1\nkind: Pod\nmetadata:\n  name: app\nspec:\n${spec}`;
const container = (lines: string): string => pod(`  containers:\n  - name: app\n    image: nginx\n${lines}`);

describe('completion of keys in manifests', () => {
  it('offers required keys first, then those that most manifests set, not those that are there', () => {
    const keys = labels(pod('  containers:\n  - $0\n'));
    assert.deepEqual(keys.slice(0, 2), ['name', 'image']);
    assert.ok(keys.indexOf('ports') < keys.indexOf('terminationMessagePath'));
    const more = labels(container('    $0\n'));
    assert.ok(more.includes('ports') && !more.includes('name') && !more.includes('image'));
  });

  it('begins an object with what belongs to it in any case', () => {
    const snippet = (fixture: string, label: string) =>
      items(fixture).items.find((one) => one.label === label)?.snippet;
    assert.equal(snippet(pod('  $0\n'), 'containers'), 'containers:\n    - name: $1\n      image: $0');
    assert.equal(snippet(container('    $0\n'), 'volumeMounts'), 'volumeMounts:\n    - name: $1\n      mountPath: $0');
    assert.equal(
      snippet('apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: shop\n$0', 'spec'),
      [
        'spec:\n  selector:\n    matchLabels:\n      app: ${1:shop}\n  template:\n    metadata:\n      labels:\n        app: $1',
        '    spec:\n      containers:\n        - name: $2\n          image: $0',
      ].join('\n'),
    );
    const config = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: c\ndata:\n  $0';
    assert.equal(inserted(config, 'envoy.yaml'), '  envoy.yaml: |\n    ¦');
  });

  it('offers names that are referred to but missing where a name is written', () => {
    const mounts = '    volumeMounts:\n    - name: config\n      mountPath: /etc/envoy\n  volumes:\n  - name: ';
    assert.deepEqual(labels(container(`${mounts}$0\n`)), ['config']);
    const claimed = container(`${mounts}config\n    configMap:\n      name: shop\n`);
    const map = '---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: $0\n';
    assert.equal(labels(`${claimed}${map}`)[0], 'shop');
  });

  it('writes the beginning of the value in the style of the text', () => {
    assert.equal(inserted(container('    por$0\n'), 'ports'), '    ports:\n    - ¦');
    assert.equal(inserted(container('    $0\n'), 'resources'), '    resources:\n      ¦');
    assert.equal(inserted(container('    $0\n'), 'imagePullPolicy'), '    imagePullPolicy: ¦');
    assert.equal(inserted(container('    $0\n'), 'securityContext'), '    securityContext:\n      ¦');
    assert.equal(inserted(container('    $0: {}\n'), 'resources'), '    resources¦: {}');
  });

  it('goes on with an item, or begins a new one', () => {
    const text = container('    ports:\n    - containerPort: 80\n    $0');
    assert.ok(labels(text).includes('volumeMounts'));
    assert.equal(inserted(pod('  containers:\n    - name: app\n    $0'), 'name'), '    - name: ¦');
  });

  it('shows the default of a field', () => {
    const { items: found } = items(container('    ports:\n    - $0\n'));
    assert.equal(found.find(({ label }) => label === 'protocol')?.detail, 'string = TCP');
    assert.equal(found.find(({ label }) => label === 'containerPort')?.detail, 'integer');
  });

  it('offers only what the version of the file has', () => {
    const offered = (version: string, text: string) => labels(`# envoy-sidecar: kubernetes=${version}\n${text}`);
    const keys = (version: string) => offered(version, pod('  $0\n')).includes('resources');
    assert.deepEqual([keys('1.31'), keys('1.32'), keys('newest')], [false, true, true]);
    const kinds = (version: string) =>
      offered(version, 'apiVersion: networking.k8s.io/v1\nkind: $0\n').includes('ServiceCIDR');
    assert.deepEqual([kinds('1.32'), kinds('1.33')], [false, true]);
    const service = 'apiVersion: v1\nkind: Service\nmetadata: { name: a }\nspec:\n  trafficDistribution: $0\n';
    assert.deepEqual(offered('1.33', service), ['PreferClose']);
    assert.deepEqual(offered('1.34', service), ['PreferClose', 'PreferSameNode', 'PreferSameZone']);
    assert.ok(!labels(pod('  $0\n')).includes('workloadRef'), 'it was removed in 1.36');
  });

  it('knows each document by its own kind', () => {
    const text = `${container('')}---\napiVersion: v1\nkind: Service\nspec:\n  $0\n---\nkind: ConfigMap\n`;
    assert.ok(labels(text).includes('selector'));
    assert.ok(!labels(text).includes('containers'));
  });

  it('knows the items of a List', () => {
    const list = (item: string) => `apiVersion: v1\nkind: List\nitems:\n${item}`;
    assert.ok(labels(list('- apiVersion: v1\n  kind: Service\n  spec:\n    $0\n')).includes('selector'));
    assert.deepEqual(labels(list('- $0\n')).slice(0, 2), ['apiVersion', 'kind']);
  });

  it('writes JSON in JSON', () => {
    const json = (rest: string) =>
      `#- /pod.json\n{\n  "apiVersion": "v1",\n  "kind": "Pod",\n  "spec": {\n    "hostNetwork": true,\n    ${rest}\n  }\n}\n`;
    assert.equal(inserted(json('"$0"'), 'containers').split('\n')[0], '    "containers": [¦]');
    assert.equal(inserted(json('"restartPolicy": $0'), 'Never').split('\n')[0], '    "restartPolicy": "Never"¦');
  });

  it('offers the metadata of custom resources, and pods in them', () => {
    const rollout = 'apiVersion: argoproj.io/v1alpha1\nkind: Rollout\n';
    assert.ok(labels(`${rollout}metadata:\n  $0\n`).includes('labels'));
    assert.ok(labels(`${rollout}spec:\n  template:\n    spec:\n      containers:\n      - $0\n`).includes('image'));
    assert.deepEqual(labels(`${rollout}spec:\n  strategy:\n    $0\n`), []);
  });

  it('finds a manifest while it is being written', () => {
    assert.ok(labels('apiVersion: v1\nki$0\n').includes('kind'));
    assert.ok(labels('kind: Deployment\n$0\n').includes('spec'));
    assert.deepEqual(labels('apiVersion: v2\nname: chart\n$0\n'), []);
    assert.deepEqual(labels('on: push\njobs:\n  $0\n'), []);
  });

  it('offers names of resources and labels as keys', () => {
    assert.deepEqual(labels(container('    resources:\n      limits:\n        $0\n')).slice(0, 2), ['cpu', 'memory']);
    const service = `${container('').replace('  name: app\n', '  name: app\n  labels:\n    tier: web\n')}---\napiVersion: v1\nkind: Service\nspec:\n  selector:\n    $0\n`;
    assert.equal(labels(service)[0], 'tier');
  });
});

describe('completion of values in manifests', () => {
  it('offers enum values, the default first, and booleans', () => {
    assert.deepEqual(labels(container('    imagePullPolicy: $0\n')), ['Always', 'IfNotPresent', 'Never']);
    assert.deepEqual(labels(container('    ports:\n    - protocol: $0\n')), ['TCP', 'SCTP', 'UDP']);
    assert.deepEqual(labels(pod('  hostNetwork: $0\n')), ['true', 'false']);
  });

  it('offers kinds for their version, and versions for their kind', () => {
    const kinds = labels('apiVersion: apps/v1\nkind: $0\n');
    assert.ok(kinds.includes('Deployment') && !kinds.includes('Pod'));
    assert.deepEqual(labels('kind: CronJob\napiVersion: $0\n'), ['batch/v1']);
    assert.equal(labels('kind: Pod\napiVersion: $0\n')[0], 'v1');
  });

  it('offers an init container to go on as a sidecar', () => {
    assert.deepEqual(labels(pod('  initContainers:\n  - restartPolicy: $0\n')), ['Always', 'Never', 'OnFailure']);
    assert.equal(labels(pod('  initContainers:\n  - name: a\n    image: b\n    $0\n'))[0], 'restartPolicy');
  });

  it('offers ConfigMaps, Secrets and their keys', () => {
    const others = `#- /others.yaml\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings }\ndata: { level: debug }\n---\napiVersion: v1\nkind: Secret\nmetadata: { name: tls }\nstringData: { tls.key: x }\n`;
    const env = (from: string) =>
      `${container(`    env:\n    - name: A\n      valueFrom:\n        ${from}\n`)}${others}`;
    assert.deepEqual(labels(env('configMapKeyRef: { name: $0 }')), ['settings']);
    assert.deepEqual(labels(env('configMapKeyRef: { name: settings, key: $0 }')), ['level']);
    assert.deepEqual(labels(env('secretKeyRef: { name: $0 }')), ['tls']);
    assert.deepEqual(labels(env('secretKeyRef: { name: tls, key: $0 }')), ['tls.key']);
    const volume = (source: string) => `${container(`  volumes:\n  - name: v\n    ${source}\n`)}${others}`;
    assert.deepEqual(labels(volume('secret: { secretName: tls, items: [{ key: $0 }] }')), ['tls.key']);
    assert.deepEqual(labels(volume('configMap: { name: settings, items: [{ key: $0 }] }')), ['level']);
  });

  it('offers names that are used in other places, where nothing of that name is in the workspace', () => {
    const volume = (source: string) =>
      labels(container(`    args: [-c, /etc/envoy/envoy.yaml]\n  volumes:\n  - name: config\n    ${source}\n`));
    assert.deepEqual(volume('configMap: { name: $0 }'), ['config']);
    assert.deepEqual(volume('configMap: { name: config, items: [{ key: $0 }] }'), ['envoy.yaml']);
    const service = 'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n';
    assert.deepEqual(labels(`${service}spec:\n  ports:\n  - name: http\n    port: 80\n    targetPort: $0\n`), [
      'http',
      '80',
    ]);
    assert.deepEqual(labels(`${service}  labels:\n    app: $0\n`), ['web']);
    assert.deepEqual(
      labels(container('    args: [--addr=:8282]\n    livenessProbe:\n      httpGet:\n        port: $0\n')),
      ['8282'],
    );
  });

  it('offers images of the workspace and releases of Envoy', () => {
    const images = labels(`${container('  - name: envoy\n    image: $0\n')}#- /other.yaml\n${container('')}`);
    assert.equal(images[0], 'nginx');
    assert.ok(images.some((image) => /^envoyproxy\/envoy:v1\.\d+\.\d+$/.test(image)));
  });

  it('offers the labels that are used elsewhere', () => {
    const service = 'apiVersion: v1\nkind: Service\nspec:\n  selector:\n    tier: $0\n';
    const labelled = container('').replace('  name: app\n', '  name: app\n  labels:\n    tier: web\n');
    assert.deepEqual(labels(`${labelled}---\n${service}`), ['web']);
  });

  it('offers names of the pod and of other objects', () => {
    const account = '---\napiVersion: v1\nkind: ServiceAccount\nmetadata: { name: robot }\n';
    assert.deepEqual(labels(`${pod('  serviceAccountName: $0\n')}${account}`), ['robot']);
    const claims = `apiVersion: apps/v1\nkind: StatefulSet\nspec:\n  volumeClaimTemplates:\n  - metadata: { name: data }\n  template:\n    spec:\n      containers:\n      - volumeMounts:\n        - name: $0\n`;
    assert.deepEqual(labels(claims), ['data']);
  });

  it('quotes what the API server would not read as a string', () => {
    const labelled = container('').replace('  name: app\n', '  name: app\n  labels:\n    on-call: "yes"\n');
    const text = `${labelled}---\napiVersion: v1\nkind: Service\nspec:\n  selector:\n    on-call: $0\n`;
    assert.equal(inserted(text, 'yes'), '    on-call: "yes"¦');
  });

  it('goes on beside placeholders while a line is unfinished', () => {
    const text = `${container('    args: ["${PORT}"]\n    tty: true\n    im$0\n    stdin: true\n')}`;
    assert.ok(labels(text).includes('imagePullPolicy'));
  });

  it('is silent in texts and in templates', () => {
    assert.deepEqual(labels('apiVersion: v1\nkind: ConfigMap\ndata:\n  a: |\n    kind: $0\n'), []);
    assert.deepEqual(labels(`#- /t.yaml\n{{- if .x }}\n${pod('  hostNetwork: $0\n')}{{- end }}\n`), []);
  });
});

describe('completion in an empty document', () => {
  const others = `#- /pod.yaml\n${container('')}`;

  it('offers whole manifests and configs, keys, and the first lines of each kind', () => {
    const offered = labels(`#- /new.yaml\n$0\n${others}`);
    assert.deepEqual(offered.slice(0, 7), [
      ...['Pod with an Envoy sidecar', 'Deployment with an Envoy sidecar', 'ConfigMap with an Envoy config'],
      ...['Service for the sidecar', 'Envoy bootstrap', 'apiVersion', 'kind'],
    ]);
    assert.equal(
      inserted(`#- /new.yaml\nDep$0\n${others}`, 'Deployment'),
      'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: ¦',
    );
    assert.ok(labels(`#- /pod.yaml\n${container('')}---\n$0\n`).includes('Service for the sidecar'));
  });

  it('offers a bootstrap where the name of the file says so', () => {
    assert.equal(labels('#- /envoy.yaml\n$0\n')[0], 'Envoy bootstrap');
  });

  it('offers nothing where nothing is of Kubernetes or Envoy', () => {
    assert.deepEqual(labels('#- /new.yaml\n$0\n'), []);
  });

  it('fills in the defaults for editors without snippets', () => {
    const { items: found } = items(`#- /new.yaml\n$0\n${others}`);
    for (const { kind, newText = '', snippet } of found)
      if (kind === 'start') assert.ok(!/\$[\d{]/.test(newText) && (snippet === undefined || /\$\{1:/.test(snippet)));
  });
});
