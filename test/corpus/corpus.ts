import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** The corpus that lies beside the checkout on the makers' machines; it is other people's and not part of the repository. */
const folder = fileURLToPath(new URL('../../../shared/corpus', import.meta.url));

/** The corpus's folder, or undefined: then a test says so and checks nothing. */
export const corpusFolder = existsSync(folder) ? folder : undefined;

export type Row = Readonly<Record<string, string>>;

/** Reads a CSV file with quoted cells. */
export function readRows(file: string): Row[] {
  const cells = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r?\n|$)/g;
  const table: string[][] = [[]];
  const text = readFileSync(file, 'utf8');
  for (const match of text.matchAll(cells)) {
    if (match.index >= text.length) break;
    const cell = match[1] ?? '';
    table.at(-1)?.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
    if (match[2] !== ',') table.push([]);
  }
  const [head = [], ...body] = table.filter((row) => row.length > 1);
  return body.map((row) => Object.fromEntries(head.map((name, i) => [name, row[i] ?? ''])));
}

/** The YAML and JSON files below a folder, with their URIs. */
export function textsBelow(below: string): (readonly [uri: string, text: string])[] {
  return readdirSync(below, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ya?ml|json)$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map((file) => [pathToFileURL(file).href, readFileSync(file, 'utf8')] as const);
}
