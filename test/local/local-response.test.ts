import assert from 'node:assert/strict';
import { plainEnglish } from '../../client/src/deploy/l10n.ts';
import { describeLocalRun } from '../../client/src/local/describe-local-run.ts';
import type { HttpAnswer } from '../../client/src/local/http-request.ts';
import { localResponse } from '../../client/src/local/local-response.ts';
import type { EnvoyNotFoundReason, LocalRun, LocalRunResult } from '../../client/src/local/local-run-result.ts';
import { noTrace, plannedListener } from './plan-fixture.ts';

const run: LocalRun = {
  listener: { ...plannedListener({ name: 'listener_0', address: '0.0.0.0', port: 9092 }), path: '/a b' },
  envoy: { kind: 'found', path: '/envoy', version: '1.40.0', source: 'path' },
  pid: 1,
  port: 40001,
  portOf: () => 40001,
  adminPort: 40002,
  leavesOutListeners: false,
  app: { kind: 'stand-in', ports: [80] },
  configUri: 'file:///envoy.yaml',
  upstreams: new Map(),
  trace: noTrace,
  readAccessLog: async () => '',
  ended: Promise.resolve('stopped'),
  stop: async () => undefined,
  kill: () => undefined,
};
const request = { method: 'GET', path: '/a b', headers: [], expected: [] };
const answer: HttpAnswer = {
  kind: 'answered',
  status: 200,
  statusText: 'OK',
  httpVersion: '1.1',
  headers: [['server', 'envoy']],
  body: 'page',
  bodyBytes: 4,
  bodyTruncated: false,
  binary: false,
  timing: { connectMs: 1, firstByteMs: 2, totalMs: 3 },
};

