#!/usr/bin/env node
// @ts-check
// `npm run test:cluster` starts a real Kubernetes, runs the deploy tests on it (in Node, in VS Code, and with mouse and
// keyboard), and stops it. `-- --keep` does not stop it; `-- node`, `-- host` or `-- ui` runs only that step.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { capture, main, run, Stop } from './run-command.mjs';
import { root, setUp } from './set-up.mjs';
import { runSteps } from './test-steps.mjs';
import { newerNode } from './with-node24.mjs';

/** @typedef {import('./test-steps.mjs').Step} Step */

const bringUp = path.join(root, 'test', 'cluster', 'bring-up');
const mocha = path.join(root, 'node_modules', 'mocha', 'bin', 'mocha.js');

await main(async () => {
  const cannot = whyNot();
  if (cannot) {
    process.stdout.write(`The cluster tests were not run and are not counted: ${cannot}\n`);
    return 0;
  }
  const named = process.argv.slice(2).filter((argument) => argument !== '--keep');
  const unknown = named.find((name) => !['node', 'host', 'ui'].includes(name));
  if (unknown) throw new Stop(`There is no step '${unknown}'. Use node, host or ui.`);
  await setUp();
  const wasUp = capture(path.join(bringUp, 'status.sh'), []).status === 0;
  // A cluster that was up before stays up; the one that is started here is stopped, also after Ctrl+C.
  const down = async () => (wasUp || process.argv.includes('--keep') ? 0 : run(path.join(bringUp, 'down.sh'), []));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.once(signal, () => down().then(() => process.exit(130)));
  try {
    return await testOnCluster(named);
  } finally {
    await down();
  }
});

/** Why this machine cannot run the cluster, if it cannot. */
function whyNot() {
  if (process.platform !== 'linux') return `they require Linux (this is ${process.platform}).`;
  if (process.arch !== 'x64') return `they require x86_64 (this is ${process.arch}).`;
  if (process.getuid?.() !== 0)
    return 'they require root for containers, mounts and a network bridge. Run them with sudo -E.';
  return undefined;
}

/** @param {readonly string[]} named */
async function testOnCluster(named) {
  /** @type {string | undefined} */
  let kubeconfig;
  const up = async () => {
    const status = await run(path.join(bringUp, 'up.sh'), []);
    kubeconfig = path.join(clusterHome(), 'run', 'kubeconfig');
    return status === 0 && fs.existsSync(kubeconfig) ? 0 : 1;
  };
  /** @returns {Step['run']} @param {(env: NodeJS.ProcessEnv) => Promise<number>} action */
  const onCluster = (action) => (counts) => {
    if (!kubeconfig) throw new Stop('This was not run because the cluster is not up.');
    const env = { ...process.env, KUBECONFIG: kubeconfig, TEST_COUNTS: counts };
    return action(env);
  };
  /** @type {Readonly<Record<string, Step['run']>>} */
  const steps = {
    node: onCluster(async (env) => {
      const reporter = ['--import=tsx', '--reporter', './scripts/count-reporter.mjs', '--retries', '1'];
      return run(await newerNode(), [mocha, ...reporter, 'test/cluster/*.test.ts'], { cwd: root, env });
    }),
    build: (counts) =>
      run(process.execPath, [path.join(root, 'scripts', 'build.mjs')], {
        env: { ...process.env, TEST_COUNTS: counts },
      }),
    package: (counts) =>
      run(process.execPath, [path.join(root, 'scripts', 'package.mjs')], {
        env: { ...process.env, TEST_COUNTS: counts },
      }),
    ui: onCluster(async (env) => {
      const reporter = ['--import=tsx', '--reporter', './scripts/count-reporter.mjs', '--retries', '1'];
      return run(process.execPath, [mocha, ...reporter, 'test/cluster/ui/*.test.ts'], { cwd: root, env });
    }),
    host: onCluster(async (env) =>
      run(await newerNode(), [path.join(root, 'test', 'cluster', 'run-host.mjs')], { cwd: root, env }),
    ),
  };
  const wanted = named.length === 0 ? ['node', 'host', 'ui'] : named;
  /** @type {Readonly<Record<string, readonly string[]>>} */
  const before = { host: ['build'], ui: ['build', 'package'] };
  const order = [...new Set(wanted.flatMap((name) => [...(before[name] ?? []), name]))];
  return runSteps([
    { name: 'cluster', run: up },
    ...order.flatMap((name) => (steps[name] ? { name: `cluster: ${name}`, run: steps[name] } : [])),
  ]);
}

/** The same folder as in `test/cluster/bring-up/common.sh`. */
function clusterHome() {
  return path.resolve(process.env.CLUSTER_HOME || path.join(os.homedir(), '.cache', 'envoy-sidecar-cluster'));
}
