import assert from 'node:assert/strict';
import { type ParsedFile, parseBlocks } from '../../../server/src/analysis/yaml/incremental/parse-blocks.ts';
import { parseYaml } from '../../../server/src/analysis/yaml/syntax/parse-yaml.ts';
import type { YamlFile, YamlNode } from '../../../server/src/analysis/yaml/syntax/yaml-node.ts';
import { asMap, itemsOf, valueAt, walk } from '../../../server/src/analysis/yaml/syntax/yaml-path.ts';

const cluster = (name: string) => [
  `  - name: ${name}`,
  '    type: STRICT_DNS',
  '    load_assignment:',
  `      cluster_name: ${name} # the same`,
  '      endpoints: [{ lb_endpoints: [] }]',
];
const clusters = (...names: readonly string[]) => names.flatMap(cluster);
const bootstrap = (...lines: readonly string[]) =>
  `${['# a bootstrap', 'admin:', '  address: x', 'static_resources: # here', '  clusters:', ...lines].join('\n')}\n`;
const names = Array.from({ length: 30 }, (_, i) => `c${i}`);
const text = bootstrap(...clusters(...names));

/** Without the data for the next version. */
const content = ({ documents, errors }: YamlFile) => ({ documents, errors });

function sameAsWhole(given: string, earlier?: ParsedFile): ParsedFile {
  const parsed = parseBlocks(given, earlier);
  assert.deepStrictEqual(content(parsed), content(parseYaml(given)));
  return parsed;
}

const clusterNodes = ({ documents }: YamlFile): readonly YamlNode[] =>
  itemsOf(valueAt(valueAt(documents[0]?.root, 'static_resources'), 'clusters'));

const adminOf = ({ documents }: YamlFile): YamlNode | undefined => valueAt(documents[0]?.root, 'admin');

const originOf = ({ origins }: YamlFile, node: YamlNode | undefined): YamlNode | undefined =>
  node && origins?.get(node);

/** In the order of the text. */
const blocksOf = (file: YamlFile): readonly YamlNode[] =>
  [...walk(file.documents[0]?.root)].filter((node) => originOf(file, node));

