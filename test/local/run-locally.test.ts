import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FoundEnvoy } from '../../client/src/local/find-envoy.ts';
import { sendRequest } from '../../client/src/local/http-request.ts';
import { runLocally } from '../../client/src/local/run-locally.ts';
import { portsFor, recordedMachine, request } from './local-run-doubles.ts';
import { planOf } from './plan-fixture.ts';
import { realEnvoy } from './real-envoy.ts';
import { ends, isRunning } from './running.ts';
import { seedPlan } from './seed-plan.ts';
import { slowPlan } from './slow-plan.ts';

const never = new AbortController().signal;

describe('a local run with the real Envoy @process', function () {
  this.timeout(60_000);
  let envoy: FoundEnvoy;
  let temporary: string;
  const systemTemporary = process.env.TMPDIR;

  before(async () => {
    envoy = await realEnvoy();
    temporary = mkdtempSync(join(tmpdir(), 'local-run-test-'));
    process.env.TMPDIR = temporary;
  });
  afterEach(() => {
    assert.deepEqual(readdirSync(temporary), [], 'a temporary folder is left');
  });
  after(() => {
    rmSync(temporary, { recursive: true });
    if (systemTemporary === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = systemTemporary;
  });

  it('answers through the seed, stays up until it is stopped, and leaves nothing', async () => {
    const { machine, standIns } = recordedMachine(envoy);
    const result = await runLocally(request, portsFor(seedPlan(), machine), never);
    if (result.kind !== 'answered') assert.fail(JSON.stringify(result));
    const { run, answer } = result;
    assert.equal(answer.status, 200);
    assert.deepEqual(
      answer.headers.find(([name]) => name === 'server'),
      ['server', 'envoy'],
    );
    assert.match(answer.body, /In place of the app at port 80\./);
    assert.match(answer.body, /x-forwarded-proto: http/);
    assert.ok(answer.timing.connectMs > 0 && answer.timing.connectMs <= answer.timing.firstByteMs);
    const again = await sendRequest({ port: run.port, path: '/again?x=1', timeoutMs: 5000 });
    assert.ok(again.kind === 'answered' && again.body.includes('GET /again?x=1'), JSON.stringify(again));

    await run.stop();
    await run.ended;
    assert.ok(await ends(run.pid), 'Envoy is left');
    for (const port of [run.port, run.adminPort, standIns[0]?.port ?? 0]) {
      assert.equal((await sendRequest({ port, path: '/', timeoutMs: 1000 })).kind, 'refused');
    }
  });

  it('ends completely when Envoy ends by itself', async () => {
    const { machine, standIns } = recordedMachine(envoy);
    const result = await runLocally(request, portsFor(seedPlan(), machine), never);
    if (result.kind !== 'answered') assert.fail(JSON.stringify(result));
    process.kill(result.run.pid, 'SIGKILL');
    await result.run.ended;
    assert.equal((await sendRequest({ port: standIns[0]?.port ?? 0, path: '/', timeoutMs: 1000 })).kind, 'refused');
  });

  it('ends at once when it is killed', async () => {
    const { machine } = recordedMachine(envoy);
    const result = await runLocally(request, portsFor(seedPlan(), machine), never);
    if (result.kind !== 'answered') assert.fail(JSON.stringify(result));
    result.run.kill();
    await result.run.ended;
    assert.ok(await ends(result.run.pid), 'Envoy is left');
  });

  it("sends requests to the user's own app and says when it is not there", async () => {
    const app = createServer((_, response) => response.end('my own app'));
    await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve));
    const address = app.address();
    const upstreamPort = typeof address === 'object' && address !== null ? address.port : 0;
    const run = async (): Promise<{ body: string; app: unknown; status: number }> => {
      const { machine } = recordedMachine(envoy);
      const result = await runLocally({ ...request, upstreamPort }, portsFor(seedPlan(), machine), never);
      if (result.kind !== 'answered') assert.fail(JSON.stringify(result));
      await result.run.stop();
      return { body: result.answer.body, app: result.run.app, status: result.answer.status };
    };
    const reached = await run();
    assert.equal(reached.body, 'my own app');
    assert.deepEqual(reached.app, { kind: 'own', port: upstreamPort, reachable: true });
    app.closeAllConnections();
    await new Promise((resolve) => app.close(resolve));
    const missing = await run();
    assert.equal(missing.status, 503);
    assert.deepEqual(missing.app, { kind: 'own', port: upstreamPort, reachable: false });
  });

  it('follows a listener that leads to another listener, and a cluster that is the admin', async () => {
    const result = await runLocally(
      request,
      portsFor(chainPlan(), recordedMachine(envoy).machine, { listener: ([first]) => first }),
      never,
    );
    if (result.kind !== 'answered') assert.fail(JSON.stringify(result));
    const stats = await sendRequest({ port: result.run.port, path: '/server_info', timeoutMs: 5000 });
    await result.run.stop();
    assert.equal(result.answer.status, 200);
    assert.match(result.answer.body, /In place of the app at port 8080\./);
    assert.ok(stats.kind === 'answered' && stats.body.includes('"state": "LIVE"'), JSON.stringify(stats));
  });

  it('writes access logs to /dev/stdout, which needs no terminal and no pipe', async () => {
    const { machine, started } = recordedMachine(envoy);
    const toStdout = (text: string): string => text.replace('/tmp/admin_access.log', '/dev/stdout');
    const result = await runLocally(request, portsFor(seedPlan(toStdout), machine), never);
    if (result.kind !== 'answered') assert.fail(JSON.stringify(result));
    // If standard output were a pipe, Envoy could not open /dev/stdout and would have rejected the config.
    const log = await started[0]?.readLog();
    await result.run.stop();
    assert.ok(log?.includes('Deprecated field'), log);
  });

  it('gives the reason why Envoy rejects a config, and where', async () => {
    const { machine, started, standIns } = recordedMachine(envoy);
    const ports = portsFor(
      seedPlan((text) => text.replace('cluster: targetCluster', 'cluster: tragetCluster')),
      machine,
    );
    const result = await runLocally(request, ports, never);
    assert.equal(result.kind, 'envoy-refused');
    assert.ok(result.kind === 'envoy-refused' && result.location?.range.start.line === 21);
    assert.equal(result.message, "route: unknown cluster 'tragetCluster'");
    assert.deepEqual(ports.located, ["route: unknown cluster 'tragetCluster'"]);
    assert.ok(await ends(started[0]?.pid ?? 0));
    assert.equal((await sendRequest({ port: standIns[0]?.port ?? 0, path: '/', timeoutMs: 1000 })).kind, 'refused');
  });

  it('waits for a config that takes long to start', async () => {
    const started = Date.now();
    const result = await runLocally(request, portsFor(slowPlan('1.5s'), recordedMachine(envoy).machine), never);
    if (result.kind !== 'answered') assert.fail(JSON.stringify(result));
    await result.run.stop();
    assert.ok(Date.now() - started > 1400, 'it did not wait');
    assert.equal(result.answer.status, 404);
  });

  it('stops a config that takes too long', async () => {
    const { machine, started } = recordedMachine(envoy);
    const result = await runLocally({ ...request, readyTimeoutMs: 700 }, portsFor(slowPlan('10s'), machine), never);
    assert.deepEqual(
      { kind: result.kind, afterMs: 'afterMs' in result && result.afterMs },
      { kind: 'not-ready', afterMs: 700 },
    );
    assert.ok(await ends(started[0]?.pid ?? 0), 'Envoy is left');
  });

  it('ends when it is cancelled while Envoy starts', async () => {
    const { machine, started } = recordedMachine(envoy);
    const cancel = new AbortController();
    setTimeout(() => cancel.abort(), 400);
    const begun = Date.now();
    const result = await runLocally(request, portsFor(slowPlan('10s'), machine), cancel.signal);
    assert.deepEqual(result, { kind: 'cancelled' });
    assert.ok(Date.now() - begun < 3000, 'cancelling took too long');
    assert.equal(started.length, 1);
    assert.equal(isRunning(started[0]?.pid ?? 0), false);
  });
});

