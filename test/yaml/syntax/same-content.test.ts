import assert from 'node:assert/strict';
import { parseBlocks } from '../../../server/src/analysis/yaml/incremental/parse-blocks.ts';
import { haveSameContent } from '../../../server/src/analysis/yaml/syntax/same-content.ts';

const text = `clusters:\n${Array.from({ length: 80 }, (_, i) => `- name: c${i}\n  type: &t${i} STATIC\n`).join('')}\nz: |\n  a\n`;

const isSame = (a: string, b: string): boolean => {
  const before = parseBlocks(a);
  const [fresh, incremental] = [parseBlocks(b), parseBlocks(b, before)];
  assert.equal(haveSameContent(before, fresh), haveSameContent(before, incremental));
  return haveSameContent(before, incremental);
};

describe('the same content', () => {
  it('may have another location and other comments', () => {
    assert.ok(isSame(text, text));
    assert.ok(isSame(text, `# first\n${text}`));
    assert.ok(isSame(text, text.replace('- name: c7\n', '# here\n- name: c7 # there\n')));
  });

  it('has the same keys, values, styles and anchors', () => {
    for (const [from, to] of [
      ['name: c7\n', 'name: c8\n'],
      ['name: c7\n', 'names: c7\n'],
      ['name: c7\n', 'name: "c7"\n'],
      ['&t7 ', ''],
      ['&t7 ', '!!str '],
      ['- name: c7\n', '- other: x\n  name: c7\n'],
      ['- name: c7\n', '- x\n- name: c7\n'],
      ['  a\n', '  # comment\n  a\n'],
      ['name: c7\n', 'name: [c7]\n'],
      ['name: c7\n', 'name:\n'],
      ['z: |', '---\nz: |'],
    ] as const)
      assert.ok(!isSame(text, text.replace(from, to)), to);
  });
});