describe('parse-blocks', () => {
  it('gives the tree of the whole text, and says which parts were parsed by themselves', () => {
    const parsed = sameAsWhole(text);
    const root = asMap(parsed.documents[0]?.root);
    const resources = valueAt(root, 'static_resources');
    assert.deepEqual(blocksOf(parsed), [
      root,
      valueAt(root, 'admin'),
      resources,
      valueAt(resources, 'clusters'),
      ...clusterNodes(parsed),
    ]);
  });

  it('keeps the nodes before an edit, shifts those after it, and knows their origins', () => {
    const before = sameAsWhole(text);
    const after = sameAsWhole(text.replace('name: c7\n', 'name: c77\n'), before);
    const [old, now] = [clusterNodes(before), clusterNodes(after)];
    assert.equal(now[6], old[6]);
    assert.notEqual(now[7], old[7]);
    assert.notEqual(now[8], old[8]);
    assert.equal(originOf(after, now[7]), now[7]);
    assert.equal(originOf(after, now[8]), old[8]);
    const back = sameAsWhole(text, after);
    assert.equal(clusterNodes(back)[8], old[8]);
  });

  it('knows the origins of shifted collections, and returns them when they are back at their offsets', () => {
    const list = (file: YamlFile) => valueAt(valueAt(file.documents[0]?.root, 'static_resources'), 'clusters');
    const before = sameAsWhole(text);
    const after = sameAsWhole(text.replace('address: x', 'address: longer'), before);
    assert.notEqual(list(after), list(before));
    assert.equal(originOf(after, list(after)), list(before));
    const changed = sameAsWhole(text.replace('name: c7\n', 'name: c77\n'), after);
    assert.equal(originOf(changed, list(changed)), list(changed));
    assert.equal(list(sameAsWhole(text, after)), list(before));
  });

  it('keeps the collections around parts that have not changed', () => {
    const before = sameAsWhole(`${text}z: 1\n`);
    const after = sameAsWhole(`${text}z: 2\n`, before);
    const list = (file: YamlFile) => valueAt(valueAt(file.documents[0]?.root, 'static_resources'), 'clusters');
    assert.equal(list(after), list(before));
    assert.notEqual(after.documents[0]?.root, before.documents[0]?.root);
  });

  it('splits long items and values further', () => {
    const hosts = names.flatMap((name) => [`      - name: ${name}`, '        domains: ["*"]', '        routes: []']);
    const parsed = sameAsWhole(
      bootstrap('  - name: long', '    virtual:', '      hosts:', ...hosts, '    type: STATIC'),
    );
    const [long] = clusterNodes(parsed);
    const list = valueAt(valueAt(long, 'virtual'), 'hosts');
    assert.deepEqual(blocksOf(parsed).slice(-2 - names.length), [list, ...itemsOf(list), valueAt(long, 'type')]);
  });

  it('reports what is wrong in a part as the whole text does, and the other parts stay', () => {
    const before = sameAsWhole(text);
    for (const [from, to] of [
      ['type: STRICT_DNS', 'typo\n    type: STRICT_DNS'],
      ['type: STRICT_DNS', 'type: a: b'],
      ['      cluster_name', '      - x\n      cluster_name'],
      ['STRICT_DNS', '*.example.com'],
    ] as const) {
      const broken = sameAsWhole(text.replace(from, to), before);
      assert.ok(broken.errors.length > 0, to);
      assert.ok(broken.origins, to);
      assert.equal(adminOf(broken), adminOf(before));
    }
  });

  it('keeps the parts after an open bracket or quote, and reports the first error of the whole text', () => {
    const before = sameAsWhole(text);
    for (const [from, to] of [
      ['STRICT_DNS', '"STRICT_DNS'],
      ['STRICT_DNS', "'STRICT_DNS"],
      ['type: STRICT_DNS', 'type: }\n    x: y'],
      [']', ''],
      ['address: x', 'address: "x'],
    ] as const) {
      const given = text.replace(from, to);
      const broken = parseBlocks(given, before);
      assert.deepStrictEqual(content(broken), content(parseBlocks(given)), to);
      assert.deepEqual(broken.errors[0], parseYaml(given).errors[0], to);
      assert.equal(clusterNodes(broken).length, names.length, to);
      assert.equal(originOf(broken, clusterNodes(broken)[7]), originOf(before, clusterNodes(before)[7]), to);
    }
  });

  it('keeps the parts around a line that is too far left or a lone word, and reports the first error of the whole text', () => {
    const before = sameAsWhole(text);
    const quoted = ['  "lone"', "    'lone' x", '    x: y "a', '"a" b: c'];
    for (const line of [' typo', '   typo: x # here', '  lone', '    lone', ...quoted]) {
      const given = text.replace('  - name: c9\n', `${line}\n  - name: c9\n`);
      const broken = parseBlocks(given, before);
      assert.deepStrictEqual(content(broken), content(parseBlocks(given)), line);
      assert.deepEqual(broken.errors[0], parseYaml(given).errors[0], line);
      assert.equal(clusterNodes(broken).length, names.length, line);
      for (const i of [7, 9, 20])
        assert.equal(originOf(broken, clusterNodes(broken)[i]), originOf(before, clusterNodes(before)[i]), line);
    }
    const opened = text.replace('  - name: c9\n', ' opened:\n  - name: c9\n');
    assert.equal(parseBlocks(opened, before).documents[0]?.root?.kind, parseYaml(opened).documents[0]?.root?.kind);
  });

  it('keeps the parts that are broken after the first error, but not the first one', () => {
    const at = (name: string) => `    lb_policy: @${name}\n`;
    const broken = bootstrap(...names.flatMap((name) => [...cluster(name), at(name).trimEnd()]));
    const before = parseBlocks(broken);
    for (const [from, to] of [
      ['address: x', 'address: longer'],
      ['name: c9\n', 'name: c99\n'],
      [at('c0'), ''],
      ['admin:\n', 'admin:\n  # more\n'],
    ] as const) {
      const given = broken.replace(from, to);
      const after = parseBlocks(given, before);
      assert.deepStrictEqual(content(after), content(parseBlocks(given)), to);
      const [old, now] = [clusterNodes(before)[20], clusterNodes(after)[20]];
      assert.equal(originOf(after, now), originOf(before, old), to);
    }
    const mended = broken.replaceAll('@', '');
    assert.deepEqual(sameAsWhole(mended, before).errors, []);
  });

  it('reads parts that many blank lines follow as the whole text does', () => {
    for (const value of [
      'x',
      '',
      '|\n      kept',
      '|+\n      kept',
      '>-\n      kept',
      '"q"',
      "'q'",
      '[a]',
      '# no',
      '!tag',
      '&a',
      '@a',
      '%a',
      '[a',
      '"\\d"',
    ])
      for (const blank of ['\n', '  \n', '\r\n', ' \r\n'])
        sameAsWhole(text.replace('STRICT_DNS\n', `${value}${blank.repeat(300)}`));
  });

  it('parses the whole text if a bracket may still be closed further down', () => {
    for (const open of ['[STRICT_DNS', '{ a: STRICT_DNS']) {
      const broken = sameAsWhole(text.replace('STRICT_DNS', open), sameAsWhole(text));
      assert.ok(broken.errors.length > 0, open);
    }
  });

  it('reads brackets that go on at the column of their key or block, as Envoy does', () => {
    for (const flow of ['  metadata: {\n  "a": "b",\n"c": "d"\n  }\n', '  metadata: {\n  "a": "b",\n  "c": "d"\n  }\n'])
      for (const more of ['', `other: 1\n${text}`]) {
        const given = `node:\n  id: x\n${flow}static: { clusters: [] }\n${more}`;
        assert.deepEqual(parseBlocks(given).errors, [], given);
        sameAsWhole(given);
      }
  });

  it('finds a second break, which the first one hides from the whole text', () => {
    const twice = text.replace('name: c3', 'name: "c3').replace('name: c5', 'name: [c5');
    const lines = parseBlocks(twice).errors.map(({ range }) => twice.slice(0, range.start).split('\n').length);
    assert.deepEqual([...new Set(lines)], [21, 32]);
  });

  it('parses the whole text if a part may reach beyond its lines', () => {
    const whole = [
      text.replace('STRICT_DNS', '"STRICT\n  - DNS"'),
      text.replace('STRICT_DNS', '*outside').replace('address: x', 'address: &outside x'),
      text.replace('admin:', 'admin\n:'),
      text.replace('admin:', '? admin\n:'),
      `${text}---\na: &x 1\nb: *x\n`,
      `--- a\n${text}`,
      `${text}...\n`,
      `%YAML 1.2\n---\n${text}`,
      `\ufeff${text}`,
      '{ "static_resources": {} }\n',
      '- a\n- b\n',
      '{ "a": 1,\n"b": %s }\n',
      '# nothing\n',
      '',
    ];
    for (const given of whole) assert.equal(sameAsWhole(given).origins, undefined, JSON.stringify(given.slice(0, 80)));
  });

  it('takes the errors of a broken text from the whole, and its tree from its parts', () => {
    const broken = [
      `a: "x\n---\n${text}`,
      text.replace('admin:', '"ad\n  min": 1\nb: :\nadmin:'),
      text.replace('admin:', '  address: y\nadmin:'),
      text.replace('    type', '\t   type').replace('  - name', '\t- name'),
    ];
    for (const given of broken) {
      const parsed = parseBlocks(given);
      assert.deepEqual(parsed.errors, parseYaml(given).errors);
      assert.ok(parsed.errors.length > 0, given);
      const keys = asMap(parsed.documents.at(-1)?.root)?.entries.map(({ key }) => key.text);
      assert.deepEqual(keys?.slice(-2), ['admin', 'static_resources'], given.slice(0, 80));
    }
  });

  it('parses the parts of texts that look odd and are not', () => {
    const parts = [
      `---\n${text}`,
      `# x\n--- # y\n${text}`,
      `${text}---\na: 1\n`,
      `# x\n---\n---   \n# y\n--- # z\n\n${text}\n---`,
      `${text}---\na: |+\n  ---\n\n\n---\nb: --- c\n`,
      `${text}---\r\na: 1\r\n---\r\n`,
      `a: { b: c: d }\ne: 3\n---\n${text}`,
      text.replaceAll('\n', '\r\n'),
      text.replace('STRICT_DNS', '|\n      text:\n    # no comment\n     - more\n'),
      text.replace('[{ lb_endpoints: [] }]', '[\n        { lb_endpoints: [] }\n      ]'),
      text.replace('endpoints: [{ lb_endpoints: [] }]', 'endpoints:\n      - lb_endpoints: []'),
      text.replace('type: STRICT_DNS', '"type": &here STRICT_DNS\n    other: *here'),
      text.replace('STRICT_DNS', '!!str |+\n      text\n\n\n'),
      text.replace('type: STRICT_DNS', 'type:\n    # comment\n'),
      text.replace('  - name: c1\n', '  -\n'),
      `${text}\n\n   \n# end`,
      text.trimEnd(),
    ];
    for (const given of parts) assert.ok(sameAsWhole(given).origins, JSON.stringify(given.slice(0, 80)));
  });

  it('does not forget the parts while the text is broken', () => {
    const before = sameAsWhole(text);
    const broken = parseBlocks(text.replace('STRICT_DNS', '"STRICT_DNS'), before);
    const after = sameAsWhole(text.replace('STRICT_DNS', '"STRICT_DNS"'), broken);
    assert.equal(adminOf(after), adminOf(before));
    assert.equal(originOf(after, clusterNodes(after)[5]), clusterNodes(before)[5] ?? assert.fail());
  });

  it('rejects a line that fits nowhere at once, however many entries are above it', () => {
    const long = `a:\n${Array.from({ length: 20_000 }, (_, i) => `  k${i}: 1\n`).join('')}`;
    const broken = `${long} x\n`;
    assert.deepStrictEqual(content(parseBlocks(broken, parseBlocks(long))), content(parseBlocks(broken)));
  });

  it('reads changed documents again, and shifts those after them', () => {
    const before = sameAsWhole(`a: 1\n---\n${text}---\nb: { c: 2 }\n`);
    for (const more of ['a: 10\n---\n', 'a: 1\nb: 2\n---\n', 'x: y\n---\na: 1\n---\n', '', '---\n']) {
      const after = sameAsWhole(`${more}${text}---\nb: { c: 2 }\n`, before);
      const found = after.documents.find(({ root }) => valueAt(root, 'admin'))?.root;
      assert.ok(found);
      assert.equal(originOf(after, found), originOf(before, before.documents[1]?.root ?? assert.fail()), more);
    }
    const same = sameAsWhole(`a: 2\n---\n${text}---\nb: { c: 3 }\n`, before);
    assert.equal(same.documents[1]?.root, before.documents[1]?.root);
  });

  it('never shifts a tree with nodes that have two locations', () => {
    const aliased = text.replace('type: STRICT_DNS', 'type: { a: &here [x], b: *here }');
    sameAsWhole(aliased.replace('admin', 'administrator'), sameAsWhole(aliased));
  });
});