/** Listener `outer` sends requests to listener `inner`, which sends them to the app, and `/server_info` to the admin. */
function chainPlan(): ReturnType<typeof planOf> {
  const listener = (name: string, port: number, routes: string): string => `
  - name: ${name}
    address: { socket_address: { address: "::", port_value: ${port} } }
    filter_chains:
    - filters:
      - name: envoy.filters.network.http_connection_manager
        typed_config:
          "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
          stat_prefix: ${name}
          route_config: { virtual_hosts: [{ name: all, domains: ["*"], routes: [${routes}] }] }
          http_filters:
          - name: envoy.filters.http.router
            typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router }`;
  const cluster = (name: string, address: string, port: number): string => `
  - name: ${name}
    type: STATIC
    load_assignment:
      cluster_name: ${name}
      endpoints: [{ lb_endpoints: [{ endpoint: { address: { socket_address: { address: ${address}, port_value: ${port} } } } }] }]`;
  const text = `static_resources:
  listeners:${listener('outer', 9000, '{ match: { path: /server_info }, route: { cluster: admin } }, { match: { prefix: / }, route: { cluster: inner } }')}${listener('inner', 9001, '{ match: { prefix: / }, route: { cluster: app } }')}
  clusters:${cluster('inner', '127.0.0.1', 9001)}${cluster('app', '127.0.0.1', 8080)}${cluster('admin', '127.0.0.1', 9901)}
admin: { address: { socket_address: { address: 127.0.0.1, port_value: 9901 } } }
`;
  return planOf(text, [
    { role: 'listener', name: 'outer', address: '::', port: 9000 },
    { role: 'listener', name: 'inner', address: '::', port: 9001 },
    { role: 'upstream', name: 'inner', address: '127.0.0.1', port: 9001 },
    { role: 'upstream', name: 'app', address: '127.0.0.1', port: 8080 },
    { role: 'upstream', name: 'admin', address: '127.0.0.1', port: 9901 },
    { role: 'admin', name: 'admin', address: '127.0.0.1', port: 9901 },
  ]);
}
