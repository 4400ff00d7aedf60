import assert from 'node:assert/strict';
import { sendRequest } from '../../client/src/local/http-request.ts';
import { configOf, filter, tracedRuns } from './traced-runs.ts';

describe('the path of a request', function () {
  this.timeout(60_000);
  const { tell, tcp, app, unused, run, configs } = tracedRuns();

  it('RL: a rate limit @process', async () => {
    const all = '{ default_value: { numerator: 100 } }';
    const limit = `stat_prefix: l, token_bucket: { max_tokens: 1, fill_interval: 3600s }, filter_enabled: ${all}, filter_enforced: ${all}`;
    const text = configOf({ filters: filter('l', 'local_ratelimit.v3.LocalRateLimit', limit) });
    const told = await tell(text, await app(200), (port) => sendRequest({ port, path: '/', timeoutMs: 3000 }));
    assert.deepEqual([told.status, told.flags], [429, 'RL']);
    assert.equal(told.sentence, 'A rate limit rejected the request.');
  });

  it('is not asked of a config that Envoy rejects, which is judged as it is written @process', async () => {
    const result = await run(configOf({ route: 'cluster: missing' }));
    assert.deepEqual(
      [result.kind, result.kind === 'envoy-refused' && result.message],
      ['envoy-refused', "route: unknown cluster 'missing'"],
    );
    assert.deepEqual(configs(), ['traced', 'as written']);
  });

  it('DC: the client goes away @process', async () => {
    let asked = 0;
    const slow = await tcp((socket) => {
      asked++;
      if (asked <= 2) socket.end('HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n');
    });
    const told = await tell(configOf({}), slow, (port) => sendRequest({ port, path: '/', timeoutMs: 300 }));
    assert.equal(told.flags, 'DC');
    assert.equal(told.sentence, 'The client closed the connection before there was an answer.');
  });

  it('names what the request passed, with the lines, and the port that the app declares @process', async () => {
    const text = configOf({ route: 'cluster: app, prefix_rewrite: /v1/' });
    const { path } = await tell(text, await unused());
    const told = path.steps.map(({ label, text: of, location }) => [
      label,
      of.replaceAll(/127.0.0.1:\d{5}/g, 'MOVED').replace(/\d+ ms/, 'N ms'),
      location ? text.split('\n')[location.range.start.line]?.trim() : undefined,
    ]);
    assert.deepEqual(told, [
      ['Listener', 'ingress', '- name: envoy.filters.network.http_connection_manager'],
      ['Virtual host', 'everything', undefined],
      ['Route', '/', '- match: { prefix: / }'],
      ['Rewritten', '/ → /v1/', undefined],
      ['Cluster', 'app', '- name: app'],
      [
        'Endpoint',
        '127.0.0.1:8080 (MOVED in this run)',
        '- endpoint: { address: { socket_address: { address: 127.0.0.1, port_value: 8080 } } }',
      ],
      ['Time in Envoy', 'N ms', undefined],
      ['Response flags', 'UF', undefined],
    ]);
    assert.deepEqual(
      path.verdict.hints.map(({ sentence, location }) => [sentence, location?.uri, location?.range.start.line]),
      [['Container web declares containerPort 8081.', 'file:///fixture/pod.yaml', 7]],
    );
  });
});
