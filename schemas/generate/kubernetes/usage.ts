/**
 * Makes schemas/kubernetes/usage.json again: the built-in kinds, and the fields of each type, those first that most public
 * manifests set. `npx tsx schemas/generate/kubernetes/usage.ts OWNER/NAME=FOLDER…`, where each folder is the `.git` of a
 * repository with manifests. Requires Go and its module proxy for the list of kinds and types.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { emptyWorkspace, type SourceFile, withTexts } from '../../../server/src/analysis/index.ts';
import { kubernetesFacts } from '../../../server/src/analysis/schema/kubernetes-places.ts';
import type { YamlNode } from '../../../server/src/analysis/yaml/syntax/yaml-node.ts';
import type { OpenApiSchema } from './extract-facts.ts';
import { type KindDefinition, stableKinds } from './stable-kinds.ts';

const { module, version } = kubernetesFacts.source;
const definitions = readDefinitions();
const fields = new Map<string, Map<string, number>>();
/** `apiVersion/kind` of what a manifest can create, with its definition and the number of manifests. */
const kinds = new Map(stableKinds(definitions).map((kind) => [kind.name, { ...kind, count: 0 }]));
const repositories = process.argv.slice(2).map(countRepository);
const usage = {
  source: { module, version, file: 'api/openapi-spec/swagger.json', repositories },
  kinds: ordered([...kinds].map(([name, { count }]) => [name, count])),
  fields: Object.fromEntries([...fields].sort().map(([type, counts]) => [type, ordered([...counts]).join(' ')])),
};
writeFileSync(new URL('../../kubernetes/usage.json', import.meta.url), `${JSON.stringify(usage, undefined, 2)}\n`);

function readDefinitions(): Readonly<Record<string, KindDefinition>> {
  const download = execFileSync('go', ['mod', 'download', '-json', `${module}@${version}`], { cwd: '/' });
  const { Dir } = JSON.parse(download.toString()) as { Dir: string };
  const swagger = JSON.parse(readFileSync(join(Dir, 'api/openapi-spec/swagger.json'), 'utf8'));
  return (swagger as { definitions: Record<string, KindDefinition> }).definitions;
}

/** Counts the manifests of a repository. A file counts once for each field, and all files of a repository together as one. */
function countRepository(argument: string): { name: string; commit: string; manifests: number } {
  const [name = '', folder = ''] = argument.split('=');
  const git = (args: readonly string[], input = ''): Buffer =>
    execFileSync('git', ['--git-dir', folder, ...args], { input, maxBuffer: 1024 ** 3 });
  const paths = git(['ls-tree', '-r', '--name-only', 'HEAD']).toString().split('\n');
  const manifestPaths = paths.filter((path) => /\.ya?ml$/.test(path));
  const contents = git(['cat-file', '--batch'], manifestPaths.map((path) => `HEAD:${path}\n`).join(''));
  const texts = textsOf(contents).map((text, i) => [`file:///${manifestPaths[i]}`, text] as const);
  const files = [...withTexts(emptyWorkspace(), texts).written.values()];
  const written = files.filter((file) => file.manifests.length > 0);
  for (const file of written) countFile(file, 1 / written.length);
  const manifests = files.reduce((sum, file) => sum + file.manifests.length, 0);
  return { name, commit: git(['rev-parse', 'HEAD']).toString().trim(), manifests };
}

/** The texts in the output of `git cat-file --batch`: a line with the size at its end, the text, and a line break. */
function textsOf(contents: Buffer): string[] {
  const texts: string[] = [];
  for (let at = 0; at < contents.length; ) {
    const start = contents.indexOf('\n', at) + 1;
    const size = Number(contents.toString('utf8', at, start).trim().split(' ').at(-1));
    texts.push(contents.toString('utf8', start, start + size));
    at = start + size + 1;
  }
  return texts;
}

function countFile({ manifests }: SourceFile, weight: number): void {
  const seen = new Set<string>();
  for (const { apiVersion, kind, root } of manifests) {
    const known = kinds.get(`${apiVersion}/${kind}`);
    if (!known) continue;
    known.count++;
    findFields(root, { $ref: known.definition }, seen);
  }
  for (const written of seen) count(written, weight);
}

/** Adds `Type.field` for each field below a node. */
function findFields(node: YamlNode | undefined, schema: OpenApiSchema, seen: Set<string>): void {
  if (node?.kind === 'seq' && schema.items) for (const item of node.items) findFields(item, schema.items, seen);
  if (node?.kind !== 'map') return;
  const name = schema.$ref?.slice(schema.$ref.lastIndexOf('/') + 1) ?? '';
  const type = name.slice(name.lastIndexOf('.') + 1);
  for (const { key, value } of node.entries) {
    const next = schema.additionalProperties ?? definitions[name]?.properties?.[key.text];
    if (!next) continue;
    if (type !== '') seen.add(`${type}.${key.text}`);
    findFields(value, next, seen);
  }
}

function count(written: string, weight: number): void {
  const [type = '', field = ''] = written.split('.');
  const counts = fields.get(type) ?? new Map<string, number>();
  fields.set(type, counts.set(field, (counts.get(field) ?? 0) + weight));
}

/** The most frequent first, otherwise by name. */
function ordered(counts: readonly (readonly [string, number])[]): string[] {
  return [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([name]) => name);
}
