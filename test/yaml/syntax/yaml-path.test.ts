import assert from 'node:assert/strict';
import { parseYaml } from '../../../server/src/analysis/yaml/syntax/parse-yaml.ts';
import { followPath, pathFollower, type YamlPath } from '../../../server/src/analysis/yaml/syntax/yaml-path.ts';

const { root } =
  parseYaml('a: { b: [x, { c: 1, c: 2 }] }\nd: &here { e: f }\ng: *here\n').documents[0] ?? assert.fail();

const paths: readonly YamlPath[] = [[], ['a'], ['a', 'b', 1, 'c'], ['a', 'b', 2], ['a', 'x', 'y'], ['g', 'e'], [0]];

describe('following paths', () => {
  it('leads to the last entry of a key, and says what was passed and what is left', () => {
    const { node, entry, rest, above } = followPath(root, ['a', 'b', 1, 'c', 'x']);
    assert.deepEqual(node?.kind === 'scalar' && node.text, '2');
    assert.equal(entry?.value, node);
    assert.deepEqual(rest, ['x']);
    assert.deepEqual(
      above.map(({ kind }) => kind),
      ['map', 'map', 'seq', 'map'],
    );
  });

  it('is the same for many paths at once', () => {
    const follow = pathFollower(root);
    for (const path of [...paths, ...paths]) assert.deepEqual(follow(path), followPath(root, path));
  });
});
