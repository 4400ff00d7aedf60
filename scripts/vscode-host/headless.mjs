#!/usr/bin/env node
// @ts-check
// Replaces the `code` executable on machines without a display, with code-server and a headless Chromium. It accepts what
// runTests() of @vscode/test-electron passes, and returns the output and exit code of the suite.
// VSCODE_HEADLESS_TIMEOUT: milliseconds for the whole run (300000); VSCODE_HEADLESS_ARTIFACTS: folder for a picture of a failure;
// VSCODE_HEADLESS_VERBOSE=1: prints all output of the server and the browser.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { format } from 'node:util';
import { describeError } from '../run-command.mjs';
import { installCodeServer } from './code-server.mjs';
import {
  quietSettings,
  startCodeServer,
  stopCodeServer,
  workbenchUrl,
  writeUserSettings,
} from './code-server-process.mjs';
import { readLaunchArguments } from './launch-arguments.mjs';
import { developExtensions, openPage, screenshot } from './workbench-page.mjs';

// The messages of the workbench, which are printed with the same function as the output of the suite.
const noise =
  /^(Resolv(ing|ed) connection token|Creating a socket|\[reconnection-grace-time\]|Updating additional builtin|\[Service Worker\]|\[AgentHost|\[AccountPolicyGate\]|Request to 'http.*failed with status code 404|Timed out waiting for authentication provider|getaddrinfo ENOTFOUND|Loading development extension|Ignoring following additional|\[DefaultAccount\]|Settings Sync|Error while fetching the extension under development)/;

const verbose = process.env.VSCODE_HEADLESS_VERBOSE === '1';
const artifacts = process.env.VSCODE_HEADLESS_ARTIFACTS;
const launch = readLaunchArguments(process.argv.slice(2));
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'vscode-headless-'));
/**
 * @typedef {{ relativePath: string, contents: string }} Log
 * @type {{ server?: import('./code-server-process.mjs').Server, browser?: import('playwright-core').Browser }}
 */
const started = {};
let ending = false;

process.on('unhandledRejection', (error) => void finish(1, describeError(error)));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void finish(130, signal));
try {
  await openWorkbench();
} catch (error) {
  await finish(1, describeError(error));
}

async function openWorkbench() {
  const folders = prepareFolders();
  const server = await startCodeServer({
    codeServer: await installCodeServer(),
    scratch,
    ...folders,
    // Ends the server if this process is killed.
    switches: ['--idle-timeout-seconds', '120', ...launchSwitches()],
    onOutput: watchExtensionHost,
  });
  started.server = server;
  void server.exited.then((code) => finish(1, `code-server ended early (${code})\n${server.log}`));
  const { browser, page } = await openPage();
  started.browser = browser;
  browser.on('disconnected', () => void finish(1, 'Chromium went away'));
  if (verbose) page.on('console', (message) => process.stderr.write(`[browser ${message.type()}] ${message.text()}\n`));
  await developExtensions(page, { ...launch, port: server.port });
  await relayOutput(page);
  const url = workbenchUrl(server, launch.workspace, launch.files[0]);
  const response = await page.goto(url, { waitUntil: 'domcontentloaded' });
  if (!response?.ok()) await finish(1, `the workbench page answers ${response?.status()}\n${server.log}`);
  if (!launch.tests) process.stdout.write(`VS Code (code-server) at ${url}\n`);
}

function prepareFolders() {
  const userData = launch.userData ?? path.join(scratch, 'user-data');
  const extensionsFolder = launch.onlyDevelopment
    ? path.join(scratch, 'no-extensions')
    : (launch.extensionsFolder ?? path.join(scratch, 'extensions'));
  fs.mkdirSync(extensionsFolder, { recursive: true });
  writeUserSettings(userData, quietSettings);
  return { userData, extensionsFolder };
}

function launchSwitches() {
  return [
    ...(launch.trustEverything ? ['--disable-workspace-trust'] : []),
    ...(launch.locale ? ['--locale', launch.locale] : []),
  ];
}

/**
 * The workbench restarts an extension host that ended, and never reports a result. Therefore the run ends here.
 * @param {string} text
 */
function watchExtensionHost(text) {
  if (verbose) process.stderr.write(text);
  const died = /Extension Host Process exited with code: (?!0,)(.*)/.exec(text);
  if (died && launch.tests) void finish(1, `the extension host ended (${died[1]?.trim()})`);
}

/** @param {import('playwright-core').Page} page */
async function relayOutput(page) {
  await page.exposeFunction('codeAutomationLog', (/** @type {string} */ type, /** @type {unknown[]} */ args) => {
    const text = format(...args);
    if (!verbose && noise.test(text)) return;
    (type === 'error' ? process.stderr : process.stdout).write(`${text}\n`);
  });
  await page.exposeFunction(
    'codeAutomationExit',
    async (/** @type {number} */ code, /** @type {readonly Log[] | undefined} */ logs) => {
      if (code && artifacts) {
        await screenshot(page, artifacts, 'failed');
        saveLogs(artifacts, logs ?? []);
      }
      await finish(code);
    },
  );
  if (!launch.tests) return;
  const limit = Number(process.env.VSCODE_HEADLESS_TIMEOUT ?? 300_000);
  setTimeout(async () => {
    if (artifacts) await screenshot(page, artifacts, 'timeout');
    await finish(124, `no result after ${limit} ms\n${started.server?.log}`);
  }, limit);
}

/**
 * @param {string} folder
 * @param {readonly Log[]} logs
 */
function saveLogs(folder, logs) {
  for (const log of logs) {
    const file = path.join(folder, 'logs', log.relativePath);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, log.contents);
  }
}

/**
 * @param {number} code
 * @param {string} [message]
 */
async function finish(code, message) {
  if (ending) return;
  ending = true;
  if (message) process.stderr.write(`vscode-headless: ${message}\n`);
  await Promise.race([started.browser?.close().catch(() => {}), new Promise((resolve) => setTimeout(resolve, 5000))]);
  if (started.server) await stopCodeServer(started.server);
  fs.rmSync(scratch, { recursive: true, force: true, maxRetries: 3 });
  process.exit(code);
}
