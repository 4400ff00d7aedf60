import assert from 'node:assert/strict';
import { originAt } from '../../../server/src/analysis/yaml/incremental/origin-at.ts';
import { type ParsedFile, parseBlocks } from '../../../server/src/analysis/yaml/incremental/parse-blocks.ts';
import { embeddedFile } from '../../../server/src/analysis/yaml/syntax/embedded-file.ts';
import { nestedText } from '../../../server/src/analysis/yaml/syntax/nested-text.ts';
import { parseYaml } from '../../../server/src/analysis/yaml/syntax/parse-yaml.ts';
import type { YamlFile, YamlNode } from '../../../server/src/analysis/yaml/syntax/yaml-node.ts';
import { asScalar, valueAt } from '../../../server/src/analysis/yaml/syntax/yaml-path.ts';

const cluster = (name: string) =>
  `  - name: ${name}\n    type: STRICT_DNS\n    load_assignment:\n      endpoints: [{ lb_endpoints: [] }]\n`;
const text = `admin: { port: 1 }\nstatic_resources:\n  clusters:\n${Array.from({ length: 40 }, (_, i) => cluster(`c${i}`)).join('')}`;
const longer = text.replace('port: 1', 'port: 19001').replace('name: c9\n', 'name: cluster-9\n');

/** Each node with its path. */
function* withPaths(node: YamlNode, path: readonly number[] = []): Generator<[YamlNode, readonly number[]]> {
  yield [node, path];
  const children = node.kind === 'map' ? node.entries.map(({ value }) => value) : node.kind === 'seq' ? node.items : [];
  for (const [index, child] of children.entries()) if (child) yield* withPaths(child, [...path, index]);
}

/** Returns how many nodes were not read in this version. */
function checkRanges({ documents: [document], origins }: YamlFile): number {
  const root = document?.root;
  assert.ok(root && origins);
  let earlier = 0;
  for (const [node, path] of withPaths(root)) {
    const { node: found, by } = originAt(root, path, origins);
    assert.ok(found);
    assert.equal(found.kind, node.kind);
    assert.deepEqual({ start: found.range.start + by, end: found.range.end + by }, node.range, path.join('.'));
    if (found !== node) earlier++;
  }
  return earlier;
}

describe('origin-at', () => {
  it('finds the range of each node after an edit, without the shifted nodes', () => {
    const before = parseBlocks(text);
    assert.equal(checkRanges(before), 0);
    assert.ok(checkRanges(parseBlocks(longer, before)) > 100);
  });

  it('finds them in a config in a block scalar, whose lines are indented', () => {
    const inConfigMap = (content: string) => `data:\n  envoy.yaml: |\n${content.replace(/^(?=.)/gm, '    ')}`;
    const embedded = (content: string, earlier?: ParsedFile) => {
      const file = inConfigMap(content);
      const scalar = asScalar(valueAt(valueAt(parseYaml(file).documents[0]?.root, 'data'), 'envoy.yaml'));
      assert.ok(scalar);
      const { text: nested, place } = nestedText(scalar, file);
      const parsed = parseBlocks(nested, earlier);
      return { parsed, placed: embeddedFile(parsed, place) };
    };
    const { parsed, placed } = embedded(text);
    checkRanges(placed);
    checkRanges(embedded(longer, parsed).placed);
  });
});
