/**
 * Makes schemas/kubernetes/usage.json again: the built-in kinds, and the fields of each type, those first that most public
 * manifests set. `npx tsx schemas/generate/kubernetes/usage.ts OWNER/NAME=FOLDER…`, where each folder is a git repository with
 * manifests. Requires Go and its module proxy for the list of kinds.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { emptyWorkspace, type SourceFile, withTexts } from '../../../server/src/analysis/index.ts';
import {
  kubernetesFacts,
  type KubernetesPlace,
  rootPlace,
  stepInto,
} from '../../../server/src/analysis/schema/kubernetes-places.ts';
import type { YamlNode } from '../../../server/src/analysis/yaml/syntax/yaml-node.ts';

const { module, version } = kubernetesFacts.source;
const fields = new Map<string, Map<string, number>>();
const kinds = new Map<string, number>(builtInKinds().map((kind) => [kind, 0]));
const repositories = process.argv.slice(2).map(countRepository);
const usage = {
  source: { module, version, file: 'api/openapi-spec/swagger.json', repositories },
  kinds: ordered(kinds),
  fields: Object.fromEntries([...fields].sort().map(([type, counts]) => [type, ordered(counts).join(' ')])),
};
writeFileSync(new URL('../../kubernetes/usage.json', import.meta.url), `${JSON.stringify(usage, undefined, 2)}\n`);

/** `apiVersion/kind` of what a manifest can create: objects that have metadata. */
function builtInKinds(): string[] {
  const download = execFileSync('go', ['mod', 'download', '-json', `${module}@${version}`], { cwd: '/' });
  const { Dir } = JSON.parse(download.toString()) as { Dir: string };
  const { definitions } = JSON.parse(readFileSync(join(Dir, 'api/openapi-spec/swagger.json'), 'utf8')) as Swagger;
  return Object.values(definitions).flatMap((definition) => {
    const [one, ...others] = definition['x-kubernetes-group-version-kind'] ?? [];
    const isObject = definition.properties?.metadata?.$ref?.endsWith('.ObjectMeta');
    if (!one || others.length > 0 || !isObject || /alpha|beta/.test(one.version)) return [];
    return [`${one.group === '' ? '' : `${one.group}/`}${one.version}/${one.kind}`];
  });
}

interface Swagger {
  readonly definitions: Readonly<
    Record<
      string,
      {
        readonly properties?: { readonly metadata?: { readonly $ref?: string } };
        readonly 'x-kubernetes-group-version-kind'?: readonly { group: string; version: string; kind: string }[];
      }
    >
  >;
}

/** Counts the manifests of a repository. A file counts once for each field. */
function countRepository(argument: string): { name: string; commit: string; manifests: number } {
  const [name = '', folder = ''] = argument.split('=');
  const git = (...args: string[]): string =>
    execFileSync('git', ['--git-dir', folder, ...args], { maxBuffer: 256 * 1024 * 1024 }).toString();
  const paths = git('ls-tree', '-r', '--name-only', 'HEAD').split('\n');
  const texts = paths
    .filter((path) => /\.ya?ml$/.test(path))
    .map((path) => [`file:///${path}`, git('show', `HEAD:${path}`)] as const);
  const files = [...withTexts(emptyWorkspace(), texts).written.values()];
  for (const file of files) countFile(file);
  const manifests = files.reduce((sum, file) => sum + file.manifests.length, 0);
  return { name, commit: git('rev-parse', 'HEAD').trim(), manifests };
}

function countFile({ manifests }: SourceFile): void {
  const seen = new Set<string>();
  for (const { apiVersion, kind, root } of manifests) {
    const written = `${apiVersion}/${kind}`;
    if (kinds.has(written)) kinds.set(written, (kinds.get(written) ?? 0) + 1);
    const place = rootPlace(apiVersion, kind);
    if (place) countFields(root, place, seen);
  }
}

function countFields(node: YamlNode | undefined, place: KubernetesPlace, seen: Set<string>): void {
  if (node?.kind === 'seq')
    for (const item of node.items) {
      const next = stepInto(place, 0);
      if (next) countFields(item, next, seen);
    }
  if (node?.kind !== 'map') return;
  for (const { key, value } of node.entries) {
    const next = stepInto(place, key.text);
    if (!next) continue;
    const field = `${place.typeName}.${key.text}`;
    if (place.type && !seen.has(field)) count(place.typeName, key.text);
    seen.add(field);
    countFields(value, next, seen);
  }
}

function count(type: string, field: string): void {
  const counts = fields.get(type) ?? new Map<string, number>();
  fields.set(type, counts.set(field, (counts.get(field) ?? 0) + 1));
}

/** The most frequent first, otherwise by name. */
function ordered(counts: ReadonlyMap<string, number>): string[] {
  return [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([name]) => name);
}
