#!/usr/bin/env node
// @ts-check
// `npm run release -- VERSION`: sets the version, closes the section of the changelog, builds and packages the VSIX. Does not commit.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { packageExtension } from './package.mjs';
import { isLater, releasedChangelog } from './release-changes.mjs';
import { main, messageOf, run, Stop } from './run-command.mjs';
import { root } from './set-up.mjs';

/** @param {string} name */
const fileIn = (name) => path.join(root, name);

await main(async () => {
  const [version = ''] = process.argv.slice(2);
  if (!/^\d+\.\d+\.\d+$/.test(version)) throw new Stop('Name the version: npm run release -- 0.2.0');
  const changed = execFileSync('git', ['status', '--porcelain'], { cwd: root, encoding: 'utf8' });
  if (changed !== '') throw new Stop(`Commit or remove these changes first:\n${changed}`);
  const manifest = fs.readFileSync(fileIn('package.json'), 'utf8');
  const current = JSON.parse(manifest).version;
  if (!isLater(version, current)) throw new Stop(`${version} does not come after ${current}.`);
  writeVersion(version, current);
  if ((await run(process.execPath, [fileIn('scripts/build.mjs')], { cwd: root })) !== 0)
    throw new Stop('The build failed.');
  process.env.REQUIRE_FIELD_DOCS ??= '1';
  const vsix = await packageExtension();
  process.stdout.write(
    `${path.basename(vsix)} is packed. Try it, then:\n  git commit -am "Release ${version}" && git tag v${version}\n`,
  );
});

/**
 * @param {string} version
 * @param {string} current
 */
function writeVersion(version, current) {
  const changelog = fs.readFileSync(fileIn('CHANGELOG.md'), 'utf8');
  const date = new Date().toISOString().slice(0, 10);
  try {
    fs.writeFileSync(fileIn('CHANGELOG.md'), releasedChangelog(changelog, version, date));
  } catch (error) {
    throw new Stop(messageOf(error));
  }
  for (const file of ['package.json', 'package-lock.json']) {
    const text = fs.readFileSync(fileIn(file), 'utf8');
    // The first two in the lock file are those of this package.
    let count = 0;
    const most = file === 'package.json' ? 1 : 2;
    const next = text.replaceAll(`"version": "${current}"`, (found) =>
      count++ < most ? `"version": "${version}"` : found,
    );
    fs.writeFileSync(fileIn(file), next);
  }
}
