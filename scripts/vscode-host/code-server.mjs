// @ts-check
// VS Code for the browser (code-server), from the npm registry: for machines without a desktop VS Code, and for tests.
import fs from 'node:fs';
import path from 'node:path';
import { installOnce } from '../cache.mjs';
import { npm, Stop } from '../run-command.mjs';
import { newerNode, nodeHeaders } from '../with-node24.mjs';

/** Contains VS Code 1.139.1. */
const version = '4.139.1';

/** Installs code-server if it is missing. Returns its package folder, its entry script and the Node that runs it. */
export async function installCodeServer() {
  const node = await newerNode();
  const folder = await installOnce(`code-server-${version}`, (building) => install(building, node));
  const codeServer = path.join(folder, 'node_modules', 'code-server');
  return { node, codeServer, entry: path.join(codeServer, 'out', 'node', 'entry.js') };
}

/**
 * @param {string} folder
 * @param {string} node
 */
async function install(folder, node) {
  process.stderr.write(
    `Installing VS Code for the browser (code-server ${version}) from npm: once, about 800 MB and a minute\n`,
  );
  fs.writeFileSync(path.join(folder, 'package.json'), '{"private":true}\n');
  const headers = nodeHeaders(node);
  const env = { ...process.env, ...(headers ? { npm_config_nodedir: headers } : {}) };
  /**
   * @param {string} cwd
   * @param {string[]} args
   */
  const inFolder = async (cwd, ...args) => (await npm(args, { cwd, env, node })) === 0;
  /**
   * @param {boolean} ok
   * @param {string} what
   */
  const must = (ok, what) => {
    if (!ok) throw new Stop(`npm could not install ${what}; see the message above.`);
  };
  const vscode = path.join(folder, 'node_modules', 'code-server', 'lib', 'vscode');
  // Its install script compiles ten native modules, and kerberos needs a system library; most of them are not used.
  must(await inFolder(folder, 'install', '--ignore-scripts', `code-server@${version}`), `code-server ${version}`);
  must(await inFolder(vscode, 'install', '--omit=dev', '--ignore-scripts'), "VS Code's modules");
  must(
    await inFolder(path.join(vscode, 'extensions'), 'install', '--omit=dev', '--ignore-scripts'),
    "VS Code's extensions",
  );
  // Without spdlog the Output panel is empty. Everything else works without a compiler.
  if (!(await inFolder(vscode, 'rebuild', '@vscode/spdlog', '@vscode/native-watchdog'))) {
    process.stderr.write(
      'There is no C++ compiler, so the Output panel of this VS Code is empty. Everything else works.\n',
    );
  }
}
