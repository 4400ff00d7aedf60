#!/usr/bin/env node
// @ts-check
// Checks the import directions of .dependency-cruiser.mjs, and that every source file was read: a checker that cannot read
// the newest TypeScript finds nothing. `check-imports.mjs [FOLDER]` checks another copy of the repository.
import fs from 'node:fs';
import path from 'node:path';
import { capture, main, Stop } from './run-command.mjs';
import { root } from './set-up.mjs';
import { newerNode } from './with-node24.mjs';

const sources = ['client/src', 'server/src'];

/**
 * Checks the copy of the repository in `folder`.
 * @param {string} folder
 * @returns {Promise<{ readonly files: number, readonly problems: readonly string[] }>} a line for each violation and for
 *   each source file that was not read
 */
export async function checkImports(folder) {
  const cruiser = path.join(root, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruiser.mjs');
  const args = [cruiser, '--config', '.dependency-cruiser.mjs', '--output-type', 'json', ...sources];
  const { stdout, stderr } = capture(await newerNode(), args, { cwd: folder });
  if (!stdout.startsWith('{')) throw new Stop(`dependency-cruiser gave no result:\n${stdout}${stderr}`);
  /** @type {import('dependency-cruiser').ICruiseResult} */
  const { modules, summary } = JSON.parse(stdout);
  const read = new Set(modules.map((module) => module.source));
  const files = sourceFiles(folder);
  const violations = summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`);
  const unread = files.filter((file) => !read.has(file)).map((file) => `not read by the check: ${file}`);
  return { files: files.length, problems: [...violations, ...unread] };
}

/** @param {string} folder */
function sourceFiles(folder) {
  return sources
    .flatMap((source) =>
      fs
        .readdirSync(path.join(folder, source), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
        .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name))),
    )
    .map((file) => file.split(path.sep).join('/'));
}

if (process.argv[1] === path.join(root, 'scripts', 'check-imports.mjs')) {
  await main(async () => {
    const { files, problems } = await checkImports(path.resolve(process.argv[2] ?? root));
    process.stdout.write(`${[...problems, `${files} files, ${problems.length} problems`].join('\n')}\n`);
    return problems.length === 0 ? 0 : 1;
  });
}
