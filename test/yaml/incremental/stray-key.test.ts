import assert from 'node:assert/strict';
import { parseBlocks } from '../../../server/src/analysis/yaml/incremental/parse-blocks.ts';
import { parseYaml } from '../../../server/src/analysis/yaml/syntax/parse-yaml.ts';
import type { YamlFile, YamlNode } from '../../../server/src/analysis/yaml/syntax/yaml-node.ts';
import { asMap, itemsOf, valueAt } from '../../../server/src/analysis/yaml/syntax/yaml-path.ts';

const names = Array.from({ length: 30 }, (_, i) => `c${i}`);
const cluster = (name: string) => `  - name: ${name}
    type: STRICT_DNS
    load_assignment:
      cluster_name: ${name}
      endpoints: [{ lb_endpoints: [] }]
    lb_policy: RANDOM
`;
const text = `admin:
  address: x
static_resources:
  clusters:
${names.map(cluster).join('')}`;

const clusterNodes = ({ documents }: YamlFile): readonly YamlNode[] =>
  itemsOf(valueAt(valueAt(documents[0]?.root, 'static_resources'), 'clusters'));
const rootKeys = ({ documents }: YamlFile): readonly string[] =>
  (asMap(documents[0]?.root)?.entries ?? []).map(({ key }) => key.text);

/** The lines of one cluster, as they are and as they are half-written. */
const strays: Readonly<Record<string, readonly [from: string, to: string]>> = {
  'a value without its indentation': ['      cluster_name: c9\n', 'cluster_name: c9\n'],
  'a key without its indentation': [
    '    load_assignment:\n      cluster_name: c9',
    'load_assignment:\n      cluster_name: c9',
  ],
  'in a column between': ['      cluster_name: c9\n', '  cluster_name: c9\n'],
  'a word before the indentation': [
    '    load_assignment:\n      cluster_name: c9',
    'a    load_assignment:\n      cluster_name: c9',
  ],
  'half a key before a list': ['    lb_policy: RANDOM\n  - name: c10\n', '  policy: RANDOM\n  - name: c10\n'],
  'a value in quotes': ['      cluster_name: c9\n', 'cluster_name: "c9"\n'],
};

describe('a stray key', () => {
  for (const [what, [from, to]] of Object.entries(strays)) {
    it(`keeps the parts around ${what}, and reports the first error of the whole text`, () => {
      const before = parseBlocks(text);
      const given = text.replace(from, to);
      const broken = parseBlocks(given, before);
      assert.notEqual(given, text);
      assert.deepStrictEqual(broken.documents, parseBlocks(given).documents);
      assert.deepStrictEqual(broken.errors, parseBlocks(given).errors);
      assert.deepEqual(broken.errors[0], parseYaml(given).errors[0]);
      assert.deepEqual(rootKeys(broken), ['admin', 'static_resources']);
      const [old, now] = [clusterNodes(before), clusterNodes(broken)];
      assert.equal(now.length, names.length);
      for (const i of [7, 11, 29])
        assert.equal(broken.origins?.get(now[i] ?? assert.fail()), before.origins?.get(old[i] ?? assert.fail()));
    });
  }

  it('is a sibling if its children are in the column of those before', () => {
    const given = text.replace('static_resources:\n', 'static_resources: typo\n');
    assert.deepEqual(rootKeys(parseBlocks(given)), ['admin', 'static_resources']);
    assert.deepEqual(parseBlocks(given).errors[0], parseYaml(given).errors[0]);
  });

  it('is not found in a text that is valid: lines of a string, of brackets and of a block scalar may be anywhere', () => {
    for (const lines of [
      'x: "a\n      b: c\n    d: e"\n',
      'x: { a: 1,\n      b: 2,\n  c: 3 }\n',
      'x: |\n    a: 1\n      b: 2\n',
    ]) {
      const given = text + lines;
      const { documents, errors } = parseBlocks(given);
      assert.deepStrictEqual({ documents, errors }, { documents: parseYaml(given).documents, errors: [] }, lines);
    }
  });
});