describe('what a local run shows', () => {
  it('shows the address, the commands and the stand-ins', () => {
    const shown = localResponse({ run, answer, hops: [], request, checked: [] }, plainEnglish);
    assert.equal(shown.request.url, 'http://127.0.0.1:40001/a%20b');
    assert.equal(shown.browserUrl, shown.request.url);
    assert.equal(shown.commands.length, 3);
    assert.match(shown.commands[0] ?? '', /^curl(\.exe)? -g -i http:\/\/127\.0\.0\.1:40001\/a%20b$/);
    assert.match(
      shown.notes.join('\n'),
      /listener_0 is on 127\.0\.0\.1:40001 in this run\. The file specifies 0\.0\.0\.0:9092/,
    );
    assert.match(shown.notes.join('\n'), /replaces the app on port 80/);
  });

  it('has the address and the curl command for HTTP/2 and TLS', () => {
    const shownFor = (listener: Partial<LocalRun['listener']>, untrusted?: string) => {
      const running = { ...run, listener: { ...run.listener, ...listener } };
      const given = { ...answer, ...(untrusted !== undefined && { untrusted }) };
      const shown = localResponse({ run: running, answer: given, hops: [], request, checked: [] }, plainEnglish);
      return [shown.commands[0]?.replace('curl.exe', 'curl'), shown.browserUrl, shown.notes.join()] as const;
    };
    const [plain, noBrowser] = shownFor({ http2: true });
    assert.equal(plain, 'curl -g -i --http2-prior-knowledge http://127.0.0.1:40001/a%20b');
    assert.equal(noBrowser, undefined);
    const [secure, browser, notes] = shownFor({ tls: { serverNames: [] } }, 'CERT_HAS_EXPIRED');
    assert.equal(secure, 'curl -g -i --http1.1 -k https://127.0.0.1:40001/a%20b');
    assert.equal(browser, 'https://127.0.0.1:40001/a%20b');
    assert.match(notes, /does not trust the certificate of the listener \(CERT_HAS_EXPIRED\)/);
  });

  it('explains 404 of a listener for gRPC', () => {
    const notesFor = (status: number) => {
      const grpc = { ...run, listener: { ...run.listener, grpcOnly: true } } as const;
      const given = { ...answer, status };
      return localResponse({ run: grpc, answer: given, hops: [], request, checked: [] }, plainEnglish).notes.join();
    };
    assert.match(notesFor(404), /All routes of the listener accept only gRPC\./);
    assert.doesNotMatch(notesFor(200), /gRPC/);
  });

  it('does not offer a browser if the listener wants a host', () => {
    const withHost = { ...run, listener: { ...run.listener, host: 'example.com' } };
    const shown = localResponse(
      { run: withHost, answer, hops: [], request: { ...request, host: 'example.com' }, checked: [] },
      plainEnglish,
    );
    assert.equal(shown.browserUrl, undefined);
    assert.match(shown.notes.join('\n'), /uses host example\.com/);
  });

  it('shows the request as it was sent, and whether the answer is as expected', () => {
    const sent = { ...request, method: 'POST', headers: [['x-a', 'b']], body: '{}', host: 'a.example' } as const;
    const checked = [
      { expectation: { kind: 'status', how: '=', text: '200' }, met: true, actual: '200' },
      { expectation: { kind: 'cluster', how: '=', text: 'app' }, met: false },
    ] as const;
    const shown = localResponse({ run, answer, hops: [], request: sent, checked }, plainEnglish);
    assert.deepEqual([shown.request.method, shown.request.headers, shown.request.body], ['POST', [['x-a', 'b']], '{}']);
    assert.match(shown.commands[0] ?? '', / -X POST -H 'Host: a\.example' -H 'x-a: b' --data-raw '\{\}' /);
    assert.deepEqual(shown.expectations, [
      { met: true, sentence: '200 as expected' },
      { met: false, sentence: 'Expected cluster=app, but it is not known which cluster answered' },
    ]);
    assert.equal(shown.browserUrl, undefined);
  });

  it("says whether the user's own app is there", () => {
    const own = (reachable: boolean): string =>
      localResponse(
        { run: { ...run, app: { kind: 'own', port: 3000, reachable } }, answer, hops: [], request, checked: [] },
        plainEnglish,
      ).notes.join();
    assert.match(own(true), /sent to your app on 127\.0\.0\.1:3000/);
    assert.match(own(false), /Nothing listens on 127\.0\.0\.1:3000/);
  });

  it('shows the host only if it was sent', () => {
    const withHost = { ...request, host: 'exämple.com' };
    const shown = localResponse({ run, answer, hops: [], request: withHost, checked: [] }, plainEnglish);
    assert.deepEqual([shown.request.host, / -H /.test(shown.commands[0] ?? '')], [undefined, false]);
  });

  it('says that listeners of a file or a control plane are left out', () => {
    const notes = (leavesOutListeners: boolean) =>
      localResponse(
        { run: { ...run, leavesOutListeners }, answer, hops: [], request, checked: [] },
        plainEnglish,
      ).notes.join('\n');
    assert.match(notes(true), /\(LDS\) are omitted/);
    assert.doesNotMatch(notes(false), /left out/);
  });

  it('has one complete sentence for every failure', () => {
    const reasons: EnvoyNotFoundReason[] = [
      { kind: 'declined' },
      { kind: 'setting-unusable', path: '/x', detail: 'gone.' },
      { kind: 'unsupported-platform' },
      { kind: 'no-python' },
      { kind: 'no-pip' },
      { kind: 'no-wheel', detail: '' },
      { kind: 'failed', detail: 'offline.' },
      { kind: 'unusable', detail: 'old' },
    ];
    const failures: LocalRunResult[] = [
      ...reasons.map((reason) => ({ kind: 'envoy-not-found', reason }) as const),
      { kind: 'no-plan', refusal: { refused: 'No config.' } },
      { kind: 'no-http-listener', listeners: [] },
      { kind: 'no-http-listener', listeners: [run.listener] },
      { kind: 'envoy-refused', message: 'why.' },
      { kind: 'port-in-use', address: '127.0.0.1:1' },
      { kind: 'envoy-exited', code: null, log: '' },
      { kind: 'not-ready', afterMs: 30_000, log: '' },
      ...(['refused', 'reset', 'timed-out'] as const).map(
        (kind) => ({ kind: 'not-answered', failure: { kind, detail: '' }, log: '' }) as const,
      ),
      { kind: 'exposed', addresses: ['0.0.0.0:80'] },
      { kind: 'failed', detail: 'full.' },
    ];
    const sentences = failures.map((failure) => describeLocalRun(failure, plainEnglish) ?? '');
    for (const sentence of sentences) assert.match(sentence, /^[A-Z].*\.$/, sentence);
    for (const sentence of sentences) assert.doesNotMatch(sentence, /\{\d\}|undefined/);
    assert.equal(new Set(sentences).size, sentences.length);
    assert.equal(describeLocalRun({ kind: 'cancelled' }, plainEnglish), undefined);
  });
});
