import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import {
  applyEdits,
  type FileEdits,
  prepareRename,
  references,
  rename,
  type Workspace,
  withTexts,
} from '../../server/src/analysis/index.ts';
import { walk } from '../../server/src/analysis/yaml/syntax/yaml-path.ts';
import { corpusFolder, textsBelow } from '../corpus/corpus.ts';
import { diagnosticsOf } from '../fixture/check.ts';
import { type Files, fresh } from '../fixture/applied-actions.ts';

/** Renames every name of the files. Fails if a rename adds or removes a problem, or if the way back leads elsewhere. */
function renameEverything(files: Files): number {
  const workspace = fresh(files);
  const before = problemsIn(workspace);
  const seen = new Set<string>();
  let count = 0;
  for (const { uri, offset } of placesIn(workspace)) {
    const found = prepareRename(workspace, uri, offset);
    if (!found || 'refused' in found) continue;
    const key = JSON.stringify(references(workspace, uri, offset, { includeDeclaration: true }));
    if (seen.has(key)) continue;
    seen.add(key);
    const edits = rename(workspace, uri, offset, /^\d+$/.test(found.name) ? '6543' : 'another-name');
    // The names of ports are short.
    if ('refused' in edits) continue;
    const after = applied(workspace, edits);
    assert.deepEqual(problemsIn(after), before, `${uri} ${found.name}`);
    const back = rename(after, uri, moved(edits, uri, offset), found.name);
    assert.ok(!('refused' in back), `${uri} ${found.name}: ${JSON.stringify(back)}`);
    // A targetPort that was added stays.
    if (edits.some((one) => one.edits.some(({ range }) => range.start === range.end))) continue;
    for (const [other, { text }] of applied(after, back).files)
      assert.equal(text, workspace.files.get(other)?.text, `${uri} ${found.name}`);
    count++;
  }
  return count;
}

/** The second character of each key and value, which may have a quote before it. */
function* placesIn(workspace: Workspace): Generator<{ uri: string; offset: number }> {
  for (const { uri, yaml, envoySources } of workspace.files.values())
    for (const root of [...yaml.documents.map((one) => one.root), ...envoySources.map(({ config }) => config.root)])
      for (const node of walk(root)) {
        if (node.kind === 'scalar') yield { uri, offset: (node.aliasRange ?? node.range).start + 1 };
        if (node.kind === 'map') for (const { key } of node.entries) yield { uri, offset: key.range.start + 1 };
      }
}

/** Errors and warnings. An information may depend on how similar names are, such as that of a missing ConfigMap. */
const problemsIn = (workspace: Workspace): readonly string[] =>
  diagnosticsOf(workspace)
    .filter(({ severity }) => severity === 'error' || severity === 'warning')
    .map(({ code }) => code)
    .sort();

const applied = (workspace: Workspace, edits: readonly FileEdits[]): Workspace =>
  withTexts(
    workspace,
    edits.map((one) => [one.uri, applyEdits(workspace.files.get(one.uri)?.text ?? '', one.edits)] as const),
  );

/** Where an offset in a changed name is afterwards. */
const moved = (edits: readonly FileEdits[], uri: string, offset: number): number =>
  (edits.find((one) => one.uri === uri)?.edits ?? []).reduce(
    (sum, { range, newText }) => (range.end < offset ? sum + newText.length - (range.end - range.start) : sum),
    offset,
  );

describe('rename', function () {
  this.timeout(120_000);
  const root = path.resolve(import.meta.dirname, '..', '..');
  const foldersIn = (folder: string) =>
    readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() ? [path.join(folder, entry.name)] : [],
    );

  it('changes every name of the examples and of the golden files, and back', () => {
    const folders = ['examples', 'test/golden'].flatMap((folder) => foldersIn(path.join(root, folder)));
    const count = folders.reduce((sum, folder) => sum + renameEverything(textsBelow(folder)), 0);
    assert.ok(count > 100, String(count));
  });

  if (!corpusFolder) return;
  const sets = path.join(corpusFolder, 'manifests');

  it('changes every name of manifests of others, and back', () => {
    const folders = foldersIn(sets).filter((_, i) => i % 10 === 0);
    const count = folders.reduce((sum, folder) => sum + renameEverything(textsBelow(folder)), 0);
    assert.ok(count > 20, String(count));
  });
});
