import assert from 'node:assert/strict';
import {
  applyEdits,
  type CompletionItem,
  complete,
  formatMessage,
  hover,
  displayWords,
} from '../../server/src/analysis/index.ts';
import { workspaceOf } from '../fixture/check.ts';
import { parseFixture } from '../fixture/parse-fixture.ts';

const others = `#- /base/kustomization.yaml
resources: [pod.yaml]
#- /base/pod.yaml stock:sidecar-pod
#- /parts/tls/kustomization.yaml
apiVersion: kustomize.config.k8s.io/v1alpha1
kind: Component
#- /dev/envoy.yaml
static_resources: {}
#- /dev/more/deployment.yaml
apiVersion: apps/v1
kind: Deployment
metadata: { name: shop, namespace: dev }
spec:
  selector: { matchLabels: { app: shop } }
  template:
    metadata: { labels: { app: shop } }
    spec: { containers: [{ name: shop, image: "team/shop:2" }] }
#- /dev/inner/kustomization.yaml
resources: [map.yaml]
#- /dev/inner/map.yaml stock:sidecar-config
`;

function at(text: string) {
  const files = parseFixture(`${others}#- /dev/kustomization.yaml\n${text}`);
  const file = files.at(-1) ?? assert.fail();
  return { workspace: workspaceOf(files), file, cursor: file.cursor ?? assert.fail('no cursor') };
}

function items(text: string): readonly CompletionItem[] {
  const { workspace, file, cursor } = at(text);
  return complete(workspace, file.uri, cursor) ?? assert.fail('not known');
}

/** Without those of the maps around an empty line. */
const labels = (text: string): readonly string[] =>
  items(text).flatMap(({ detail, label }) => (displayWords(detail).includes('\u2191') ? [] : [label]));

function inserted(text: string, label: string): string {
  const found = items(text).find((item) => item.label === label) ?? assert.fail(`${label} is not offered`);
  return applyEdits(at(text).file.text, [{ range: found.range, newText: found.newText ?? label }]).trimEnd();
}

describe('completion in a kustomization', () => {
  it('offers the keys that are not there, and begins their values', () => {
    assert.deepEqual(labels('resources: []\nkind: Kustomization\n$0').slice(0, 4), [
      'apiVersion',
      'configMapGenerator',
      'secretGenerator',
      'patches',
    ]);
    assert.equal(inserted('res$0', 'resources'), 'resources:\n  -');
    assert.equal(inserted('gen$0', 'generatorOptions'), 'generatorOptions:');
    assert.equal(inserted('name$0', 'namePrefix'), 'namePrefix:');
    assert.deepEqual(labels('images:\n  - name: envoy\n    $0\n').slice(0, 3), ['newTag', 'newName', 'digest']);
    assert.deepEqual(labels('generatorOptions:\n  $0\n'), [
      'disableNameSuffixHash',
      'labels',
      'annotations',
      'immutable',
    ]);
  });

  it('offers manifests and folders that are not listed yet as resources', () => {
    assert.deepEqual(labels('resources:\n  - $0\n'), ['more/deployment.yaml', '../base', 'inner']);
    assert.deepEqual(labels('resources:\n  - ../base\n  - $0\n'), ['more/deployment.yaml', 'inner']);
    assert.deepEqual(labels('components:\n  - $0\n'), ['../parts/tls']);
  });

  it('offers manifests that are not resources as patches, and what a patch may change', () => {
    assert.deepEqual(labels('patches:\n  - path: $0\n'), ['more/deployment.yaml']);
    assert.deepEqual(labels('resources: [more/deployment.yaml]\npatches:\n  - path: $0\n'), []);
    const target = 'resources: [../base]\npatches:\n  - target:\n      kind: ';
    assert.deepEqual(labels(`${target}$0\n`), ['Pod', 'Deployment', 'ConfigMap']);
    assert.deepEqual(labels(`${target}Pod\n      name: $0\n`), ['web']);
  });

  it('offers configs as files of a ConfigMap, and the names that pods use', () => {
    assert.deepEqual(labels('configMapGenerator:\n  - files:\n      - $0\n'), ['envoy.yaml']);
    assert.deepEqual(labels('resources: [../base]\nconfigMapGenerator:\n  - name: $0\n'), ['envoy-config']);
    assert.deepEqual(labels('configMapGenerator:\n  - behavior: $0\n'), ['create', 'merge', 'replace']);
  });

  it('offers images without tags, releases of Envoy, and namespaces', () => {
    const image = 'resources: [../base, more/deployment.yaml]\nimages:\n  - name: ';
    assert.deepEqual(labels(`${image}$0\n`), ['example.com/web', 'envoyproxy/envoy', 'team/shop']);
    assert.ok(labels(`${image}envoyproxy/envoy\n    newTag: $0\n`).some((tag) => /^v1\.36\.\d+$/.test(tag)));
    assert.deepEqual(labels(`${image}team/shop\n    newTag: $0\n`), ['2']);
    assert.equal(inserted(`${image}team/shop\n    newTag: $0\n`, '2'), `${image}team/shop\n    newTag: "2"`);
    assert.deepEqual(labels('namespace: $0\n'), ['dev']);
    assert.deepEqual(labels('generatorOptions:\n  disableNameSuffixHash: $0\n'), ['true', 'false']);
  });

  it('offers nothing where kustomize expects nothing', () => {
    assert.deepEqual(labels('color:\n  $0\n'), []);
    assert.deepEqual(labels('commonAnnotations:\n  a: $0\n'), []);
    assert.deepEqual(labels('# res$0\n'), []);
  });
});

describe('hover in a kustomization', () => {
  const shown = (text: string): string | undefined => {
    const { workspace, file, cursor } = at(text);
    const found = hover(workspace, file.uri, cursor);
    if (!found) return undefined;
    const { title, type, sentences } = found.description;
    return `${title} ${type}: ${sentences.map((one) => formatMessage(one)).join(' ')}`;
  };

  it('describes the fields', () => {
    assert.equal(
      shown('configMapGenerator: [{ fil$0es: [envoy.yaml] }]\n'),
      'files []path: Files, each of which becomes a key with its name. Write `key=path` for another key.',
    );
    assert.match(shown('common$0Labels: { a: b }\n') ?? '', /Deprecated\.$/);
    assert.equal(shown('col$0or: red\n'), undefined);
    assert.equal(shown('commonAnnotations: { na$0me: b }\n'), undefined);
  });
});
