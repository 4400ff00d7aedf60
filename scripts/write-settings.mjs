#!/usr/bin/env node
// @ts-check
// Writes the table of settings in README.md from package.json. `--check` only checks whether it is up to date.

/**
 * @typedef {{ readonly default?: unknown, readonly description?: string, readonly markdownDescription?: string }} Setting
 * @typedef {{ readonly properties?: Readonly<Record<string, Setting>> }} Section
 * @typedef {{ readonly contributes?: { readonly configuration?: Section | readonly Section[] } }} Manifest
 */
import fs from 'node:fs';
import path from 'node:path';
import { main, Stop } from './run-command.mjs';
import { root } from './set-up.mjs';

const readme = path.join(root, 'README.md');
const marks = /(<!-- settings:begin -->\n)[\s\S]*?(<!-- settings:end -->)/;

await main(async () => {
  const manifest = inEnglish(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
  const before = fs.readFileSync(readme, 'utf8');
  const after = before.replace(marks, (_, begin, end) => `${begin}${table(manifest)}${end}`);
  if (after === before) return;
  if (process.argv.includes('--check')) throw new Stop('The settings in README.md are out of date: npm run settings');
  fs.writeFileSync(readme, after);
});

/**
 * package.json with the texts of package.nls.json, if that file exists.
 * @param {string} manifest
 * @returns {Manifest}
 */
function inEnglish(manifest) {
  const file = path.join(root, 'package.nls.json');
  const texts = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : {};
  return JSON.parse(manifest, (_, value) =>
    typeof value === 'string' ? (texts[/^%(.+)%$/.exec(value)?.[1] ?? ''] ?? value) : value,
  );
}

/** @param {Manifest} manifest */
function table({ contributes }) {
  const sections = [contributes?.configuration ?? []].flat();
  const rows = sections
    .flatMap(({ properties }) => Object.entries(properties ?? {}))
    .map(([name, setting]) => `| \`${name}\` | ${inCell(defaultText(setting))} | ${inCell(description(setting))} |`);
  return ['', '| setting | default | meaning |', '|---|---|---|', ...rows, '', ''].join('\n');
}

/** @param {Setting} setting */
function defaultText({ default: value }) {
  const empty =
    value === undefined ||
    value === null ||
    value === '' ||
    JSON.stringify(value) === '{}' ||
    JSON.stringify(value) === '[]';
  return empty ? '' : `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;
}

/** @param {Setting} setting */
function description(setting) {
  return setting.markdownDescription ?? setting.description ?? '';
}

/** @param {string} text */
function inCell(text) {
  return text.replaceAll('|', '\\|').replace(/\s*\n\s*/g, ' ');
}
