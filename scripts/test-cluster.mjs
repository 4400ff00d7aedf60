#!/usr/bin/env node
// `npm run test:cluster`: brings up a real Kubernetes, runs the deploy tests against it, in Node, in VS Code and by
// mouse and keyboard, and stops it. `-- --keep` leaves it up; `-- node`, `-- host` or `-- ui` runs only that step.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { capture, main, run, Stop } from './run-command.mjs';
import { root, setUp } from './set-up.mjs';
import { runSteps } from './test-steps.mjs';
import { newerNode } from './with-node24.mjs';

const bringUp = path.join(root, 'test', 'cluster', 'bring-up');
const mocha = path.join(root, 'node_modules', 'mocha', 'bin', 'mocha.js');

await main(async () => {
  const cannot = whyNot();
  if (cannot) {
    process.stdout.write(`The cluster tests did not run and count neither as passed nor as failed: ${cannot}\n`);
    return 0;
  }
  const named = process.argv.slice(2).filter((argument) => argument !== '--keep');
  const unknown = named.find((name) => !['node', 'host', 'ui'].includes(name));
  if (unknown) throw new Stop(`There is no step ${unknown}; the steps are node, host and ui.`);
  await setUp();
  const wasUp = capture(path.join(bringUp, 'status.sh'), []).status === 0;
  // A cluster that somebody had up before is theirs; ours ends with us, Ctrl+C included.
  const down = async () => (wasUp || process.argv.includes('--keep') ? 0 : run(path.join(bringUp, 'down.sh'), []));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.once(signal, () => down().then(() => process.exit(130)));
  try {
    return await testOnCluster(named);
  } finally {
    await down();
  }
});

/** One sentence where this machine cannot run the cluster. */
function whyNot() {
  if (process.platform !== 'linux') return `they need Linux (here: ${process.platform}).`;
  if (process.arch !== 'x64') return `they need x86_64 (here: ${process.arch}).`;
  if (process.getuid?.() !== 0)
    return 'they need root, for containers, mounts and a network bridge: run them with sudo -E.';
  return undefined;
}

async function testOnCluster(named) {
  let kubeconfig;
  const up = async () => {
    const status = await run(path.join(bringUp, 'up.sh'), []);
    kubeconfig = path.join(clusterHome(), 'run', 'kubeconfig');
    return status === 0 && fs.existsSync(kubeconfig) ? 0 : 1;
  };
  const onCluster = (action) => (counts) => {
    if (!kubeconfig) throw new Stop('The cluster is not up, so this did not run.');
    const env = { ...process.env, KUBECONFIG: kubeconfig, TEST_COUNTS: counts };
    return action(env);
  };
  const steps = {
    node: onCluster(async (env) => {
      const reporter = ['--import=tsx', '--reporter', './scripts/count-reporter.mjs'];
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
      const reporter = ['--import=tsx', '--reporter', './scripts/count-reporter.mjs'];
      return run(process.execPath, [mocha, ...reporter, 'test/cluster/ui/*.test.ts'], { cwd: root, env });
    }),
    host: onCluster(async (env) =>
      run(await newerNode(), [path.join(root, 'test', 'cluster', 'run-host.mjs')], { cwd: root, env }),
    ),
  };
  const wanted = named.length === 0 ? ['node', 'host', 'ui'] : named;
  const before = { host: ['build'], ui: ['build', 'package'] };
  const order = [...new Set(wanted.flatMap((name) => [...(before[name] ?? []), name]))];
  return runSteps([
    { name: 'cluster', run: up },
    ...order.map((name) => ({ name: `cluster: ${name}`, run: steps[name] })),
  ]);
}

/** As `test/cluster/bring-up/common.sh` has it. */
function clusterHome() {
  return path.resolve(process.env.CLUSTER_HOME || path.join(os.homedir(), '.cache', 'envoy-sidecar-cluster'));
}
