import assert from 'node:assert/strict';
import { joinFlow, joinOpenFlow } from '../../../server/src/analysis/yaml/syntax/join-flow.ts';
import { parseYaml } from '../../../server/src/analysis/yaml/syntax/parse-yaml.ts';
import { asScalar, followPath } from '../../../server/src/analysis/yaml/syntax/yaml-path.ts';

describe('joining the lines of brackets and quotes', () => {
  it('blanks breaks and comments inside them, and moves nothing', () => {
    const text = 'a:\n- b: [ # one\n  x,\n"y\nz" ]\n  c: "it\'s\r\n[" # {\n';
    assert.equal(joinFlow(text), 'a:\n- b: [         x, "y z" ]\n  c: "it\'s  [" # {\n');
  });

  it('leaves blocks, plain values and block scalars as they are', () => {
    for (const text of [
      'a: b\nc:\n- d\n',
      "a: it's [ here\nb: d{\n",
      'a: |\n  [\n  "\n  x\nb: 1\n',
      '- c: >-\n    {\n  d: |\n    "\n- |\n "\n',
      'a: x # [\n# {\n',
      'a: http://[::1]:80/\n',
    ])
      assert.equal(joinFlow(text), undefined, text);
  });

  it('joins no key with a line break, which Envoy rejects', () => {
    for (const text of ['"a\nb": c\n', "- 'a\n  b' : c\n", 'a: { "b\n c": d }\n']) {
      assert.equal(joinFlow(text), undefined, text);
      assert.equal(joinOpenFlow(text), undefined, text);
    }
  });

  it('depends on the end of a block scalar', () => {
    assert.equal(joinFlow('- a: |\n    [\n  b: [\n  x]\n'), '- a: |\n    [\n  b: [   x]\n');
    assert.equal(joinFlow('- |\n  [\n-\n  [\n x]\n'), '- |\n  [\n-\n  [  x]\n');
  });

  it('takes no quote or bracket in a plain value that goes on for one', () => {
    const flow = 'z: [\nx]\n';
    for (const text of [
      "a: it\n  'is\n",
      "a:\n  it\n  'is\n\n  [too\nb: 1\n",
      '- it\n \'is\n- b: it\n    "is\n',
      '? it\n  {is\n: 1\n',
      "--- it\n'is\n---\n",
    ])
      assert.equal(joinFlow(`${text}${flow}`), `${text}z: [ x]\n`, text);
  });

  it('takes them for one behind a comment, and at the column of the key', () => {
    assert.equal(joinFlow("a: it # one\n'is': [\nx]\n"), "a: it # one\n'is': [ x]\n");
    assert.equal(joinFlow("- a: it\n  'is': [\n  x]\n"), "- a: it\n  'is': [   x]\n");
    assert.equal(joinFlow("a: it # one\n  'is\n"), undefined);
  });

  it('gives up on what stays open or does not match', () => {
    for (const text of ['a: [\n', 'a: "\n', "a: '\n''\n", 'a: [\n}\n']) assert.equal(joinFlow(text), undefined, text);
  });
});

describe('joining the lines of the beginning of a text', () => {
  it('blanks breaks as far as a bracket or quote is open', () => {
    assert.equal(joinOpenFlow('a: [ # one\nx\n'), 'a: [       x ');
    assert.equal(joinOpenFlow('a: "x\ny: z\n'), 'a: "x y: z ');
    assert.equal(joinOpenFlow('a: b\n'), 'a: b\n');
  });

  it('does not handle brackets that do not match', () => assert.equal(joinOpenFlow('a: [\n}\nb: [\n'), undefined));
});

describe('parsing brackets that are indented freely', () => {
  it('reads what Envoy and the API server read', () => {
    const texts = {
      'a:\n  - b: [\n    x\n    ]\n    c: 1\n': ['a', 0, 'b', 0],
      'a: {\n\t"b": [\n\t\tx\n\t]\n}\n': ['a', 'b', 0],
      'a:\n  - b: ["y",\n  "x"]\n': ['a', 0, 'b', 1],
      'a:\n  b: "x"#c\n': ['a', 'b'],
    } as const;
    for (const [text, path] of Object.entries(texts)) {
      const { documents, errors } = parseYaml(text);
      assert.deepEqual(errors, [], text);
      const found = asScalar(followPath(documents[0]?.root, path).node);
      assert.equal(found?.text, 'x', text);
      assert.match(
        text.slice(found?.range.start, found?.range.end),
        /^"?x"?$/,
        'its place in the text as it is written',
      );
    }
  });

  it('reads brackets below a value that goes on with a quote', () => {
    const text = "a: do\n  'not\nb:\n- c: [\n  x\n  ]\n";
    assert.deepEqual(parseYaml(text).errors, []);
    assert.equal(asScalar(followPath(parseYaml(text).documents[0]?.root, ['a']).node)?.text, "do 'not");
  });

  it('still finds what is wrong elsewhere', () => {
    const text = 'a:\n  b: {\n  c: 1 }\n  d: @x\n';
    assert.deepEqual(
      parseYaml(text).errors.map(({ range, args }) => [text.slice(range.start, range.end), args]),
      [['@', ['@']]],
    );
  });
});
