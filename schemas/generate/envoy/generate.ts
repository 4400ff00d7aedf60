/**
 * Generates schemas/envoy: `npx tsx schemas/generate/envoy/generate.ts`. Requires Go with its module proxy, and Python 3 with pip
 * on x86-64 Linux. The Envoy binaries are started for a moment, one after the other, with only an admin socket.
 */
import { writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { EnvoyFacts, EnvoyVersions } from '../../../server/src/analysis/schema/envoy-model.ts';
import { compareVersions } from './compare-versions.ts';
import { declareFacts, printFacts } from './print-facts.ts';
import { type Api, readApi } from './read-api.ts';
import { readExtensions } from './read-extensions.ts';
import { withBinary } from './run-binary.ts';
import { selectFacts, v2Types } from './select-facts.ts';
import { apiReleases, contribRelease, envoyPackage, envoyReleases } from './sources-of-facts.ts';

const apis = apiReleases.map(readApi);
const newest = apis.at(-1);
if (!newest) throw new Error('No release of the API is named.');
const extensions = [];
for (const version of envoyReleases) extensions.push({ version, rows: await withBinary(version, readExtensions) });
const rows = extensions.at(-1)?.rows ?? [];

const facts: EnvoyFacts = {
  source: {
    modules: newest.source,
    binary: { package: envoyPackage, version: envoyReleases.at(-1) ?? '' },
    contrib: contribRelease,
  },
  ...selectFacts(newest, rows),
  extensions: rows,
  v2: v2Types(newest, rows),
  contrib: contribTypes(readApi({ version: '', ...contribRelease }), newest),
};
const versions: EnvoyVersions = {
  source: {
    modules: apis.flatMap(({ source }) => source[0] ?? []),
    binaries: envoyReleases.map((version) => ({ package: envoyPackage, version })),
  },
  api: apiReleases.map(({ version }) => version),
  extensions: envoyReleases.map((version) => version.replace(/\.\d+$/, '')),
  changes: compareVersions(apis, extensions, facts),
};
write('facts', 'facts', 'EnvoyFacts', facts);
write('versions', 'versions', 'EnvoyVersions', versions);

function write(file: string, name: string, type: string, content: object): void {
  const folder = new URL('../../envoy/', import.meta.url);
  const printed = printFacts(name, content);
  const kibibytes = (text: string | Buffer): number => Math.ceil(text.length / 1024);
  console.log(`${file}.js: ${kibibytes(printed)} KiB, compressed ${kibibytes(gzipSync(printed, { level: 9 }))} KiB`);
  writeFileSync(new URL(`${file}.js`, folder), printed);
  writeFileSync(new URL(`${file}.d.ts`, folder), declareFacts(name, type));
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
