import { readFileSync } from 'node:fs';
import { rejections } from './ask-listeners.ts';
import { managerOf } from './read-formats.ts';

/**
 * The names of scripts and general categories that a binary knows in `\p{…}` of a regular expression: those among the words in it, and
 * all of one or two letters.
 */
export async function readUnicodeGroups(binary: string): Promise<string[]> {
  const words = [...new Set([...shortNames(), ...wordsIn(binary)])].sort();
  const said = await rejections(binary, new Map(words.map((name) => [name, withRegex(`\\p{${name}}`)])));
  // A group that makes the program too large is known all the same.
  return words.filter((name) => !/invalid character class/.test(said.get(name) ?? ''));
}

const letters = (first: string): string[] =>
  Array.from({ length: 26 }, (_, i) => String.fromCharCode(first.charCodeAt(0) + i));

const shortNames = (): string[] => letters('A').flatMap((one) => [one, ...letters('a').map((two) => one + two)]);

/** Names of scripts: words that begin with a capital, with bars between them. */
function wordsIn(binary: string): string[] {
  const runs = readFileSync(binary)
    .toString('latin1')
    .matchAll(/([A-Z][a-z]+(?:[A-Z][a-z]+)?(?:_[A-Z][a-z]*)*)\0/g);
  return [...runs].map(([, run = '']) => run);
}

const withRegex = (regex: string): object =>
  managerOf({
    virtual_hosts: [
      {
        name: 'a',
        domains: ['*'],
        routes: [{ match: { safe_regex: { regex } }, direct_response: { status: 200 } }],
      },
    ],
  });

/** The names that all versions know. Throws if they differ, because nothing reads such facts yet. */
export function commonGroups(
  versions: readonly { readonly minor: string; readonly unicode: readonly string[] }[],
): string[] {
  const [first, ...others] = versions;
  const known = (first?.unicode ?? []).join(' ');
  const other = others.find(({ unicode }) => unicode.join(' ') !== known);
  if (other) throw new Error(`The Unicode groups of Envoy ${other.minor} are not those of the oldest version.`);
  return [...(first?.unicode ?? [])];
}
