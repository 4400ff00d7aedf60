import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { argumentFaults } from '../../server/src/analysis/workspace/argument-faults.ts';
import { isFormerOption, optionNames } from '../../server/src/analysis/workspace/envoy-options.ts';
import { itAsksEnvoy } from '../fixture/ask-envoy.ts';
import { workspaceOf } from '../fixture/check.ts';
import { parseFixture } from '../fixture/parse-fixture.ts';

const faultsOf = (...args: string[]) => {
  const pod = `#- /pod.yaml
apiVersion: v1
kind: Pod
metadata: { name: web }
spec: { containers: [{ name: envoy, image: "envoyproxy/envoy:v1.40.0", args: ${JSON.stringify(args)} }] }
`;
  const [workload] = workspaceOf(parseFixture(pod)).workloads;
  return argumentFaults(workload?.envoyContainer ?? assert.fail('no workload')).map(({ kind }) => kind);
};

/** Arguments after the config, and what is wrong with them. */
const cases: readonly (readonly [args: readonly string[], fault?: string])[] = [
  [['--log-level', 'debug']],
  [['-l', 'debug']],
  [['--log-level debug']],
  [['-l debug']],
  [['--log-level', 'warn', '--concurrency', '2', '--base-id', '7']],
  [['--drain-strategy', 'immediate', '--drain-time-s', '10', '--parent-shutdown-time-s', '20']],
  [['--service-node', '--service-zone']],
  [['--service-node', '']],
  [['--service-node', 'a b', '--service-cluster', 'c']],
  [['--stats-tag', 'a:b', '--stats-tag', 'c:d']],
  [['--disable-hot-restart', '--use-dynamic-base-id', '--reject-unknown-dynamic-fields']],
  [['--config-yaml', 'node: { id: a }']],
  [['--', '--nonsense']],
  [['--log-level=debug'], 'joined'],
  [['-l=debug'], 'joined'],
  [['--disable-hot-restart=true'], 'joined'],
  [['--nonsense'], 'unknown'],
  [['-x'], 'unknown'],
  [['-ldebug'], 'unknown'],
  [['--loglevel', 'debug'], 'unknown'],
  [['-l', 'debug', '--log-level', 'info'], 'repeated'],
  [['-c', '/other.yaml'], 'repeated'],
  [['--disable-hot-restart', '--disable-hot-restart'], 'repeated'],
  [['--service-node'], 'no value'],
  [['--log-level', 'verbose'], 'bad value'],
  [['--log-level', 'DEBUG'], 'bad value'],
  [['--concurrency', 'two'], 'bad value'],
  [['--concurrency', '-1'], 'bad value'],
  [['--concurrency', '1.5'], 'bad value'],
  [['--concurrency', '']],
  [['--concurrency', '0x2'], 'bad value'],
  [['--drain-strategy', 'slow'], 'bad value'],
  [['--local-address-ip-version', '6'], 'bad value'],
  [['debug'], 'stray'],
  [['--disable-hot-restart', 'true'], 'stray'],
];

describe('arguments that Envoy rejects', () => {
  it('finds them', () => {
    for (const [args, fault] of cases)
      assert.deepEqual(faultsOf('-c', '/x.yaml', ...args)[0], fault, JSON.stringify(args));
  });
});

describe('the arguments of the real Envoy', () => {
  itAsksEnvoy('are rejected as we say', async (envoy) => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'envoy-args-'));
    const config = path.join(folder, 'x.yaml');
    fs.writeFileSync(config, 'static_resources: {}\n');
    const accepted = (args: readonly string[]) =>
      spawnSync(envoy, ['--mode', 'validate', '-c', config, ...args], { encoding: 'utf8' }).status === 0;
    // Envoy takes -1 as some billions of threads, and does not end in time.
    const asked = cases.filter(([args]) => !args.includes('-1'));
    const disagreeing = asked.filter(([args, fault]) => accepted(args) !== (fault === undefined));
    fs.rmSync(folder, { recursive: true });
    assert.deepEqual(disagreeing, []);
  });

  itAsksEnvoy('have the names that we know', async (envoy) => {
    const help = spawnSync(envoy, ['--help'], { encoding: 'utf8' }).stdout;
    const named = [...help.matchAll(/^ {3}(?:-\w(?: <\w+>)?, {2})?(--[a-z][\w-]*)/gm)].map(([, name]) => name ?? '');
    assert.ok(named.length > 30, help);
    assert.deepEqual(new Set(named.filter((name) => name !== '--ignore_rest')), new Set(optionNames()));
    assert.ok(named.every((name) => !isFormerOption(name)));
  });
});
