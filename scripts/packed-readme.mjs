// @ts-check
// The README in the package: its relative links lead to packed files, under the names that vsce gives them.
import path from 'node:path';
import { capture, Stop } from './run-command.mjs';
import { root } from './set-up.mjs';
import { newerNode } from './with-node24.mjs';

/** The path of vsce's program. */
export const vsce = path.join(root, 'node_modules', '@vscode', 'vsce', 'vsce');

/** The files that vsce renames. */
const renamed = new Map([
  ['README.md', 'readme.md'],
  ['CHANGELOG.md', 'changelog.md'],
  ['LICENSE', 'LICENSE.txt'],
]);

/** The files of the package, by their paths in it. */
export async function packedFiles() {
  const { status, stdout, stderr } = capture(await newerNode(), [vsce, 'ls', '--no-dependencies'], { cwd: root });
  if (status !== 0) throw new Stop(`vsce does not list the files of the package:\n${stdout}${stderr}`);
  return stdout
    .split(/\r?\n/)
    .filter((file) => file !== '')
    .map((file) => renamed.get(file) ?? file);
}

/** VS Code's page of an extension shows only pictures and links of the web. */
const note = `> The command **Envoy Sidecar: Show Documentation** shows this text with its pictures and links.\n`;

/**
 * A README with links to the files of the package, and a note below the title on how to read it. A link to a file or folder
 * that is not packed becomes plain text. Links to the web and to headings stay as they are.
 * @param {string} readme Markdown
 * @param {readonly string[]} files paths in the package
 */
export function packedReadme(readme, files) {
  return linksOf(readme, files).replace(/^# .*\n/, (title) => `${title}\n${note}`);
}

/**
 * @param {string} readme
 * @param {readonly string[]} files
 */
function linksOf(readme, files) {
  return readme.replace(/(?<!!)\[([^\]]*)\]\(([^)\s]+)\)/g, (link, words, target) => {
    if (/^(?:[a-z]+:|#)/i.test(target)) return link;
    const [, file = '', heading = ''] = /^([^#]*)(.*)$/.exec(target) ?? [];
    const packed = renamed.get(file) ?? file;
    return isPacked(packed, files) ? `[${words}](${packed}${heading})` : words;
  });
}

/**
 * Whether a path in the package is a file or folder of it.
 * @param {string} target
 * @param {readonly string[]} files
 */
export const isPacked = (target, files) =>
  files.some((file) => file === target || file.startsWith(`${target.replace(/\/$/, '')}/`));
