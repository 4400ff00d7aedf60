import { readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { grouped } from '../../server/src/analysis/text/grouped.ts';
import { readRows, textsBelow } from '../corpus/corpus.ts';
import type { Texts } from './probe.ts';

const repository = path.resolve(import.meta.dirname, '..', '..');

/** Our own manifests: the examples and the golden workspaces. */
export const goldenTexts = (): readonly Texts[] =>
  ['examples', 'test/golden'].flatMap((folder) => workspacesBelow(path.join(repository, folder), true));

/** Those of the corpus that the API server accepts. */
export function corpusWorkspaces(corpus: string): readonly Texts[] {
  const folder = path.join(corpus, 'kubernetes');
  const rows = readRows(path.join(folder, 'verdicts.csv')).filter(({ verdict }) => verdict === 'accepted');
  const accepted = new Set(rows.map(({ file = '' }) => pathToFileURL(path.join(folder, file)).href));
  const single = workspacesBelow(folder, false).filter(([text]) => text && accepted.has(text[0]));
  return [...workspacesBelow(path.join(corpus, 'manifests'), true), ...single];
}

/** @param asFolders each folder below is a workspace; otherwise each file */
export function workspacesBelow(folder: string, asFolders: boolean): readonly Texts[] {
  const texts = textsBelow(folder);
  if (!asFolders) return texts.map((one) => [one]);
  const folders = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const own = folders.map(({ name }) => {
    const prefix = `${pathToFileURL(path.join(folder, name)).href}/`;
    return texts.filter(([uri]) => uri.startsWith(prefix));
  });
  const loose = texts.filter((one) => !own.some((group) => group.includes(one)));
  return [...own, loose].filter((group) => group.length > 0);
}

/** Up to so many of each category, the same for the same seed. */
export function chosen<T extends { readonly site: { readonly category: string } }>(
  all: readonly T[],
  count: number,
  seed: number,
): readonly T[] {
  const groups = grouped(all.map((one) => [one.site.category, one] as const));
  return [...groups.values()].flatMap((group) => shuffled(group, seed).slice(0, count));
}

function shuffled<T>(all: readonly T[], seed: number): T[] {
  let state = seed;
  // A linear congruential generator, so that the choice is the same everywhere.
  const next = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0);
  return all
    .map((one) => ({ one, at: next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one);
}
