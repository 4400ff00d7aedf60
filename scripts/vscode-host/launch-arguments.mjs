// @ts-check
// The switches of the `code` executable that @vscode/test-electron passes.
/**
 * @typedef {object} Launch
 * @property {string[]} extensions
 * @property {string[]} files
 * @property {string} [workspace]
 * @property {string} [tests]
 * @property {string} [userData]
 * @property {string} [extensionsFolder]
 * @property {boolean} [trustEverything]
 * @property {boolean} [onlyDevelopment]
 * @property {string} [locale]
 */
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** @type {Readonly<Record<string, (launch: Launch, value: string) => unknown>>} */
const handlers = {
  extensionDevelopmentPath: (launch, value) => launch.extensions.push(path.resolve(value)),
  extensionTestsPath: (launch, value) => Object.assign(launch, { tests: path.resolve(value) }),
  'user-data-dir': (launch, value) => Object.assign(launch, { userData: path.resolve(value) }),
  'extensions-dir': (launch, value) => Object.assign(launch, { extensionsFolder: path.resolve(value) }),
  'folder-uri': (launch, value) => Object.assign(launch, { workspace: fileURLToPath(value) }),
  'file-uri': (launch, value) => launch.files.push(fileURLToPath(value)),
  'disable-workspace-trust': (launch) => Object.assign(launch, { trustEverything: true }),
  'disable-extensions': (launch) => Object.assign(launch, { onlyDevelopment: true }),
  locale: (launch, value) => Object.assign(launch, { locale: value }),
};

/**
 * Reads the command line. Ignores switches that only the desktop build has (`--no-sandbox`, `--disable-updates`, …).
 * @param {readonly string[]} args
 */
export function readLaunchArguments(args) {
  /** @type {Launch} */
  const launch = { extensions: [], files: [], workspace: undefined };
  for (const arg of args) {
    const match = /^--([^=]+)(?:=(.*))?$/s.exec(arg);
    if (match) handlers[match[1] ?? '']?.(launch, match[2] ?? '');
    else placeArgument(launch, path.resolve(arg));
  }
  return launch;
}

/**
 * @param {Launch} launch
 * @param {string} place
 */
function placeArgument(launch, place) {
  if (!fs.existsSync(place)) return;
  if (fs.statSync(place).isDirectory() || place.endsWith('.code-workspace')) launch.workspace ??= place;
  else launch.files.push(place);
}
