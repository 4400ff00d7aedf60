import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { type CodeAction, DiagnosticSeverity } from 'vscode-languageserver';
import {
  type Diagnostic,
  diagnose,
  displayMessage,
  type Workspace,
  withText,
  withTexts,
} from '../../server/src/analysis/index.ts';
import { actionsOf, afterAction, count, fresh, revealing } from '../fixture/applied-actions.ts';
import { type BrokenFile, brokenFile } from './broken-file.ts';
import { originOfFiles, runs, seed } from './mutated-files.ts';

const RUNS = runs(150);

describe(`broken texts (${originOfFiles})`, () => {
  it(`get only actions that remove their finding and add no error, in ${RUNS} texts`, function () {
    this.timeout(1_200_000);
    let actions = 0;
    fc.assert(
      fc.property(brokenFile, (broken) => {
        checkIncremental(broken);
        for (const action of actionsOf(broken.uri, broken.files)) {
          checkAction(broken, action);
          actions++;
        }
      }),
      { numRuns: RUNS, seed },
    );
    assert.ok(actions > RUNS, `only ${actions} actions`);
  });
});

/** After an edit, a text has the diagnostics that it has when it is read anew. */
function checkIncremental({ uri, original, text, files }: BrokenFile): void {
  const before = fresh(files.map(([name, old]) => [name, name === uri ? original : old] as const));
  for (const [name] of files) diagnose(before, name);
  assert.deepEqual(shown(withText(before, uri, text)), shown(fresh(files)), 'edited, read anew');
}

const shown = (workspace: Workspace): readonly string[] =>
  [...workspace.files.keys()].flatMap((uri) =>
    diagnose(workspace, uri).map(
      ({ at, code, severity, message }) =>
        `${at.uri} ${at.range.start}-${at.range.end} ${severity} ${code} ${displayMessage(message)}`,
    ),
  );

function checkAction({ files }: BrokenFile, action: CodeAction): void {
  const [about] = action.diagnostics ?? [];
  assert.ok(about, `"${action.title}" says of no diagnostic that it fixes it`);
  const fixed = afterAction(files, action);
  const changed = fixed.filter(([uri, text]) => new Map(files).get(uri) !== text);
  const context = () => inspect({ title: action.title, about, files, changed }, { depth: 4, maxStringLength: null });
  assert.ok(changed.length > 0, `changes nothing: ${context()}`);
  const [before, after] = [fresh(files), fresh(fixed)];
  const all = new Set(files.map(([uri]) => uri));
  const isSame = ({ code, message }: Diagnostic) =>
    code === about.code && (displayMessage(message) === about.message || action.title.startsWith('Fix all '));
  assert.ok(count(after, all, isSame) < count(before, all, isSame), `its finding stays: ${context()}`);
  const isAdded = ({ severity, code }: Diagnostic) =>
    severity === 'error' && (!Object.hasOwn(revealing, String(about.code)) || code === 'yaml/syntax');
  const own = about.severity === DiagnosticSeverity.Error && !Object.hasOwn(revealing, String(about.code)) ? 1 : 0;
  assert.ok(count(after, all, isAdded) + own <= count(before, all, isAdded), `adds an error: ${context()}`);
  assert.deepEqual(shown(withTexts(before, changed)), shown(after), `edited, read anew: ${context()}`);
}
