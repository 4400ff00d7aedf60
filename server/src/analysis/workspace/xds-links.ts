import type { FileSubscription } from '../envoy/file-subscriptions.ts';
import { attempt, type OnFailure } from '../text/attempt.ts';
import { lazy } from '../text/lazy.ts';
import type { YamlScalar } from '../yaml/syntax/yaml-node.ts';
import type { EnvoySource } from './envoy-source.ts';
import type { SourceFile } from './source-file.ts';
import { commonSuffix, fileName, folderOf, nearest, reversedSegments } from './uri-path.ts';

/** A config that has Envoy read resources from a file, and that file in the workspace, or the key of the config's own ConfigMap. */
export interface XdsLink {
  readonly file: SourceFile;
  readonly source: EnvoySource;
  readonly subscription: FileSubscription;
  readonly target: SourceFile;
  /** What is read there, if anything. */
  readonly resources: EnvoySource | undefined;
}

/** The files that bootstraps and xDS files refer to by path, if it is clear which file in the workspace is meant. */
export const xdsLinks = (files: ReadonlyMap<string, SourceFile>, onFailure?: OnFailure): readonly XdsLink[] =>
  linksOf([...files.values()], candidatesIn(files), onFailure);

/**
 * The xDS files that are not recognized by their content but that a config refers to. Such a file may refer to others.
 * @param earlier those of the previous snapshot; unchanged entries are the same objects
 */
export function namedFiles(
  files: ReadonlyMap<string, SourceFile>,
  earlier: ReadonlyMap<string, SourceFile>,
  read: (file: SourceFile, earlier: SourceFile | undefined) => SourceFile,
  onFailure?: OnFailure,
): ReadonlyMap<string, SourceFile> {
  const named = new Map<string, SourceFile>();
  if (![...files.values()].some(({ kind }) => kind === 'other')) return named;
  const candidates = candidatesIn(files);
  for (let naming = [...files.values()]; naming.length > 0; ) {
    const found = linksOf(naming, candidates, onFailure).filter(({ target }) => target.kind === 'other');
    naming = [];
    for (const { target } of found) {
      if (named.has(target.uri)) continue;
      const known = earlier.get(target.uri);
      const file = known?.text === target.text ? known : read(target, known);
      named.set(target.uri, file);
      naming.push(file);
    }
  }
  return named;
}

/** Files that may be read as resources, by name, with split paths. Most workspaces never need them. */
type Candidates = () => ReadonlyMap<string, readonly Candidate[]>;

interface Candidate {
  readonly file: SourceFile;
  readonly segments: readonly string[];
}

const candidatesIn = (files: ReadonlyMap<string, SourceFile>): Candidates =>
  lazy(() => {
    const byName = new Map<string, Candidate[]>();
    for (const file of files.values()) {
      const segments = reversedSegments(file.uri);
      const name = segments[0] ?? '';
      const same = byName.get(name) ?? [];
      same.push({ file, segments });
      byName.set(name, same);
    }
    return byName;
  });

const linksOf = (files: readonly SourceFile[], candidates: Candidates, onFailure?: OnFailure): XdsLink[] =>
  files.flatMap((file) =>
    attempt(onFailure, { uri: file.uri, what: 'following file subscriptions' }, [], () => linksFrom(file, candidates)),
  );

const linksFrom = (file: SourceFile, candidates: Candidates): XdsLink[] =>
  file.envoySources.flatMap((source) =>
    source.fileSubscriptions().flatMap((subscription) => {
      const path = subscription.path.value;
      const found = source.scalar ? keyBeside(path, file, source.scalar) : fileAt(path, file, candidates);
      return found ? [{ file, source, subscription, ...found }] : [];
    }),
  );

type Target = Pick<XdsLink, 'target' | 'resources'>;

/** The key of the ConfigMap with the config, because the keys of one ConfigMap are mounted into one folder. */
function keyBeside(path: string, file: SourceFile, scalar: YamlScalar): Target | undefined {
  const keys = file.manifests
    .flatMap(({ configMap }) => configMap?.keys ?? [])
    .find((candidates) => [...candidates.values()].some(({ value }) => value === scalar));
  const value = keys?.get(fileName(path))?.value;
  const resources = value && file.envoySources.find((source) => source.scalar === value);
  return resources?.form === 'discovery' ? { target: file, resources } : undefined;
}

/** The longest path suffix, then the nearest folder; only where exactly one fits. */
function fileAt(path: string, naming: SourceFile, candidates: Candidates): Target | undefined {
  const wanted = reversedSegments(path);
  const possible = (candidates().get(wanted[0] ?? '') ?? []).filter(
    ({ file, segments }) => file.uri !== naming.uri && isMeant(file, commonSuffix(segments, wanted), naming),
  );
  const longest = Math.max(...possible.map(({ segments }) => commonSuffix(segments, wanted)));
  const best = possible.filter(({ segments }) => commonSuffix(segments, wanted) === longest);
  const found = nearest(naming.uri, best, ({ file }) => file.uri);
  const [only, ...others] = found;
  if (!only || others.length > 0) return undefined;
  return { target: only.file, resources: only.file.envoySources.find(({ scalar }) => !scalar) };
}

/**
 * A file with the same name may belong to another project. It is used if the name of its folder matches too, or if it
 * is near the config; it must be in the same folder if its content is not recognized. Manifests, templates and
 * bootstraps do not contain resources, even if a config refers to them.
 */
function isMeant(file: SourceFile, shared: number, naming: SourceFile): boolean {
  const folder = folderOf(naming.uri);
  if (file.kind === 'other') return shared > 1 || folderOf(file.uri) === folder;
  const isPart = file.kind === 'envoy' && file.envoySources.every(({ form }) => form === 'discovery');
  return isPart && (shared > 1 || file.uri.startsWith(folder));
}
