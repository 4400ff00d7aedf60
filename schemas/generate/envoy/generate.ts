/**
 * Generates schemas/envoy: `npm run generate -- --facts`. With `--check`, it changes nothing and exits with 1 if a file is out of date.
 * Requires Go with its module proxy, and Python 3 with pip on x86-64 Linux. The Envoy binaries are started for a moment, one after the
 * other. They bind no port.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { EnvoyFacts, EnvoyVersions } from '../../../server/src/analysis/schema/envoy-model.ts';
import { compareVersions } from './compare-versions.ts';
import { declareFacts, printFacts } from './print-facts.ts';
import { type Api, readApi } from './read-api.ts';
import { readExtensions } from './read-extensions.ts';
import { formatHistory, readFormats } from './read-formats.ts';
import { commonGroups, readUnicodeGroups } from './read-unicode.ts';
import { withBinary } from './run-binary.ts';
import { protoFiles } from './proto-files.ts';
import { selectFacts, v2Types } from './select-facts.ts';
import { apiReleases, contribRelease, envoyPackage, envoyReleases } from './sources-of-facts.ts';

const apis = apiReleases.map(readApi);
const newest = apis.at(-1);
if (!newest) throw new Error('No release of the API is named.');
const binaries = [];
for (const version of envoyReleases) {
  const minor = version.replace(/\.\d+$/, '');
  const known = await withBinary(version, async (binary) => ({
    rows: await readExtensions(binary),
    formats: await readFormats(binary),
    unicode: await readUnicodeGroups(binary),
  }));
  binaries.push({ version, minor, ...known });
}
const rows = binaries.at(-1)?.rows ?? [];

const facts: EnvoyFacts = {
  source: {
    modules: newest.source,
    binary: { package: envoyPackage, version: envoyReleases.at(-1) ?? '' },
    contrib: contribRelease,
  },
  ...selectFacts(newest, rows),
  extensions: rows,
  v2: v2Types(newest, rows),
  formats: formatHistory(binaries),
  unicode: commonGroups(binaries),
  files: protoFiles(newest),
  contrib: contribTypes(readApi({ version: '', ...contribRelease }), newest),
};
const versions: EnvoyVersions = {
  source: {
    modules: apis.flatMap(({ source }) => source[0] ?? []),
    binaries: envoyReleases.map((version) => ({ package: envoyPackage, version })),
  },
  api: apiReleases.map(({ version }) => version),
  extensions: binaries.map(({ minor }) => minor),
  changes: compareVersions(apis, binaries, facts),
};
write('facts', 'facts', 'EnvoyFacts', facts);
write('versions', 'versions', 'EnvoyVersions', versions);

function write(file: string, name: string, type: string, facts: object): void {
  const folder = new URL('../../envoy/', import.meta.url);
  const printed = printFacts(name, facts);
  const kibibytes = (text: string | Buffer): number => Math.ceil(text.length / 1024);
  console.log(`${file}.js: ${kibibytes(printed)} KiB, compressed ${kibibytes(gzipSync(printed, { level: 9 }))} KiB`);
  for (const [path, content] of [
    [new URL(`${file}.js`, folder), printed],
    [new URL(`${file}.d.ts`, folder), declareFacts(name, type)],
  ] as const) {
    if (!process.argv.includes('--check')) writeFileSync(path, content);
    else if (readFileSync(path, 'utf8') !== content) process.exitCode = 1;
  }
}

/**
 * The messages of contrib that are allowed in a `typed_config`: those of extensions in packages that the API itself does not
 * have. The contrib module imports the API, so the input contains all of it.
 */
function contribTypes({ messages }: Api, api: Api): string[] {
  const packageOf = (name: string): string => /^[a-z\d_.]+(?=\.[A-Z])/.exec(name)?.[0] ?? '';
  const known = new Set(Object.keys(api.messages).map(packageOf));
  return Object.keys(messages)
    .filter((name) => /^envoy\.extensions\.[a-z\d_.]+\.[A-Z]\w*$/.test(name) && !known.has(packageOf(name)))
    .sort();
}
