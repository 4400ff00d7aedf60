import assert from 'node:assert/strict';
import { formatMessage } from '../../../server/src/analysis/index.ts';
import { envoyAtHand, refusals } from '../../fixture/ask-envoy.ts';
import { checkDiagnostics, diagnosticsOf, workspaceOf } from '../../fixture/check.ts';
import { parseFixture } from '../../fixture/parse-fixture.ts';

const cluster = 'static_resources:\n  clusters:\n  - name: c\n    type: STATIC\n';

/** Ends of a bootstrap that Envoy refuses, and what is said of them. */
const refused: Readonly<Record<string, string>> = {
  '    alt_stat_name: @a\n': 'A value that begins with @ must stand in quotes.',
  '    alt_stat_name: %a\n': 'A value that begins with % must stand in quotes.',
  '    alt_stat_name: a: b\n':
    'This value has a colon in it: put it into quotes or, where the colon stands in the line below, indent that line as this one.',
  '     alt_stat_name: a\n':
    'This value has a colon in it: put it into quotes or, where the colon stands in the line below, indent that line as this one.',
  '    alt_stat_name: "\\q"\n': '\\q means nothing inside double quotes: double the backslash, or use single quotes.',
  '    alt_stat_name: *a\n':
    'No anchor "&a" stands before this alias; a text that begins with "*" must stand in quotes.',
  '    alt_stat_name: |a\n      b\n':
    'Nothing but a digit, "+" or "-" may follow "|" or ">": the text begins on the next line.',
  '  -\tname: d\n': 'A tab stands in the indentation, where YAML allows blanks only.',
  '}\n': '"}" closes a bracket that is not open.',
  '  x: 1\n  - name: d\n':
    'A list begins here where a key is expected: a key is missing above, or the dash is not indented as the list’s.',
};

/** Ends that Envoy reads although the grammar forbids them, or that it does not look at. */
const taken: readonly string[] = [
  '    alt_stat_name: "a\nb"\n',
  "    alt_stat_name: 'a\n  b'\n",
  '    alt_stat_name: "a"#b\n',
  '  - {\nname: d, type: STATIC\n}\n',
  '  - { name: d, type: STATIC,\n\tconnect_timeout: 1s }\n',
  '...\nfoo: [\n',
  '---\nfoo: "\n',
];

const said = (text: string): string[] =>
  diagnosticsOf(workspaceOf(parseFixture(`#- /envoy.yaml\n${text}`)), 'yaml/syntax').map((one) =>
    formatMessage(one.message),
  );

describe('yaml/syntax', () => {
  it('shows the first error of a manifest, a bootstrap and of a config in a ConfigMap', () => {
    checkDiagnostics('#- /pod.yaml\napiVersion: v1\nkind: Pod\nmetadata:\n  name: "x\n#? error yaml/syntax at "x"\n');
    checkDiagnostics('#- /envoy.yaml\nstatic_resources:\n  listeners: [\n#? error yaml/syntax at "["\n');
    checkDiagnostics(
      '#- /map.yaml\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: m }\ndata:\n  envoy.yaml: |\n    static_resources:\n      clusters: []\n      listeners: "x\n#? error yaml/syntax at "x"\n',
    );
  });

  it('says in plain words what is wrong', () => {
    for (const [end, message] of Object.entries(refused)) assert.deepEqual(said(cluster + end), [message], end);
  });

  it('is silent about what Envoy reads all the same', () => {
    for (const end of taken) assert.deepEqual(said(cluster + end), [], end);
  });

  it('is silent for templates and for files that are neither bootstrap nor manifest', () => {
    checkDiagnostics('#- /envoy.yaml\nstatic_resources:\n  listeners: {{ .listeners }}\n');
    checkDiagnostics('#- /other.yaml\na: [1\n');
    checkDiagnostics('#- /empty.yaml\n');
  });

  const envoy = envoyAtHand();
  it(envoy ? 'agrees with the real Envoy' : 'agrees with Envoy (there is none at hand to ask)', async function () {
    if (!envoy) return;
    this.timeout(60_000);
    const ends = [...Object.keys(refused), ...taken];
    const found = await refusals(
      envoy,
      ends.map((end) => cluster + end),
    );
    assert.deepEqual(found.map(({ text }) => text.slice(cluster.length)).sort(), Object.keys(refused).sort());
    for (const { said: reason } of found) assert.match(reason, /yaml-cpp/);
  });
});
