// `npm run coverage` runs the unit tests and prints which share of the lines of each file they execute, the lowest first.
// `npm run coverage -- 'test/yaml/**/*.test.ts'` runs these tests. `--lines FILE` prints the lines of a file that they do not execute.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { addExecutedLines, type ExecutedLines } from './line-coverage.ts';
import { mochaArguments } from './mocha-arguments.mjs';
import { root } from './set-up.mjs';

const { values, positionals } = parseArgs({ options: { lines: { type: 'string' } }, allowPositionals: true });
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'coverage-'));
try {
  const status = runTests(folder, positionals);
  const lines = readLines(folder);
  process.stdout.write(values.lines === undefined ? table(lines) : missing(lines, values.lines));
  process.exitCode = status;
} finally {
  fs.rmSync(folder, { recursive: true, force: true });
}

function runTests(counts: string, tests: readonly string[]): number {
  // Those that start processes, too. Mocha ends its parallel processes before they write their coverage.
  const usual = mochaArguments('test:processes');
  const inOneProcess = usual.slice(usual.indexOf('--import=tsx'));
  const args = tests.length === 0 ? inOneProcess : ['--import=tsx', '--timeout', '60000', ...tests];
  const mocha = path.join(root, 'node_modules', 'mocha', 'bin', 'mocha.js');
  const env = { ...process.env, NODE_V8_COVERAGE: counts };
  return (
    spawnSync(process.execPath, [mocha, '--reporter', 'dot', ...args], { cwd: root, env, stdio: 'inherit' }).status ?? 1
  );
}

/** The lines of each source file, by its path in the repository. */
function readLines(counts: string): ReadonlyMap<string, ExecutedLines> {
  const byUrl = new Map<string, ExecutedLines>(sourceFiles().map((file) => [pathToFileURL(file).href, new Map()]));
  for (const name of fs.readdirSync(counts)) {
    const { result, ...rest } = JSON.parse(fs.readFileSync(path.join(counts, name), 'utf8'));
    addExecutedLines(byUrl, { ...rest, result: result.filter(({ url }: { url: string }) => byUrl.has(url)) });
  }
  return new Map([...byUrl].map(([url, lines]) => [path.relative(root, fileURLToPath(url)), lines]));
}

function sourceFiles(): readonly string[] {
  return ['server/src', 'client/src'].flatMap((source) =>
    fs
      .readdirSync(path.join(root, source), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
      .map((entry) => path.join(entry.parentPath, entry.name)),
  );
}

/** A file that no test loads has no lines here, and one that has only types has none at all. */
function table(files: ReadonlyMap<string, ExecutedLines>): string {
  const rows = [...files].map(([file, lines]) => {
    const executed = [...lines.values()].filter(Boolean).length;
    return { file, all: lines.size, share: lines.size === 0 ? 0 : (100 * executed) / lines.size };
  });
  return rows
    .sort((a, b) => a.share - b.share)
    .map(({ file, all, share }) => `${all === 0 ? '  never' : `${share.toFixed(1).padStart(5)} %`}  ${file}\n`)
    .join('');
}

function missing(files: ReadonlyMap<string, ExecutedLines>, file: string): string {
  const text = fs.readFileSync(path.join(root, file), 'utf8').split('\n');
  return [...(files.get(file) ?? [])]
    .filter(([, executed]) => !executed)
    .sort(([a], [b]) => a - b)
    .map(([line]) => `${String(line).padStart(4)}  ${text[line - 1]}\n`)
    .join('');
}
