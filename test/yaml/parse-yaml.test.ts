import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseYaml } from '../../server/src/analysis/yaml/parse-yaml.ts';
import type { YamlNode } from '../../server/src/analysis/yaml/yaml-node.ts';
import { asMap, entryOf, itemsOf, valueAt, walk } from '../../server/src/analysis/yaml/yaml-path.ts';

const root = (text: string): YamlNode | undefined => parseYaml(text).documents[0]?.root;
const slice = (text: string, node: YamlNode | undefined) =>
  node ? text.slice(node.range.start, node.range.end) : undefined;

describe('parse-yaml', () => {
  it('keeps the text of scalars, whatever they look like', () => {
    const text = "a: 0644\nb: yes\nc: 'it''s'\nd: \"x\\ny\"\ne: |\n  one\n  two\n";
    const styles = asMap(root(text))?.entries.map(({ value }) => value?.kind === 'scalar' && [value.style, value.text]);
    assert.deepEqual(styles, [
      ['plain', '0644'],
      ['plain', 'yes'],
      ['single', "it's"],
      ['double', 'x\ny'],
      ['literal', 'one\ntwo\n'],
    ]);
  });

  it('gives ranges without comments and trailing breaks', () => {
    const text = 'a:\n  b: 1 # one\n  c: # none\n# end\nd: [1, 2] # two\n';
    assert.equal(slice(text, valueAt(root(text), 'a')), 'b: 1 # one\n  c');
    assert.equal(slice(text, valueAt(root(text), 'd')), '[1, 2]');
    assert.equal(entryOf(valueAt(root(text), 'a'), 'c')?.value, undefined);
  });

  it('reads several documents and says where each begins', () => {
    const text = '# first\na: 1\n---\n# second\nb: 2\n';
    const { documents } = parseYaml(text);
    assert.deepEqual(
      documents.map(({ range }) => text.slice(range.start, range.end)),
      ['# first\na: 1\n', '---\n# second\nb: 2\n'],
    );
  });

  it('reads an alias as the anchored node, placed where the alias stands', () => {
    const text = 'a: &x { p: 1 }\nb: *x\n';
    const alias = valueAt(root(text), 'b');
    assert.equal(slice(text, valueAt(alias, 'p')), '1');
    assert.equal(text.slice(alias?.aliasRange?.start, alias?.aliasRange?.end), '*x');
  });

  it('keeps the last of duplicate keys', () => {
    const value = valueAt(root('a: 1\na: 2\n'), 'a');
    assert.equal(value?.kind === 'scalar' && value.text, '2');
  });

  it('gives a tree and errors for broken text', () => {
    const { documents, errors } = parseYaml('a: 1\nb: [1, 2\nc: 3\n');
    assert.ok(errors.length > 0);
    const value = valueAt(documents[0]?.root, 'a');
    assert.equal(value?.kind === 'scalar' && value.text, '1');
  });

  it('stops an alias bomb and says so', () => {
    const lines = ['a: &a [x, x, x, x, x, x, x, x, x, x]'];
    for (const [name, before] of ['ba', 'cb', 'dc', 'ed', 'fe', 'gf'])
      lines.push(`${name}: &${name} [${Array(10).fill(`*${before}`).join(', ')}]`);
    const { documents, errors } = parseYaml(lines.join('\n'));
    assert.deepEqual(
      errors.map(({ message }) => message),
      ['The aliases of this file repeat too much of it to be read.'],
    );
    let nodes = 0;
    for (const _ of walk(documents[0]?.root)) nodes++;
    assert.ok(nodes < 300_000, `${nodes} nodes`);
  });

  it('refuses nesting that would exhaust the stack', () => {
    for (const text of ['['.repeat(100_000), '{a: '.repeat(1000), '- '.repeat(50_000)])
      assert.deepEqual(
        parseYaml(text).errors.map(({ message }) => message),
        ['This is nested deeper than Envoy or Kubernetes can read.'],
      );
  });

  it('never throws and keeps ranges inside the text and inside their parents', () => {
    const tokens = fc.constantFrom(
      'a',
      ': ',
      '- ',
      '\n',
      '  ',
      '[',
      ']',
      '{',
      '}',
      '"',
      "'",
      '|\n',
      '&x ',
      '*x',
      '#',
      ',',
      '? ',
      '!!str ',
      '---\n',
      '\t',
      '\0',
      '😀',
    );
    const check = (text: string) => {
      for (const { root: node } of parseYaml(text).documents) inside(node, { start: 0, end: text.length });
    };
    // The library puts the second item of this before the end of the first.
    check('- !!str - : ');
    fc.assert(
      fc.property(fc.array(tokens, { maxLength: 40 }), (parts) => check(parts.join(''))),
      { numRuns: 500 },
    );
  });
});

function inside(node: YamlNode | undefined, around: { start: number; end: number }): void {
  if (!node || node.aliasRange) return;
  assert.ok(around.start <= node.range.start && node.range.start <= node.range.end && node.range.end <= around.end);
  for (const entry of asMap(node)?.entries ?? []) {
    inside(entry.key, node.range);
    inside(entry.value, node.range);
  }
  for (const item of itemsOf(node)) inside(item, node.range);
}
