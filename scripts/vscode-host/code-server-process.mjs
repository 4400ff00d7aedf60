// A running code-server, bound to the loopback address, that ends with everything it started.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import path from 'node:path';

/** Settings that keep a fresh VS Code from talking about itself. */
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
 * Writes the user's settings into a data folder; what is there already stays. They go to the Machine settings too: in a
 * browser VS Code reads settings of machine scope, such as paths of programs, from there alone.
 */
export function writeUserSettings(userData, settings) {
  for (const level of ['User', 'Machine']) {
    const file = path.join(userData, level, 'settings.json');
    fs.mkdirSync(path.dirname(file), { recursive: true });
    const before = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : {};
    fs.writeFileSync(file, JSON.stringify({ ...settings, ...before }, null, 1));
  }
}

/** Writes code-server's own configuration into a folder and returns the switch that names it. */
export function serverConfiguration(folder) {
  const file = path.join(folder, 'code-server.yaml');
  fs.writeFileSync(file, 'auth: none\ncert: false\n');
  return ['--config', file];
}

/** The environment for a code-server: nothing of a VS Code that this process may itself run in. */
export function serverEnvironment(scratch) {
  const temporary = path.join(scratch, 'tmp');
  fs.mkdirSync(temporary, { recursive: true });
  const env = { ...process.env, TMPDIR: temporary };
  for (const name of Object.keys(env)) {
    if (/^(VSCODE_IPC_HOOK|VSCODE_IPC_HOOK_CLI|ELECTRON_RUN_AS_NODE|CODE_SERVER_.*|PORT|PASSWORD)$/.test(name))
      delete env[name];
  }
  return env;
}

/**
 * Starts code-server and waits until it answers. `folders` are the user data and extension folders, `scratch` a folder for its
 * sockets and temporary files; `onOutput` gets what it prints.
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
  const server = { origin: `http://127.0.0.1:${usedPort}`, port: usedPort, log: '', child, exited: undefined };
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      server.log = (server.log + chunk).slice(-200_000);
      onOutput?.(String(chunk));
    });
  }
  server.exited = new Promise((resolve) => child.once('exit', (code, signal) => resolve(code ?? signal)));
  await answers(server);
  return server;
}

/** Ends a code-server and every process in its group. */
export async function stopCodeServer(server) {
  const signalGroup = (signal) => {
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

/** The address of the workbench with a folder or workspace file open, and optionally one file in it. */
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

/** A port of the loopback address that nothing listens on at the moment. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

export const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

function remoteUri(server, file) {
  return `vscode-remote://127.0.0.1:${server.port}${path.resolve(file).split('/').map(encodeURIComponent).join('/')}`;
}

async function answers(server) {
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
