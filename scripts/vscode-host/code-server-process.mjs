// @ts-check
// A code-server on the loopback address. All processes that it starts end with it.
/**
 * @typedef {Readonly<Record<string, unknown>>} Settings
 * @typedef {Awaited<ReturnType<typeof import('./code-server.mjs').installCodeServer>>} CodeServer
 * @typedef {object} Folders
 * @property {CodeServer} codeServer
 * @property {string} scratch for sockets and temporary files
 * @property {string} userData
 * @property {string} extensionsFolder
 * @typedef {object} Start
 * @property {readonly string[]} [switches]
 * @property {number} [port]
 * @property {(text: string) => void} [onOutput] receives what code-server prints
 * @typedef {Awaited<ReturnType<typeof startCodeServer>>} Server
 */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import path from 'node:path';

/** Settings that keep a fresh VS Code from showing its own news. */
export const quietSettings = {
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.editor.useModal': 'off',
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'chat.disableAIFeatures': true,
  'files.autoSave': 'off',
  'files.simpleDialog.enable': true,
  'remote.autoForwardPorts': false,
  'git.openRepositoryInParentFolders': 'never',
};

/**
 * Writes the user's settings to a data folder and keeps existing ones. They are also written to the Machine settings: in a
 * browser, VS Code reads settings of machine scope, such as paths of programs, only there.
 * @param {string} userData
 * @param {Settings} settings
 */
export function writeUserSettings(userData, settings) {
  for (const level of ['User', 'Machine']) {
    const file = path.join(userData, level, 'settings.json');
    fs.mkdirSync(path.dirname(file), { recursive: true });
    const before = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : {};
    fs.writeFileSync(file, JSON.stringify({ ...settings, ...before }, null, 1));
  }
}

/**
 * Writes the configuration of code-server to a folder.
 * @param {string} folder
 * @returns the switch that names it
 */
export function serverConfiguration(folder) {
  const file = path.join(folder, 'code-server.yaml');
  fs.writeFileSync(file, 'auth: none\ncert: false\n');
  return ['--config', file];
}

/**
 * The environment for a code-server, without the variables of a VS Code in which this process may run.
 * @param {string} scratch
 */
export function serverEnvironment(scratch) {
  const temporary = path.join(scratch, 'tmp');
  fs.mkdirSync(temporary, { recursive: true });
  /** @type {NodeJS.ProcessEnv} */
  const env = { ...process.env, TMPDIR: temporary };
  for (const name of Object.keys(env)) {
    if (/^(VSCODE_IPC_HOOK|VSCODE_IPC_HOOK_CLI|ELECTRON_RUN_AS_NODE|CODE_SERVER_.*|PORT|PASSWORD)$/.test(name))
      delete env[name];
  }
  return env;
}

/**
 * Starts code-server and waits until it answers.
 * @param {Folders & Start} start
 */
export async function startCodeServer({
  codeServer,
  scratch,
  userData,
  extensionsFolder,
  switches = [],
  port,
  onOutput,
}) {
  const usedPort = port ?? (await freePort());
  const args = [
    codeServer.entry,
    ...serverConfiguration(scratch),
    ...['--auth', 'none', '--bind-addr', `127.0.0.1:${usedPort}`],
    ...['--user-data-dir', userData, '--extensions-dir', extensionsFolder],
    ...['--session-socket', path.join(scratch, 'session.sock')],
    ...['--disable-telemetry', '--disable-update-check', '--disable-proxy', '--disable-getting-started-override'],
    '--ignore-last-opened',
    ...switches,
  ];
  const child = spawn(codeServer.node, args, {
    env: serverEnvironment(scratch),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  /** @type {Promise<number | NodeJS.Signals | null>} */
  const exited = new Promise((resolve) => child.once('exit', (code, signal) => resolve(code ?? signal)));
  const server = { origin: `http://127.0.0.1:${usedPort}`, port: usedPort, log: '', child, exited };
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      server.log = (server.log + chunk).slice(-200_000);
      onOutput?.(String(chunk));
    });
  }
  await answers(server);
  return server;
}

/**
 * Ends a code-server and all processes in its group.
 * @param {Server} server
 */
export async function stopCodeServer(server) {
  /** @param {NodeJS.Signals} signal */
  const signalGroup = (signal) => {
    if (server.child.pid === undefined) return;
    try {
      process.kill(-server.child.pid, signal);
    } catch {
      // The group has ended already.
    }
  };
  signalGroup('SIGTERM');
  await Promise.race([server.exited, pause(3000)]);
  signalGroup('SIGKILL');
}

/**
 * The address of the workbench with an open folder or workspace file, and optionally an open file.
 * @param {Pick<Server, 'origin' | 'port'>} server
 * @param {string} [workspace]
 * @param {string} [file]
 */
export function workbenchUrl(server, workspace, file) {
  const url = new URL(`${server.origin}/`);
  if (!workspace) url.searchParams.set('ew', 'true');
  else url.searchParams.set(workspace.endsWith('.code-workspace') ? 'workspace' : 'folder', workspace);
  const payload = [
    ['skipWelcome', 'true'],
    ['skipReleaseNotes', 'true'],
    ...(file ? [['openFile', remoteUri(server, file)]] : []),
  ];
  url.searchParams.set('payload', JSON.stringify(payload));
  return url.href;
}

/**
 * A port of the loopback address on which nothing listens.
 * @returns {Promise<number>}
 */
export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}

/**
 * @param {number} milliseconds
 * @returns {Promise<void>}
 */
export const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * @param {Pick<Server, 'port'>} server
 * @param {string} file
 */
function remoteUri(server, file) {
  return `vscode-remote://127.0.0.1:${server.port}${path.resolve(file).split('/').map(encodeURIComponent).join('/')}`;
}

/**
 * Waits until code-server answers.
 * @param {Server} server
 */
async function answers(server) {
  /** @type {unknown} */
  let ended;
  void server.exited.then((code) => {
    ended = code;
  });
  const ping = () =>
    new Promise((resolve) => {
      http
        .get(`${server.origin}/healthz`, (response) => {
          response.resume();
          resolve(response.statusCode === 200);
        })
        .on('error', () => resolve(false));
    });
  for (const end = Date.now() + 60_000; !(await ping()); await pause(50)) {
    if (ended === undefined && Date.now() < end) continue;
    await stopCodeServer(server);
    throw new Error(`code-server ${ended === undefined ? 'does not answer' : `ended early (${ended})`}\n${server.log}`);
  }
}
