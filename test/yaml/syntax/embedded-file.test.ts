import assert from 'node:assert/strict';
import { nestedText } from '../../../server/src/analysis/yaml/syntax/nested-text.ts';
import { parseBlocks } from '../../../server/src/analysis/yaml/incremental/parse-blocks.ts';
import { parseYaml } from '../../../server/src/analysis/yaml/syntax/parse-yaml.ts';
import { embeddedFile } from '../../../server/src/analysis/yaml/syntax/embedded-file.ts';
import type { YamlFile, YamlNode, YamlScalar } from '../../../server/src/analysis/yaml/syntax/yaml-node.ts';
import { itemsOf, valueAt, walk } from '../../../server/src/analysis/yaml/syntax/yaml-path.ts';

const clusters = Array.from({ length: 30 }, (_, i) => [`    - name: c${i}`, '      type: STATIC', '']).flat();

const configMap = (indicator: string, ...lines: readonly string[]) =>
  ['data:', `  envoy.yaml: ${indicator}`, ...lines, ...clusters.map((line) => (line ? `    ${line}` : ''))].join('\n');

function scalarIn(text: string): YamlScalar {
  const value = valueAt(valueAt(parseYaml(text).documents[0]?.root, 'data'), 'envoy.yaml');
  return value?.kind === 'scalar' ? value : assert.fail('no scalar');
}

const content = ({ documents, errors }: YamlFile) => ({ documents, errors });
const listIn = ({ documents }: YamlFile): readonly YamlNode[] => itemsOf(valueAt(documents[0]?.root, 'clusters'));

describe('placed-file', () => {
  for (const [name, text] of Object.entries({
    'a literal block': configMap('|', '    clusters:'),
    'a block with an anchor and an alias': configMap('|', '    a: &a { b: [c] }', '    d: *a', '    clusters:'),
    'a folded block': configMap('>', '    clusters:'),
    'a broken text': configMap('|', '    admin: [', '    clusters:'),
    'a quoted text': 'data:\n  envoy.yaml: "clusters: [{ name: \\"c\\" }]\\n"\n',
  }))
    it(`gives the tree with the offsets of the file: ${name}`, () => {
      const nested = nestedText(scalarIn(text), text);
      const placed = embeddedFile(parseBlocks(nested.text), nested.place);
      assert.deepStrictEqual(content(placed), content(parseYaml(nested.text, nested.place)));
    });

  it('knows the blocks again when the text around them or another block changes', () => {
    const before = configMap('|', '    clusters:');
    const after = `# a comment that moves it all\n${before.replace('name: c7', 'name: c77')}`;
    const read = (text: string, earlier?: ReturnType<typeof parseBlocks>) => {
      const nested = nestedText(scalarIn(text), text);
      const parsed = parseBlocks(nested.text, earlier);
      return { parsed, placed: embeddedFile(parsed, nested.place), text };
    };
    const first = read(before);
    const second = read(after, first.parsed);
    const origin = ({ placed }: ReturnType<typeof read>, index: number) => {
      const node = listIn(placed)[index];
      return node && placed.origins?.get(node);
    };
    assert.ok(origin(first, 8));
    assert.equal(origin(second, 8), origin(first, 8));
    assert.notEqual(origin(second, 7), origin(first, 7));
    for (const node of walk(second.placed.documents[0]?.root))
      if (node.kind === 'scalar') assert.equal(after.slice(node.range.start, node.range.end), node.text);
  });
});
