import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type CodeAction, DiagnosticSeverity } from 'vscode-languageserver';
import { type Diagnostic, displayMessage } from '../../server/src/analysis/index.ts';
import { actionsOf, afterAction, count, fresh, revealing } from '../fixture/applied-actions.ts';
import { changedLines } from './changed-lines.ts';
import { type MutatedFile, mutatedFile, originOfFiles, runs, seed } from './mutated-files.ts';

const RUNS = runs(300);

describe(`code actions (${originOfFiles})`, () => {
  it(`remove their finding, add no error and change something, in ${RUNS} edited files`, function () {
    this.timeout(3_600_000);
    let actions = 0;
    fc.assert(
      fc.property(mutatedFile, (mutated) => {
        for (const action of actionsOf(mutated.uri, mutated.files)) {
          if (action.title.startsWith('Fix all ')) continue;
          checkAction(mutated, action);
          actions++;
        }
      }),
      { numRuns: RUNS, seed },
    );
    assert.ok(actions > RUNS, `only ${actions} actions`);
  });
});

function checkAction({ files }: MutatedFile, action: CodeAction): void {
  const [about] = action.diagnostics ?? [];
  assert.ok(about, `"${action.title}" says of no diagnostic that it fixes it`);
  const fixed = afterAction(files, action);
  const changed = fixed.filter(([uri, text]) => new Map(files).get(uri) !== text);
  const context = () =>
    [
      `"${action.title}" for ${about.code} in line ${about.range.start.line + 1}: ${about.message}`,
      ...changed.map(([uri, text]) => `${uri}, ${changedLines(new Map(files).get(uri) ?? '', text)}`),
    ].join('\n');
  assert.ok(changed.length > 0, `changes nothing: ${context()}`);
  const [before, after] = [files, fixed].map((texts) => fresh(texts));
  assert.ok(before && after);
  const isSame = ({ code, message }: Diagnostic) => code === about.code && displayMessage(message) === about.message;
  const all = new Set(files.map(([uri]) => uri));
  assert.ok(count(after, all, isSame) < count(before, all, isSame), `its finding stays: ${context()}`);
  if (Object.hasOwn(revealing, String(about.code))) return;
  const isError = ({ severity }: Diagnostic) => severity === 'error';
  const own = about.severity === DiagnosticSeverity.Error ? 1 : 0;
  assert.ok(count(after, all, isError) + own <= count(before, all, isError), `adds an error: ${context()}`);
}
