import assert from 'node:assert/strict';
import { emptyWorkspace, formatMessage, withText } from '../../../server/src/analysis/index.ts';
import { itAsksEnvoy, refusals } from '../../fixture/ask-envoy.ts';
import { applyFix, checkDiagnostics, checkFix, diagnosticsOf, fixTitles, workspaceOf } from '../../fixture/check.ts';
import { parseFixture } from '../../fixture/parse-fixture.ts';

const cluster = 'static_resources:\n  clusters:\n  - name: c\n    type: STATIC\n';

/** Invalid last lines of a bootstrap, and their messages. */
const refused: Readonly<Record<string, string>> = {
  '    alt_stat_name: @a\n': "A value that starts with '@' must be quoted.",
  '    alt_stat_name: %a\n': "A value that starts with '%' must be quoted.",
  '    alt_stat_name: a: b\n':
    "An unquoted value must not contain ': '. Quote it, or align the next line with this one if the colon is there.",
  '     alt_stat_name: a\n':
    "An unquoted value must not contain ': '. Quote it, or align the next line with this one if the colon is there.",
  '    alt_stat_name: "\\q"\n':
    "Invalid escape sequence '\\q' in double quotes. Double the backslash, or use single quotes.",
  '    alt_stat_name: "\\uD83D\\uDE00"\n':
    "Invalid escape sequence '\\uD83D' in double quotes. Double the backslash, or use single quotes.",
  '    alt_stat_name: *a\n': "Anchor '&a' is not defined before this alias. Quote text that starts with '*'.",
  '    alt_stat_name: |a\n      b\n':
    "Unexpected text after '|' or '>'. Only a digit, '+' or '-' is allowed. Start the text on the next line.",
  '  -\tname: d\n': 'Tabs are not allowed in the indentation. Use spaces.',
  '}\n': "Unexpected '}'. No bracket is open.",
  '  x: 1\n  - name: d\n': 'Expected a key, but a list starts here. Add a key above, or align the dash with its list.',
};

/** Ends that Envoy reads although the grammar forbids them, or that it does not look at. */
const taken: readonly string[] = [
  '    alt_stat_name: "a\nb"\n',
  "    alt_stat_name: 'a\n  b'\n",
  '    alt_stat_name: "a"#b\n',
  '    alt_stat_name: "it\\\'s"\n',
  '  - {\nname: d, type: STATIC\n}\n',
  '  - { name: d, type: STATIC,\n\tconnect_timeout: 1s }\n',
  '...\nfoo: [\n',
  '---\nfoo: "\n',
];

/** Text after `cluster` that does not parse, the result of the preferred fix, and its title. */
const repaired: readonly (readonly [broken: string, fixed: string, title: string])[] = [
  ['    alt_stat_name: @a # b\n', '    alt_stat_name: "@a" # b\n', "Add quotes around '@a'"],
  ['    alt_stat_name: *a\n', '    alt_stat_name: "*a"\n', "Add quotes around '*a'"],
  [
    '    metadata: { filter_metadata: { a: { b: [*, c] } } }\n',
    '    metadata: { filter_metadata: { a: { b: ["*", c] } } }\n',
    "Add quotes around '*'",
  ],
  ['    alt_stat_name: %a "b", c\n', '    alt_stat_name: \'%a "b", c\'\n', 'Add quotes around \'%a "b", c\''],
  ['    alt_stat_name: "\\d+\\.\\n"\n', '    alt_stat_name: "\\\\d+\\\\.\\n"\n', 'Double the backslashes'],
  [
    '    alt_stat_name:a\n    connect_timeout: 1s\n',
    '    alt_stat_name: a\n    connect_timeout: 1s\n',
    'Insert a space after the colon',
  ],
  [
    '    alt_stat_name: "a\n    connect_timeout: 1s\n',
    '    alt_stat_name: "a"\n    connect_timeout: 1s\n',
    'Add the closing quote at the end of the line',
  ],
  [
    "    alt_stat_name: 'a\n    metadata: { filter_metadata: { 'a': {} } }\n",
    "    alt_stat_name: 'a'\n    metadata: { filter_metadata: { 'a': {} } }\n",
    'Add the closing quote at the end of the line',
  ],
  [
    '    metadata:\n      filter_metadata:\n        *a: {}\n',
    '    metadata:\n      filter_metadata:\n        "*a": {}\n',
    "Add quotes around '*a'",
  ],
  [
    '\talt_stat_name: a\n    connect_timeout: 1s\n',
    '    alt_stat_name: a\n    connect_timeout: 1s\n',
    'Replace tabs in the indentation with spaces',
  ],
  [
    '    load_assignment:\n\tcluster_name: c\n',
    '    load_assignment:\n      cluster_name: c\n',
    'Replace tabs in the indentation with spaces',
  ],
  [
    '    upstream_config:\n\ttyped_config:\n        "@type": type.googleapis.com/envoy.extensions.upstreams.http.http.v3.HttpConnectionPoolProto\n      name: h\n',
    '    upstream_config:\n      typed_config:\n        "@type": type.googleapis.com/envoy.extensions.upstreams.http.http.v3.HttpConnectionPoolProto\n      name: h\n',
    'Replace tabs in the indentation with spaces',
  ],
];

