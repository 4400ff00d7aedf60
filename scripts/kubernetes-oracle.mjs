// @ts-check
// The API server's own validation as a program, which is built once for each state of its sources.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { cacheFolder, installOnce } from './cache.mjs';
import { capture, run } from './run-command.mjs';
import { root } from './set-up.mjs';

const sources = path.join(root, 'test', 'kubernetes-oracle', 'server');
/** The version in its go.mod. */
const ownVersion = /k8s\.io\/kubernetes (v\S+)/.exec(fs.readFileSync(path.join(sources, 'go.mod'), 'utf8'))?.[1] ?? '';

/**
 * Compares `check` with the program and leaves counts. Where the program cannot be built, it says why and counts one as skipped.
 * @param {string} counts the file for the counts
 * @param {readonly string[]} options those of the comparison; `--version V` for the code of another version, such as `v1.31.14`
 */
export async function compareWithServer(counts, options) {
  const at = options.indexOf('--version');
  const version = (at < 0 ? undefined : options[at + 1]) ?? ownVersion;
  const others = at < 0 ? options : options.toSpliced(at, 2);
  const server = await buildServer(version);
  if (!server) {
    fs.writeFileSync(counts, JSON.stringify({ passed: 0, failed: 0, skipped: 1 }));
    return 0;
  }
  const comparison = path.join(root, 'test', 'kubernetes-oracle', 'agreement.ts');
  return run(process.execPath, ['--import=tsx', comparison, '--server', server, '--version', version, ...others], {
    cwd: root,
    env: { ...process.env, TEST_COUNTS: counts },
  });
}

const program = process.platform === 'win32' ? 'server.exe' : 'server';

/** The path of the program of our own version if it has been built. */
export function builtServer() {
  const file = path.join(cacheFolder(folderOf(ownVersion)), program);
  return fs.existsSync(file) ? file : undefined;
}

/**
 * The path of the program; undefined without Go or its module proxy.
 * @param {string} version
 */
export async function buildServer(version = ownVersion) {
  if (capture('go', ['version']).status !== 0) {
    process.stdout.write('Nothing was compared with Kubernetes: Go is not installed here.\n');
    return undefined;
  }
  try {
    const folder = await installOnce(folderOf(version), async (building) => {
      process.stderr.write(`Building the validation of the API server ${version} (once, some minutes)\n`);
      const cwd = version === ownVersion ? sources : sourcesFor(version, building);
      runGo(['build', '-o', path.join(building, program), '.'], cwd);
    });
    return path.join(folder, program);
  } catch (error) {
    process.stdout.write(
      `Nothing was compared with Kubernetes: its modules could not be built.\n${error instanceof Error ? error.message : error}\n`,
    );
    return undefined;
  }
}

/**
 * The sources in a folder of their own, with the modules of a version.
 * @param {string} version
 * @param {string} building
 */
function sourcesFor(version, building) {
  const folder = path.join(building, 'sources');
  fs.cpSync(sources, folder, { recursive: true, filter: (file) => !/go\.(mod|sum)$/.test(file) });
  fs.writeFileSync(path.join(folder, 'go.mod'), modulesOf(version));
  runGo(['mod', 'tidy'], folder);
  return folder;
}

/**
 * A go.mod with Kubernetes. The modules that are released with it have the same version, but from v0.
 * @param {string} version
 */
function modulesOf(version) {
  const { GoMod } = JSON.parse(runGo(['mod', 'download', '-json', `k8s.io/kubernetes@${version}`], '/'));
  const theirs = fs.readFileSync(GoMod, 'utf8');
  const beside = new Set(
    [...theirs.matchAll(/^\s*(k8s\.io\/\S+) (?:v0\.0\.0(?:\s|$)|=> \.)/gm)].map((match) => match[1]),
  );
  return [
    'module envoy-sidecar/kubernetes-oracle',
    /^go .*$/m.exec(theirs)?.[0],
    `require k8s.io/kubernetes ${version}`,
    ...[...beside].map((name) => `replace ${name} => ${name} ${version.replace('v1', 'v0')}`),
    '',
  ].join('\n');
}

/**
 * What Go prints.
 * @param {readonly string[]} args
 * @param {string} cwd
 */
function runGo(args, cwd) {
  const { status, stdout, stderr } = capture('go', args, { cwd });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

/**
 * The folder of the program in the cache.
 * @param {string} version
 */
function folderOf(version) {
  const hash = createHash('sha256');
  for (const file of fs.readdirSync(sources).sort())
    hash.update(file).update(fs.readFileSync(path.join(sources, file)));
  const other = version === ownVersion ? '' : `-${version}`;
  return `kubernetes-oracle-${hash.digest('hex').slice(0, 16)}${other}`;
}
