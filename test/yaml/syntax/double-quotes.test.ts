import assert from 'node:assert/strict';
import { parseYaml } from '../../../server/src/analysis/yaml/syntax/parse-yaml.ts';
import { asScalar, followPath } from '../../../server/src/analysis/yaml/syntax/yaml-path.ts';

/** What stands in double quotes, and what is read; undefined for what both loaders refuse. */
const texts: readonly (readonly [written: string, read: string | undefined])[] = [
  [String.raw`it\'s`, "it's"],
  [String.raw`\\'\'\x41`, String.raw`\''A`],
  ["a\\'\n    b", "a' b"],
  [String.raw`\\uD800`, String.raw`\uD800`],
  [String.raw`\u00e9\U0001F600`, 'é😀'],
  [String.raw`a\uD800`, undefined],
  [String.raw`\uD83D\uDE00`, undefined],
  [String.raw`\U0000DC00`, undefined],
  [String.raw`\q`, undefined],
];

const readAt = (text: string, ...path: readonly string[]) => {
  const { documents, errors } = parseYaml(text);
  return errors.length > 0 ? undefined : asScalar(followPath(documents[0]?.root, path).node)?.text;
};

describe('a text in double quotes', () => {
  for (const [written, read] of texts)
    it(`is read as Envoy reads it: ${JSON.stringify(written)}`, () => {
      assert.equal(readAt(`a:\n  b: "${written}"\n  c: 1\n`, 'a', 'b'), read);
    });

  it('shows the half of a character, and takes both halves in JSON', () => {
    const text = String.raw`a: "x\uD800"`;
    assert.deepEqual(
      parseYaml(text).errors.map(({ range, args }) => [text.slice(range.start, range.end), args]),
      [[String.raw`\uD800`, [String.raw`\uD800`]]],
    );
    assert.equal(readAt(String.raw`{"a": "\uD83D\uDE00"}`, 'a'), '😀');
  });
});
