import assert from 'node:assert/strict';
import { askRun } from '../../client/src/local/ask-run.ts';
import { runLocally } from '../../client/src/local/run-locally.ts';
import { reachingRequests } from '../../server/src/analysis/envoy/reaching-request.ts';
import { configWith, readConfig } from '../envoy/route-fixture.ts';
import { portsFor, recordedMachine, request } from './local-run-doubles.ts';
import { plannedText } from './planned-text.ts';
import { realEnvoy } from './real-envoy.ts';

describe('a request that reaches a route, asked of the real Envoy @process', function () {
  this.timeout(60_000);

  it('is answered by this route', async () => {
    const header = 'prefix: /h, headers: [{ name: x, present_match: true }]';
    const text = configWith(
      {
        domains: 'a.example, "*.a.example"',
        routes: ['prefix: /v1/admin', 'prefix: /v1/', 'path: /v1/x', 'prefix: /'],
      },
      { domains: '"*.b.example", b.example', routes: ['path: /V1', 'path: /v1, case_sensitive: false', 'prefix: ""'] },
      {
        domains: '"*"',
        routes: ['path_separated_prefix: /p', 'prefix: /p', header, 'prefix: /h', 'path: "/a;b=(c),d"', 'prefix: /'],
      },
    );
    const config = readConfig(text);
    const routes = config.routeConfigs.flatMap(({ virtualHosts }) => virtualHosts.flatMap((host) => host.routes));
    const reaching = config.listeners.flatMap(reachingRequests);
    const { machine } = recordedMachine(await realEnvoy());
    const signal = new AbortController().signal;
    const result = await runLocally(request, portsFor(plannedText(text), machine), signal);
    if (result.kind !== 'answered') assert.fail(JSON.stringify(result));
    const { run } = result;
    const answers: string[] = [];
    for (const { path, host } of reaching) {
      const sent = { method: 'GET', path, ...(host !== undefined && { host }), headers: [], expected: [] };
      const asked = await askRun(run, run.listener, sent, { machine, timeoutMs: 5000, signal });
      answers.push(asked.kind === 'answered' ? asked.answer.body : asked.kind);
    }
    await run.stop();
    assert.deepEqual(
      answers,
      reaching.map(({ route }) => `route ${routes.indexOf(route)}`),
    );
    assert.equal(answers.length, 8, answers.join());
  });

  it('has what its comment says, and what Envoy answers is checked', async () => {
    const text = configWith({
      domains: 'a.example',
      routes: ['prefix: /orders, headers: [{ name: x-a, string_match: { exact: b } }]'],
    });
    const { machine } = recordedMachine(await realEnvoy());
    const sent = {
      method: 'POST',
      path: '/orders?a=b',
      host: 'a.example',
      headers: [['x-a', 'b']],
      body: 'text',
      expected: [
        { kind: 'status', how: '=', text: '2xx' },
        { kind: 'body', how: '~', text: 'route 1' },
      ],
    } as const;
    const asked = { ...request, request: sent };
    const result = await runLocally(asked, portsFor(plannedText(text), machine), new AbortController().signal);
    if (result.kind !== 'answered') assert.fail(JSON.stringify(result));
    await result.run.stop();
    assert.deepEqual(
      result.checked.map(({ met, actual }) => [met, actual]),
      [
        [true, '200'],
        [false, 'route 0'],
      ],
    );
    const [hop] = result.hops;
    assert.deepEqual([hop?.method, hop?.authority, hop?.path], ['POST', 'a.example', '/orders?a=b']);
  });
});
