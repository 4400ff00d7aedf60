import assert from 'node:assert/strict';
import { parseYaml } from '../../../server/src/analysis/yaml/syntax/parse-yaml.ts';
import { shadowedIn } from '../../../server/src/analysis/yaml/syntax/shadowed-entries.ts';
import { asMap } from '../../../server/src/analysis/yaml/syntax/yaml-path.ts';

/** The keys of the entries that a later one shadows, as `key@index`. */
function shadowed(keys: readonly string[]): readonly string[] {
  const map = asMap(parseYaml(keys.map((key) => `${key}: 1\n`).join('')).documents[0]?.root);
  assert.ok(map);
  const isShadowed = shadowedIn(map);
  return keys.flatMap((key, i) => (isShadowed(i) ? [`${key}@${i}`] : []));
}

describe('shadowed entries', () => {
  const many = Array.from({ length: 50 }, (_, i) => `k${i}`);

  it('are those before the last of the same key, in maps of few keys and of many', () => {
    assert.deepEqual(shadowed(['a', 'b', 'a', 'a']), ['a@0', 'a@2']);
    assert.deepEqual(shadowed(many), []);
    assert.deepEqual(shadowed(['a', ...many, 'a']), ['a@0']);
  });
});
