import path from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { textsBelow } from '../corpus/corpus.ts';
import type { Files } from '../fixture/applied-actions.ts';
import { groupsOfFiles, textsOfFiles } from './mutated-files.ts';
import { applyEdit, randomEdit } from './random-edit.ts';

/** The golden files, each folder of them together. */
function goldenGroups(): readonly Files[] {
  const folders = new Map<string, (readonly [string, string])[]>();
  for (const file of textsBelow(fileURLToPath(new URL('../golden', import.meta.url))))
    folders.set(path.dirname(file[0]), [...(folders.get(path.dirname(file[0])) ?? []), file]);
  return [...folders.values()];
}

const groups: readonly Files[] = [...goldenGroups(), ...groupsOfFiles];

/** A character of a text becomes another one, or a word is left out, repeated, or written in place of another one. */
interface Slip {
  readonly kind: 'byte' | 'drop word' | 'repeat word' | 'swap words' | 'foreign word';
  readonly at: number;
  readonly other: number;
}

const slip: fc.Arbitrary<Slip> = fc.record({
  kind: fc.constantFrom('byte', 'drop word', 'repeat word', 'swap words', 'foreign word'),
  at: fc.nat(1_000_000),
  other: fc.nat(1_000_000),
});

/** What YAML knows and what it does not, in one or two bytes of UTF-8. */
const bytes = [...Array.from({ length: 0x7f }, (_, i) => i), 0x85, 0xa0, 0xe9, 0xfeff, 0x2028, 0xd800].map((code) =>
  String.fromCharCode(code),
);

function applySlip(text: string, { kind, at, other }: Slip): string {
  const words = [...text.matchAll(/[\w.@/$-]+|[^\s\w]/g)];
  const word = words[at % words.length];
  const second = words[other % words.length];
  if (!word || !second) return text;
  const [start, end] = [word.index, word.index + word[0].length];
  switch (kind) {
    case 'byte': {
      const place = at % text.length;
      return text.slice(0, place) + (bytes[other % bytes.length] ?? '') + text.slice(place + (other % 2));
    }
    case 'drop word':
      return text.slice(0, start) + text.slice(end);
    case 'repeat word':
      return `${text.slice(0, end)} ${word[0]}${text.slice(end)}`;
    case 'swap words':
      return text.slice(0, start) + second[0] + text.slice(end);
    case 'foreign word': {
      const foreign = (textsOfFiles[other % textsOfFiles.length] ?? '').match(/\S+/g) ?? [];
      return text.slice(0, start) + (foreign[at % foreign.length] ?? '') + text.slice(end);
    }
  }
}

export interface BrokenFile {
  readonly uri: string;
  readonly original: string;
  readonly text: string;
  /** With the file. */
  readonly files: Files;
}

/** A file after up to eight changes of lines, words and bytes, with the files that belong to it. */
export const brokenFile: fc.Arbitrary<BrokenFile> = fc
  .record({
    group: fc.nat(groups.length - 1),
    file: fc.nat(1000),
    changes: fc.array(fc.oneof(slip, randomEdit), { minLength: 1, maxLength: 8 }),
  })
  .map(({ group, file, changes }) => {
    const files = groups[group] ?? [];
    const [uri, original] = files[file % files.length] ?? ['', ''];
    const text = changes.reduce(
      (before, change) => ('size' in change ? applyEdit(before, change, textsOfFiles) : applySlip(before, change)),
      original,
    );
    const changed = files.map(([name, old]) => [name, name === uri ? text : old] as const);
    return { uri, original, text, files: changed };
  });