/** Texts that do not parse, and the results of the first fix for the indentation. */
const reindented: readonly (readonly [broken: string, fixed: string])[] = [
  ['      alt_stat_name: a\n', '    alt_stat_name: a\n'],
  ['   alt_stat_name: a\n', '    alt_stat_name: a\n'],
  ['  alt_stat_name: a\n    connect_timeout: 1s\n', '    alt_stat_name: a\n    connect_timeout: 1s\n'],
];

/** A text that Envoy reads if a line break follows. */
const unclosed = `${cluster}    alt_stat_name: "a\n    connect_timeout: 1s`;

const fixesOf = (text: string) =>
  diagnosticsOf(workspaceOf(parseFixture(`#- /envoy.yaml\n${text}`)), 'yaml/syntax').flatMap(
    (one) => one.fixes?.() ?? [],
  );

const said = (text: string): string[] =>
  diagnosticsOf(workspaceOf(parseFixture(`#- /envoy.yaml\n${text}`)), 'yaml/syntax').map((one) =>
    formatMessage(one.message),
  );

describe('yaml/syntax', () => {
  it('shows the first error of a manifest, a bootstrap and of a config in a ConfigMap', () => {
    checkDiagnostics('#- /pod.yaml\napiVersion: v1\nkind: Pod\nmetadata:\n  name: "x\n#? error yaml/syntax at """\n');
    checkDiagnostics('#- /envoy.yaml\nstatic_resources:\n  listeners: [\n#? error yaml/syntax at "["\n');
    checkDiagnostics(
      '#- /map.yaml\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: m }\ndata:\n  envoy.yaml: |\n    static_resources:\n      clusters: []\n      listeners: "x\n#? error yaml/syntax at """\n',
    );
  });

  it('says in plain words what is wrong', () => {
    for (const [end, message] of Object.entries(refused)) assert.deepEqual(said(cluster + end), [message], end);
  });

  it('reports nothing about what Envoy accepts nevertheless', () => {
    for (const end of taken) assert.deepEqual(said(cluster + end), [], end);
  });

  it('reports nothing for templates and for files that are neither bootstrap nor manifest', () => {
    checkDiagnostics('#- /envoy.yaml\nstatic_resources:\n  listeners: {{ .listeners }}\n');
    checkDiagnostics('#- /other.yaml\na: [1\n');
    checkDiagnostics('#- /empty.yaml\n');
  });

  for (const [broken, fixed, title] of repaired)
    it(`offers a fix: ${title}: ${JSON.stringify(broken)}`, () =>
      checkFix(`#- /envoy.yaml\n${cluster}${broken}`, 'yaml/syntax', `#- /envoy.yaml\n${cluster}${fixed}`, title));

  for (const [broken, fixed] of reindented)
    it(`offers to indent a line: ${JSON.stringify(broken)}`, () => {
      const [first] = fixesOf(cluster + broken);
      assert.ok(first && !first.preferred);
      const before = workspaceOf(parseFixture(`#- /envoy.yaml\n${cluster}${broken}`));
      assert.equal([...applyFix(before, first).files.values()][0]?.text, cluster + fixed);
    });

  it('replaces the tabs of a file that is indented by them', () => {
    const text = (tab: string) => `static_resources:\n${tab}clusters:\n${tab}- name: c\n${tab}${tab}type: STATIC\n`;
    checkFix(`#- /envoy.yaml\n${text('\t')}`, 'yaml/syntax', `#- /envoy.yaml\n${text('  ')}`);
  });

  it('never indents a file of tabs further and further', () => {
    const text = `static_resources:\n${'\tclusters:\n'.repeat(2_000)}`;
    const title = 'Replace tabs in the indentation with spaces';
    assert.ok(fixTitles(`#- /envoy.yaml\n${text}`, 'yaml/syntax').every((one) => one === title));
  });

  it('leaves the tabs inside texts alone', () => {
    const metadata = '    metadata:\n      filter_metadata:\n        a:\n          b: |\n            \tx\n';
    const text = (indent: string) => `${cluster}${metadata}${indent}alt_stat_name: a\n    connect_timeout: 1s\n`;
    checkFix(`#- /envoy.yaml\n${text('\t')}`, 'yaml/syntax', `#- /envoy.yaml\n${text('    ')}`);
  });

  it('puts every "@type" of the file into quotes at once', () => {
    const text = (type: string) =>
      `bootstrap_extensions:\n- name: a\n  typed_config:\n    ${type}: type.googleapis.com/a\n- name: b\n  typed_config: { ${type}: type.googleapis.com/b }\n`;
    const [fix] = fixesOf(text('@type'));
    assert.ok(fix?.preferred);
    const before = workspaceOf(parseFixture(`#- /envoy.yaml\n${text('@type')}`));
    assert.equal([...applyFix(before, fix).files.values()][0]?.text, text('"@type"'));
  });

  it('repairs a config inside a ConfigMap', () => {
    const map = (line: string) =>
      `#- /map.yaml\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: m }\ndata:\n  envoy.yaml: |\n    static_resources:\n      clusters:\n      - name: c\n        ${line}\n        connect_timeout: 1s\n  other: a:b\n`;
    checkFix(map('alt_stat_name:a'), 'yaml/syntax', map('alt_stat_name: a'));
    checkFix(map('alt_stat_name: "a'), 'yaml/syntax', map('alt_stat_name: "a"'));
  });

  it('shows an unclosed quote where it opens', () => {
    const [error] = diagnosticsOf(
      workspaceOf(parseFixture(`#- /envoy.yaml\n${cluster}    alt_stat_name: "a\n    connect_timeout: 1s\n`)),
    );
    assert.equal(
      error && formatMessage(error.message),
      'Unterminated string. Envoy reads the rest of the file as part of it.',
    );
    assert.equal(error?.at.range.start, `${cluster}    alt_stat_name: `.length);
  });

  it('warns only if Envoy closes the quote at the end of the file', () => {
    // A fixture’s text always ends with a line break.
    const severities = (text: string) =>
      diagnosticsOf(withText(emptyWorkspace(), 'file:///envoy.yaml', text), 'yaml/syntax').map((one) => one.severity);
    assert.deepEqual(severities(`${unclosed}\n`), ['warning']);
    assert.deepEqual(severities(unclosed), ['error']);
    assert.deepEqual(severities(`${unclosed.replace('name: c', 'nmae: c')}\n`), ['error']);
  });

  it('offers nothing if it is not certain', () => {
    assert.deepEqual(fixesOf('static_resources:\n  listeners: [\n'), []);
  });

  itAsksEnvoy('has fixes that Envoy accepts', async (envoy) => {
    const fixed = [...repaired, ...reindented].map(([, text]) => cluster + text);
    assert.deepEqual(await refusals(envoy, fixed), []);
  });

  itAsksEnvoy('agrees with the real Envoy', async (envoy) => {
    const ends = [...Object.keys(refused), ...taken];
    const found = await refusals(
      envoy,
      ends.map((end) => cluster + end),
    );
    assert.deepEqual(found.map(({ text }) => text.slice(cluster.length)).sort(), Object.keys(refused).sort());
    for (const { said: reason } of found) assert.match(reason, /yaml-cpp/);
  });
});
