import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import type { KubeTarget } from './kube-cluster-port.ts';

/** The user's kubeconfig: several files, merged as kubectl does, and the current context. */
export interface Kubeconfig {
  /** The merged kubeconfig as JSON, with absolute paths. It may contain credentials and is never shown or logged. */
  readonly merged: string;
  readonly files: readonly string[];
  /** The current context. Its namespace is `default` if none is set. */
  readonly target: KubeTarget;
  /** Every context with a cluster, by name, for objects that were deployed with another context. */
  readonly targets: ReadonlyMap<string, KubeTarget>;
}

export type KubeconfigProblem =
  | { readonly kind: 'none'; readonly looked: readonly string[] }
  | { readonly kind: 'unreadable'; readonly file: string; readonly detail: string }
  | { readonly kind: 'no-current-context'; readonly files: readonly string[] }
  | { readonly kind: 'unknown-context'; readonly context: string; readonly files: readonly string[] }
  | { readonly kind: 'no-cluster'; readonly context: string; readonly files: readonly string[] };

/** Where to find a kubeconfig. Injected, so that tests do not need a home folder. */
export interface KubeconfigSources {
  /** The setting `envoySidecar.kubeconfig`, or empty. `~` is the home folder. */
  readonly setting: string;
  /** The environment variable KUBECONFIG: a list of files. */
  readonly variable: string | undefined;
  readonly home: string;
}

export function kubeconfigSources(setting: string): KubeconfigSources {
  return { setting, variable: process.env.KUBECONFIG, home: os.homedir() };
}

/**
 * Loads the kubeconfig from the setting, otherwise from KUBECONFIG, otherwise from `~/.kube/config`. Without a file
 * there is no cluster. As with kubectl, the first file that defines a name takes precedence, and missing files of
 * KUBECONFIG are skipped.
 */
export function loadKubeconfig(sources: KubeconfigSources): Kubeconfig | KubeconfigProblem {
  const candidates = candidateFiles(sources);
  const documents: KubeconfigFile[] = [];
  for (const file of candidates) {
    const read = readKubeconfigFile(file);
    if (read === undefined) continue;
    if ('kind' in read) return read;
    documents.push(read);
  }
  if (documents.length === 0) return { kind: 'none', looked: candidates };
  return selectContext(documents);
}

export function isKubeconfigProblem(loaded: Kubeconfig | KubeconfigProblem): loaded is KubeconfigProblem {
  return 'kind' in loaded;
}

/** The files that `loadKubeconfig` reads, even if they do not exist, for watching them. */
export function candidateFiles({ setting, variable, home }: KubeconfigSources): readonly string[] {
  if (setting) return [path.resolve(home, setting.replace(/^~(?=$|[/\\])/, home))];
  const listed = (variable ?? '').split(path.delimiter).filter((file) => file !== '');
  return listed.length > 0 ? [...new Set(listed)] : [path.join(home, '.kube', 'config')];
}

interface KubeconfigFile {
  readonly file: string;
  readonly content: Readonly<Record<string, unknown>>;
}

function readKubeconfigFile(file: string): KubeconfigFile | KubeconfigProblem | undefined {
  try {
    const content: unknown = parse(fs.readFileSync(file, 'utf8'));
    // kubectl treats an empty file as an empty kubeconfig.
    if (content === null || content === undefined) return { file, content: {} };
    if (isRecord(content)) return { file, content };
    return { kind: 'unreadable', file, detail: 'it is not a kubeconfig' };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    // From the second line on, the parser's message quotes the text of the file, which may be a key.
    const detail = error instanceof Error ? (error.message.split('\n')[0] ?? '').replace(/:$/, '') : String(error);
    return { kind: 'unreadable', file, detail };
  }
}

function selectContext(documents: readonly KubeconfigFile[]): Kubeconfig | KubeconfigProblem {
  const files = documents.map(({ file }) => file);
  const clusters = mergeNamed(documents, 'clusters', 'cluster', ['certificate-authority']);
  const users = mergeNamed(documents, 'users', 'user', ['client-certificate', 'client-key', 'tokenFile']);
  const contexts = mergeNamed(documents, 'contexts', 'context', []);
  const current = documents.map(({ content }) => content['current-context']).find((name) => name);
  if (typeof current !== 'string') return { kind: 'no-current-context', files };
  const targets = new Map<string, KubeTarget>();
  for (const { name, value } of contexts) {
    const server = clusters.find((cluster) => cluster.name === value.cluster)?.value.server;
    if (typeof server !== 'string' || server === '') continue;
    const namespace = typeof value.namespace === 'string' && value.namespace ? value.namespace : 'default';
    // The client library removes the slash as well.
    targets.set(name, { context: name, server: server.replace(/\/$/, ''), namespace });
  }
  const target = targets.get(current);
  if (!contexts.some(({ name }) => name === current)) return { kind: 'unknown-context', context: current, files };
  if (!target) return { kind: 'no-cluster', context: current, files };
  const merged = JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': current,
    // The client library rejects a file with one unusable entry, so unusable entries are removed.
    clusters: clusters.filter(({ value }) => value.server).map(({ name, value }) => ({ name, cluster: value })),
    users: users.map(({ name, value }) => ({ name, user: value })),
    contexts: contexts.filter(({ name }) => targets.has(name)).map(({ name, value }) => ({ name, context: value })),
  });
  return { merged, files, target, targets };
}

interface NamedEntry {
  readonly name: string;
  readonly value: Readonly<Record<string, unknown>>;
}

/** The entries of all files; the first one with a name is used. Relative paths are relative to their file. */
function mergeNamed(
  documents: readonly KubeconfigFile[],
  list: string,
  key: string,
  pathFields: readonly string[],
): readonly NamedEntry[] {
  const entries = new Map<string, NamedEntry>();
  for (const { file, content } of documents) {
    const items = content[list];
    for (const item of Array.isArray(items) ? items : []) {
      if (!isRecord(item) || typeof item.name !== 'string' || entries.has(item.name)) continue;
      const value = isRecord(item[key]) ? absolutePaths(item[key], path.dirname(path.resolve(file)), pathFields) : {};
      entries.set(item.name, { name: item.name, value });
    }
  }
  return [...entries.values()];
}

function absolutePaths(value: Readonly<Record<string, unknown>>, folder: string, fields: readonly string[]) {
  const changed: Record<string, unknown> = { ...value };
  for (const field of fields) {
    const file = value[field];
    if (typeof file === 'string' && file !== '') changed[field] = path.resolve(folder, file);
  }
  const exec = value.exec;
  // As in kubectl, a command with a folder is relative to the kubeconfig, and a bare name is searched on the PATH.
  if (isRecord(exec) && typeof exec.command === 'string' && /[/\\]/.test(exec.command)) {
    changed.exec = { ...exec, command: path.resolve(folder, exec.command) };
  }
  return changed;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
