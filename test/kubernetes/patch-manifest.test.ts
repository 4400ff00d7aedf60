import assert from 'node:assert/strict';
import { patched } from '../../server/src/analysis/kubernetes/patch-manifest.ts';
import { toManifestValue } from '../../server/src/analysis/kubernetes/manifest-value.ts';
import { parseBlocks } from '../../server/src/analysis/yaml/incremental/parse-blocks.ts';
import { asMap } from '../../server/src/analysis/yaml/syntax/yaml-path.ts';

const rootOf = (text: string) => parseBlocks(text).documents[0]?.root;

function make(base: string, patch: string, lists = true): unknown {
  const [root, change] = [asMap(rootOf(base)), rootOf(patch)];
  assert.ok(root && change);
  const made = patched(root, change, lists);
  return made && toManifestValue(made).value;
}

const pod =
  '{ spec: { containers: [{ name: app, ports: [{ containerPort: 8080 }] }, { name: envoy, args: [a, b] }] } }';
const containers = (patch: string) => make(pod, `{ spec: { containers: ${patch} } }`);

describe('a strategic merge patch', () => {
  it('merges maps, and removes what is null or deleted', () => {
    assert.deepEqual(make('{ a: { b: 1, c: 2 }, d: 3 }', '{ a: { c: 4, e: 5 }, d: null }'), {
      a: { b: 1, c: 4, e: 5 },
    });
    assert.deepEqual(make('{ a: { b: 1 }, c: { d: 1 } }', '{ a: { $patch: delete }, c: { $patch: replace, e: 2 } }'), {
      c: { e: 2 },
    });
  });

  it('merges containers by name and ports by number in the order of kustomize, and replaces other lists', () => {
    assert.deepEqual(
      containers('[{ name: app, ports: [{ containerPort: 9092, name: http }] }, { name: envoy, args: [c] }]'),
      {
        spec: {
          containers: [
            { name: 'app', ports: [{ containerPort: 9092, name: 'http' }, { containerPort: 8080 }] },
            { name: 'envoy', args: ['c'] },
          ],
        },
      },
    );
    assert.deepEqual(
      containers(
        '[{ name: new }, { name: app, ports: [{ $patch: replace }, { containerPort: 1 }] }, { name: envoy, $patch: delete }]',
      ),
      {
        spec: { containers: [{ name: 'new' }, { name: 'app', ports: [{ containerPort: 1 }] }] },
      },
    );
  });

  it('orders containers as the patch does, and ports as the base', () => {
    const names = (patch: string) =>
      (containers(patch) as { spec: { containers: { name: string }[] } }).spec.containers.map(({ name }) => name);
    assert.deepEqual(names('[{ name: envoy }, { name: z }]'), ['envoy', 'z', 'app']);
    assert.deepEqual(
      make(
        '{ ports: [{ containerPort: 3 }, { containerPort: 5 }] }',
        '{ ports: [{ containerPort: 1 }, { containerPort: 5 }, { containerPort: 2 }] }',
      ),
      {
        ports: [1, 2, 3, 5].map((containerPort) => ({ containerPort })),
      },
    );
    assert.equal(
      make('{ ports: [{ containerPort: 3, protocol: UDP }] }', '{ ports: [{ containerPort: 3 }] }'),
      undefined,
    );
  });

  it('is not known if the lists of the kind are not known, or there is a directive', () => {
    assert.equal(make('{ a: [1] }', '{ a: [2] }', false), undefined);
    assert.deepEqual(make('{ a: [1], b: 1 }', '{ b: 2 }', false), { a: [1], b: 2 });
    assert.equal(make('{ a: 1 }', '{ $setElementOrder/containers: [] }'), undefined);
    assert.equal(make('{ a: 1 }', '{ <<: { a: 2 } }'), undefined);
  });
});

describe('a JSON patch', () => {
  it('replaces, adds and removes', () => {
    const base = '{ a: { b/c: 1 }, d: [1, 2] }';
    assert.deepEqual(make(base, '[{ op: replace, path: /a/b~1c, value: 2 }, { op: add, path: /d/1, value: 9 }]'), {
      a: { 'b/c': 2 },
      d: [1, 9, 2],
    });
    assert.deepEqual(make(base, '[{ op: add, path: /d/-, value: 3 }, { op: remove, path: /a }]'), { d: [1, 2, 3] });
  });

  it('is not known if its path does not exist, or it moves something', () => {
    const base = '{ a: { b: 1 }, d: [1] }';
    for (const operation of [
      '{ op: replace, path: /x/y, value: 1 }',
      '{ op: replace, path: /d/7, value: 1 }',
      '{ op: move, from: /a, path: /b }',
      '{ op: add, path: /a/c }',
    ])
      assert.equal(make(base, `[${operation}]`), undefined, operation);
  });
});
