import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  diagnose,
  emptyWorkspace,
  formatMessage,
  type Workspace,
  withoutFile,
  withText,
  withTexts,
} from '../../server/src/analysis/index.ts';
import { parseFixture } from '../fixture/parse-fixture.ts';

const files = parseFixture(
  '#- /pod.yaml stock:seed-pod\n#- /envoy.yaml stock:seed-envoy\n#- /service.yaml stock:seed-service',
);
const pieces = fc.constantFrom(
  '',
  ' ',
  '\n',
  '  ',
  '- ',
  ': ',
  '9093',
  'targetCluster',
  '80',
  '"',
  '{',
  ']',
  '# x',
  'name: a\n',
  '---\n',
  'ports:\n',
);
const edit = fc.record({ file: fc.nat(files.length - 1), at: fc.nat(), remove: fc.nat(12), insert: pieces });

const everything = (workspace: Workspace) =>
  [...workspace.files.keys()]
    .sort()
    .map((uri) => [
      uri,
      diagnose(workspace, uri).map(({ at, code, severity, message }) => [
        at.range.start,
        at.range.end,
        code,
        severity,
        formatMessage(message),
      ]),
    ]);

describe('snapshots', () => {
  it('say the same after any edits as when opened afresh, and never throw', () => {
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 8 }), (edits) => {
        let workspace = withTexts(
          emptyWorkspace(),
          files.map(({ uri, text }) => [uri, text] as const),
        );
        for (const { file, at, remove, insert } of edits) {
          const uri = files[file]?.uri ?? '';
          const text = workspace.files.get(uri)?.text ?? '';
          const start = at % (text.length + 1);
          workspace = withText(workspace, uri, text.slice(0, start) + insert + text.slice(start + remove));
          everything(workspace);
        }
        const texts = [...workspace.files.values()].map(({ uri, text }) => [uri, text] as const);
        assert.deepEqual(everything(workspace), everything(withTexts(emptyWorkspace(), texts)));
      }),
      { numRuns: 200 },
    );
  });

  it('share unchanged files and forget removed ones', () => {
    const before = withTexts(
      emptyWorkspace(),
      files.map(({ uri, text }) => [uri, text] as const),
    );
    const after = withText(before, 'file:///fixture/pod.yaml', 'x: 1');
    assert.equal(after.files.get('file:///fixture/envoy.yaml'), before.files.get('file:///fixture/envoy.yaml'));
    assert.equal(before.files.get('file:///fixture/pod.yaml')?.text, files[0]?.text);
    assert.equal(withoutFile(after, 'file:///fixture/pod.yaml').files.size, 2);
  });
});
