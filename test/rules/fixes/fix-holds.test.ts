import assert from 'node:assert/strict';
import { applyEdits, commentHolds, diagnose, withText } from '../../../server/src/analysis/index.ts';
import { ignoreInFile, ignoreOnLine } from '../../../server/src/lsp/ignore-edits.ts';
import { workspaceOf } from '../../fixture/check.ts';
import { parseFixture } from '../../fixture/parse-fixture.ts';

/** For each finding: whether each comment is offered, and whether it silences when it is really written. */
function comments(fixture: string): readonly { code: string; offered: boolean; silences: boolean }[] {
  const workspace = workspaceOf(parseFixture(fixture));
  const [file] = workspace.files.values();
  if (!file) assert.fail('no file');
  const found = diagnose(workspace, file.uri);
  return found.flatMap((diagnostic) =>
    [ignoreOnLine(file, diagnostic.code, diagnostic.at.range.start), ignoreInFile(file, diagnostic.code)].flatMap(
      (edit) => {
        if (!edit) return [];
        const later = withText(workspace, file.uri, applyEdits(file.text, [edit]));
        const count = (codes: readonly { code: string }[]) =>
          codes.filter(({ code }) => code === diagnostic.code).length;
        return [
          {
            code: diagnostic.code,
            offered: commentHolds(workspace, diagnostic, edit, diagnose),
            silences: count(diagnose(later, file.uri)) < count(found),
          },
        ];
      },
    ),
  );
}

describe('an Ignore comment', () => {
  it('is offered where it silences', () => {
    const offered = comments('#- /envoy.yaml\nstatic_resources:\n  clusters:\n  - name: c\n    conect_timeout: 1s\n');
    assert.ok(offered.length > 0);
    assert.deepEqual(
      offered.filter(({ offered: is, silences }) => !is || !silences),
      [],
    );
  });

  it('is not offered if it silences nothing: at an empty key, whose location depends on the comments above it', () => {
    const all = comments('#- /envoy.yaml\nstatic_resources:\n  clusters:\n  - name: c\n    : z\n');
    assert.ok(all.some(({ silences }) => !silences));
    for (const { code, offered, silences } of all) assert.equal(offered, silences, code);
  });
});
