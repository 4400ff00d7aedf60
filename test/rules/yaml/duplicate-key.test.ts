import assert from 'node:assert/strict';
import { applyEdits, diagnose } from '../../../server/src/analysis/index.ts';
import { fixAll } from '../../../server/src/lsp/fix-all.ts';
import { checkDiagnostics, checkFix, fixTitles, diagnosticsOf, workspaceOf } from '../../fixture/check.ts';
import { parseFixture } from '../../fixture/parse-fixture.ts';

const twice = `#- /envoy.yaml
static_resources:
  clusters:
    # The app beside Envoy.
    - name: app
      connect_timeout: 1s # short
      type: STATIC
      connect_timeout: 5s
`;

describe('yaml/duplicate-key', () => {
  it('removes the first one, which Envoy does not take, or on request the last', () => {
    checkFix(
      twice,
      'yaml/duplicate-key',
      `#- /envoy.yaml
static_resources:
  clusters:
    # The app beside Envoy.
    - name: app
      type: STATIC
      connect_timeout: 5s
`,
    );
    checkFix(
      twice,
      'yaml/duplicate-key',
      `#- /envoy.yaml
static_resources:
  clusters:
    # The app beside Envoy.
    - name: app
      connect_timeout: 1s # short
      type: STATIC
`,
      'Remove this entry',
    );
  });

  it('looks into flow maps, JSON and configs in ConfigMaps', () => {
    const flow = '#- /envoy.yaml\nstatic_resources: { clusters: [{ name: a, name: b }] }\n';
    checkDiagnostics(`${flow}#? warning yaml/duplicate-key at "name"#2\n`);
    checkFix(flow, 'yaml/duplicate-key', '#- /envoy.yaml\nstatic_resources: { clusters: [{ name: b }] }\n');
    const json = '#- /envoy.json\n{"static_resources": {"clusters": [{"name": "a", "name": "b"}]}}\n';
    checkFix(json, 'yaml/duplicate-key', '#- /envoy.json\n{"static_resources": {"clusters": [{"name": "b"}]}}\n');
    checkDiagnostics(`#- /envoy-config.yaml stock:sidecar-config
#~ connect_timeout: 1s => connect_timeout: 1s\\n          connect_timeout: 2s
#? warning yaml/duplicate-key at "connect_timeout"#2
`);
  });

  it('reports a key once that occurs three times, at the one that is used', () => {
    checkDiagnostics(`#- /envoy.yaml
static_resources: { clusters: [{ name: a, name: b, name: c }] }
#? warning yaml/duplicate-key at "name"#3
`);
  });

  it('removes all but the one that wins, in blocks, flow maps and behind a dash', () => {
    const cases = [
      ['  - name: a\n    name: b\n    type: STATIC\n    name: c\n', '  - type: STATIC\n    name: c\n'],
      ['  - { name: a, name: b, name: c, type: STATIC }\n', '  - { name: c, type: STATIC }\n'],
      ['  -\n    name: a\n    type: STATIC\n    name: b\n    name: c\n', '  -\n    type: STATIC\n    name: c\n'],
    ] as const;
    const text = (items: string) => `#- /envoy.yaml\nstatic_resources:\n  clusters:\n${items}`;
    for (const [before, after] of cases)
      checkFix(text(before), 'yaml/duplicate-key', text(after), 'Remove earlier entries');
  });

  it('is fixed with all others of the file, however often the key stands there', () => {
    const text =
      'static_resources:\n  clusters:\n  - name: a\n    name: a\n    name: a\n    type: STATIC\n    type: STATIC\n    type: STATIC\n';
    const workspace = workspaceOf(parseFixture(`#- /envoy.yaml\n${text}`));
    const [file] = workspace.files.values();
    assert.ok(file);
    assert.equal(
      applyEdits(file.text, fixAll(file, diagnose(workspace, file.uri))),
      'static_resources:\n  clusters:\n  - name: a\n    type: STATIC\n',
    );
  });

  it('keeps what an alias refers to', () => {
    const anchored = `#- /envoy.yaml
node: { id: a, id: b }
static_resources:
  clusters: [{ name: a, connect_timeout: &t 1s, connect_timeout: 2s }, { name: b, connect_timeout: *t }]
`;
    checkDiagnostics(
      `${anchored}#? warning yaml/duplicate-key at "id"#2\n#? warning yaml/duplicate-key at "connect_timeout"#2\n`,
    );
    const lone = anchored.replace('node: { id: a, id: b }\n', '');
    assert.deepEqual(fixTitles(lone, 'yaml/duplicate-key'), ['Remove this entry']);
  });

  it('reports nothing for merge keys, and for an anchored map that aliases repeat', () => {
    checkDiagnostics(`#- /envoy.yaml
node: { metadata: { a: &a { x: 1 }, b: *a, c: { <<: *a, <<: *a } } }
static_resources: {}
`);
  });

  it('reports nothing after a syntax error, because lines may belong elsewhere', () => {
    checkDiagnostics(
      `#- /envoy.yaml
node: { id: a, id: b }
admin: }
static_resources: { clusters: [], clusters: [] }
#? warning yaml/duplicate-key at "id"#2
#? error yaml/syntax at "}"#2
`,
    );
  });

  it('takes no two keys without a name for the same, in a ConfigMap either', () => {
    const lines = ['static_resources:', '  clusters:', '  - name: c', '    ? [a]', '    : 1', '    ? [b]', '    : 2'];
    const inMap = `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: m }\ndata:\n  envoy.yaml: |\n${lines.map((line) => `    ${line}\n`).join('')}`;
    for (const text of [`${lines.join('\n')}\n`, inMap])
      assert.deepEqual(diagnosticsOf(workspaceOf(parseFixture(`#- /envoy.yaml\n${text}`)), 'yaml/duplicate-key'), []);
  });

  it('leaves quoted configs to the hand', () => {
    const quoted = `#- /map.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: m }
data:
  envoy.yaml: "static_resources:\\n  clusters: []\\n  clusters: []\\n"
`;
    checkDiagnostics(`${quoted}#? warning yaml/duplicate-key at "clusters"#2\n`);
    assert.deepEqual(fixTitles(quoted, 'yaml/duplicate-key'), []);
  });
});
