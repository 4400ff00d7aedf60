import path from 'node:path';
import fc from 'fast-check';
import { emptyWorkspace, type Workspace, withTexts } from '../../server/src/analysis/index.ts';
import { corpusFolder, textsBelow } from '../corpus/corpus.ts';
import type { Files } from '../fixture/applied-actions.ts';
import { parseFixture } from '../fixture/parse-fixture.ts';
import { applyEdit, randomEdit } from './random-edit.ts';

/** A file after random edits, with the files that belong to it, itself among them. */
export interface MutatedFile {
  readonly uri: string;
  readonly text: string;
  readonly files: Files;
  readonly workspace: Workspace;
}

/** Longer texts would leave time for few of them. */
const MAX_LENGTH = 12_000;

/** A pod, its config and its Service. Each of them may be edited. */
const stock: Files = parseFixture(
  ['seed-envoy', 'seed-pod', 'seed-service'].map((name) => `#- /${name}.yaml stock:${name}`).join('\n'),
).map(({ uri, text }) => [uri, text] as const);

/** Files of the corpus: alone, or in the set of a workload. */
export const groupsOfFiles: readonly Files[] = [stock, ...(corpusFolder ? corpusGroups(corpusFolder) : [])];

function corpusGroups(folder: string): Files[] {
  const alone = ['bootstraps', 'mutants', 'kubernetes'].flatMap((part) =>
    textsBelow(path.join(folder, part)).map((file) => [file]),
  );
  const sets = new Map<string, (readonly [string, string])[]>();
  for (const file of textsBelow(path.join(folder, 'manifests'))) {
    const set = /\/manifests\/([^/]+)\//.exec(file[0])?.[1] ?? '';
    sets.set(set, [...(sets.get(set) ?? []), file]);
  }
  return [...alone, ...sets.values()].filter((files) => files.every(([, text]) => text.length < MAX_LENGTH));
}

/** The origin of the files, for the title of the test. */
export const originOfFiles = corpusFolder
  ? `${groupsOfFiles.length} files and sets of the corpus and of our own`
  : 'files of our own, since the corpus does not lie beside this checkout';

/** The texts of all files, whose lines edits paste. */
export const textsOfFiles = groupsOfFiles.flatMap((files) => files.map(([, text]) => text));

/** A file with up to three edits; `fc` shrinks them. */
export const mutatedFile: fc.Arbitrary<MutatedFile> = fc
  .record({
    group: fc.nat(groupsOfFiles.length - 1),
    file: fc.nat(1000),
    edits: fc.array(randomEdit, { maxLength: 3 }),
  })
  .map(({ group, file, edits }) => {
    const files = groupsOfFiles[group] ?? stock;
    const [uri, original] = files[file % files.length] ?? ['', ''];
    const text = edits.reduce((before, edit) => applyEdit(before, edit, textsOfFiles), original);
    const edited = files.map(([name, old]) => [name, name === uri ? text : old] as const);
    const workspace = withTexts(emptyWorkspace(), edited);
    // A failed property prints this in place of all files with all that was read from them.
    return { uri, text, files: edited, workspace, [fc.toStringMethod]: () => `${uri} after ${fc.stringify(edits)}` };
  });

/** The number of files. A release requires `PROPERTY_RUNS=5000`. */
export const runs = (usual: number): number => Number(process.env.PROPERTY_RUNS ?? usual);

/** The same files at every run, so that a change of the code is what fails; `PROPERTY_SEED=N` tries others. */
export const seed = Number(process.env.PROPERTY_SEED ?? 1);
