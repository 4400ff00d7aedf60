import assert from 'node:assert/strict';
import { type Diagnostic, diagnose, emptyWorkspace, formatMessage, withText } from '../../server/src/analysis/index.ts';
import { seedFiles } from '../rules/seed-table.ts';

const uri = 'file:///envoy.yaml';
const indentOf = (line: string): number => /^ */.exec(line)?.[0].length ?? 0;
const contentOf = (line: string): number => /^ *(?:- +)*/.exec(line)?.[0].length ?? 0;
const signature = ({ code, message }: Diagnostic): string => `${code} ${formatMessage(message)}`;

/** What a new line adds to the diagnostics of a text: their lines, counted from that one, with the sentence. */
function addedBy(lines: readonly string[], at: number, line: string): string[] {
  const known = diagnose(withText(emptyWorkspace(), uri, lines.join('\n')), uri).map(signature);
  const text = [...lines.slice(0, at), line, ...lines.slice(at)].join('\n');
  const lineOf = (offset: number): number => text.slice(0, offset).split('\n').length - 1 - at;
  return diagnose(withText(emptyWorkspace(), uri, text), uri).flatMap((found) => {
    const i = known.indexOf(signature(found));
    if (i >= 0) known.splice(i, 1);
    return i >= 0 ? [] : [`${lineOf(found.at.range.start)} to ${lineOf(found.at.range.end)}: ${signature(found)}`];
  });
}

const colon = '0 to 0: yaml/syntax Expected a colon and a value after this key.';
const unfit = '0 to 0: yaml/syntax This line is incomplete, or it is not aligned with the lines around it.';

describe('a half-written line', () => {
  const seed = (seedFiles().find((file) => file.uri.endsWith('/envoy.yaml'))?.text ?? '').split('\n');
  const places = seed.slice(0, -1).map((above, i) => {
    const below = seed[i + 1] ?? '';
    const opens = /:\s*$/.test(above) && !/^\s*- /.test(below);
    return {
      at: i + 1,
      below,
      column: indentOf(below) > contentOf(above) ? indentOf(below) : contentOf(above) + (opens ? 2 : 0),
    };
  });

  for (const word of ['a', 'ad', 'clus', '"cl', 'clus:', '"cl":', '-', '- '])
    it(`${JSON.stringify(word)} gets at most one diagnostic, on that line, at every place of the seed`, () => {
      for (const { at, below, column } of places) {
        // A key right above a list takes the list away from the key that had it.
        if (word.endsWith(':') && below.startsWith(`${' '.repeat(column)}- `)) continue;
        const added = addedBy(seed, at, ' '.repeat(column) + word);
        assert.ok(added.length <= 1, `line ${at + 1}: ${added.join('; ')}`);
        if (!word.startsWith('-')) for (const one of added) assert.match(one, /^0 to 0: /, `line ${at + 1}`);
      }
    });

  const cluster = ['static_resources:', '  clusters:', '  - name: c', '    type: STATIC'];
  const cases: readonly (readonly [what: string, at: number, line: string, said: readonly string[]])[] = [
    ['before a sibling', 3, '    clus', [colon]],
    ['at the end of a map', 4, '    clus', [colon]],
    ['at the top', 0, 'admin', [colon]],
    ['before a dedent', 2, '    clus', [unfit]],
    [
      'as the first key of an item',
      2,
      '  - clus',
      ["0 to 0: envoy/wrong-type 'clusters' must be a map with the fields of Cluster, not a string."],
    ],
    ['a key deeper than its list', 2, '    clus:', [unfit]],
    ['a dash before keys', 1, '  -', [unfit]],
    ['an open quote', 3, '    "clus', ['0 to 0: yaml/syntax Unterminated string. Add the closing ".']],
  ];
  for (const [what, at, line, said] of cases)
    it(`is named ${what}`, () => assert.deepEqual(addedBy([...cluster, ''], at, line), said));

  it('is reported in a ConfigMap, although the file continues below it', () => {
    const map = ['apiVersion: v1', 'kind: ConfigMap', 'metadata: { name: m }', 'data:', '  envoy.yaml: |'];
    const lines = [...map, ...cluster.map((line) => `    ${line}`), '  other: x', ''];
    assert.deepEqual(addedBy(lines, 8, '        clus'), [colon]);
  });

  it('leaves an error alone that another line has', () => {
    const lines = ['static_resources:', '  clusters:', ' - name: c', '   type: STATIC', ''];
    const [found] = diagnose(withText(emptyWorkspace(), uri, lines.join('\n')), uri);
    assert.match(found ? formatMessage(found.message) : '', /^Expected a key, but a list starts here/);
  });

  it('is found in a long file that was read before', () => {
    const clusters = Array.from(
      { length: 500 },
      (_, i) => `  - name: c${i}\n    connect_timeout: 1s\n    type: STATIC\n`,
    );
    const text = `static_resources:\n  clusters:\n${clusters.join('')}`;
    const before = withText(emptyWorkspace(), uri, text);
    diagnose(before, uri);
    const at = text.indexOf('    connect_timeout', text.length / 2);
    const after = withText(before, uri, `${text.slice(0, at)}    clus\n${text.slice(at)}`);
    const found = diagnose(after, uri).filter(({ code }) => code === 'yaml/syntax');
    assert.deepEqual(
      found.map(({ at: place }) => place.range),
      [{ start: at + 4, end: at + 8 }],
    );
  });
});
