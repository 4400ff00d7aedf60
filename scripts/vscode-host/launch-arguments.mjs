// The switches of the `code` executable that @vscode/test-electron passes.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

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

/** Reads the command line. Switches that only the desktop build knows (`--no-sandbox`, `--disable-updates`, …) are ignored. */
export function readLaunchArguments(args) {
  const launch = { extensions: [], files: [], workspace: undefined };
  for (const arg of args) {
    const match = /^--([^=]+)(?:=(.*))?$/s.exec(arg);
    if (match) handlers[match[1]]?.(launch, match[2]);
    else placeArgument(launch, path.resolve(arg));
  }
  return launch;
}

function placeArgument(launch, place) {
  if (!fs.existsSync(place)) return;
  if (fs.statSync(place).isDirectory() || place.endsWith('.code-workspace')) launch.workspace ??= place;
  else launch.files.push(place);
}
