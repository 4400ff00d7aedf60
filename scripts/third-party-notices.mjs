// @ts-check
// The licences of the packages in the bundles. Most of them require that every copy contains them.
import fs from 'node:fs';
import path from 'node:path';
import { root } from './set-up.mjs';

/**
 * The notices for the packages in esbuild's metafiles, as one text.
 * @param {readonly import('esbuild').Metafile[]} metafiles
 * @throws {Error} if a package names no licence
 */
export function thirdPartyNotices(metafiles) {
  const inputs = metafiles.flatMap((metafile) => Object.keys(metafile.inputs));
  const folders = new Set(inputs.flatMap((input) => packageFolder(input) ?? []));
  const notices = [...folders].sort().map(noticeOf);
  const introduction = `This extension contains the packages below, each under its own licence. What server/dist/field-docs.json.br holds is under
the licences in server/dist/field-docs-notices.txt.`;
  return `${introduction}\n\n${notices.join('\n\n')}\n`;
}

/**
 * The folder of the innermost package that contains a file.
 * @param {string} input
 */
function packageFolder(input) {
  const match = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input.replace(/^\(disabled\):/, ''));
  return match?.[1];
}

/** @param {string} folder */
function noticeOf(folder) {
  const { name, version, license } = JSON.parse(fs.readFileSync(path.join(root, folder, 'package.json'), 'utf8'));
  const files = fs.readdirSync(path.join(root, folder)).filter((file) => /^(licen[cs]e|notice|copying)/i.test(file));
  if (!license && files.length === 0) throw new Error(`${name} ${version} names no licence; it cannot be shipped.`);
  const texts = files.map((file) => fs.readFileSync(path.join(root, folder, file), 'utf8').trim());
  return [`${'='.repeat(80)}\n${name} ${version} (${license})`, ...texts].join('\n\n');
}
