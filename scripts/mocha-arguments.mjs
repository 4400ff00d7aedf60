// @ts-check
// The words that a script of package.json gives to mocha, so that `npm test` runs the same tests.
import fs from 'node:fs';
import path from 'node:path';
import { root } from './set-up.mjs';

/**
 * @param {string} name of a script that starts mocha
 * @returns {readonly string[]}
 */
export function mochaArguments(name) {
  const { scripts } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
  const [program, ...words] = scripts[name].split(' ').map((/** @type {string} */ word) => word.replaceAll("'", ''));
  if (program !== 'mocha') throw new Error(`The script ${name} does not start mocha.`);
  return words;
}
