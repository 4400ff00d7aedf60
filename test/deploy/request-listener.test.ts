import assert from 'node:assert/strict';
import { fakeDeploy, questions, welcome } from './fixture/fake-deploy.ts';
import { seedListener, seedPlan } from './fixture/plan-of.ts';

describe('deploy, the request', () => {
  it('lets the person pick among several HTTP listeners, and takes the one under the cursor', async () => {
    const second = {
      ...seedListener,
      name: 'second',
      port: 9093,
      location: { uri: 'file:///b', range: { start: { line: 1, character: 0 }, end: { line: 9, character: 0 } } },
    };
    const tcp = { ...seedListener, name: 'tcp', protocol: 'tcp' as const };
    const plan = async () => seedPlan({ listeners: [seedListener, second, tcp] });
    const { ui } = await fakeDeploy({ plan });
    assert.deepEqual(ui.asked.at(-1), { question: 'listener', about: [seedListener, second] });
    const place = { uri: 'file:///b', position: { line: 3, character: 2 } };
    const there = await fakeDeploy({ plan, place });
    assert.deepEqual([questions(there.ui), there.cluster.calls.at(-1)], [['deploy'], 'forward my-pod:9093']);
    const none = await fakeDeploy({ plan, script: { chooseListener: async () => undefined } });
    assert.deepEqual([none.result.kind, none.changes], ['cancelled', []]);
  });

  it('says in a sentence that TCP, TLS and UDP listeners get no request', async () => {
    const sentences = [];
    for (const protocol of ['tcp', 'tls', 'udp'] as const) {
      const { sentence } = await fakeDeploy({
        plan: async () => seedPlan({ listeners: [{ ...seedListener, protocol }] }),
      });
      sentences.push(sentence);
    }
    assert.deepEqual(sentences, [
      'Pod my-pod is Ready. No request was sent, because listener listener_0 does not use HTTP. It is forwarded to 127.0.0.1:40000.',
      'Pod my-pod is Ready. No request was sent, because listener listener_0 does not accept HTTP from clients without a certificate. It is forwarded to 127.0.0.1:40000.',
      'Pod my-pod is Ready. No request was sent, because port-forward does not support UDP (listener listener_0).',
    ]);
    const none = await fakeDeploy({ plan: async () => seedPlan({ listeners: [] }) });
    assert.match(none.sentence, /has no known listener/);
  });

  it('tries again until it is answered', async () => {
    const requests = [{ kind: 'reset', detail: 'x' }, { ...welcome, status: 503 }, welcome] as const;
    const { result } = await fakeDeploy({ requests, limits: { readyMs: 1000, answerMs: 5000 } });
    assert.ok(result.kind === 'applied' && result.answer?.kind === 'answered');
    assert.equal(result.answer.response.status, 200);
  });

  it('gives the lines to copy, and no browser address if a Host is required', async () => {
    const plan = async () => seedPlan({ listeners: [{ ...seedListener, host: 'shop.example', path: '/a b' }] });
    const { result } = await fakeDeploy({ plan });
    assert.ok(result.kind === 'applied' && result.answer?.kind === 'answered');
    const { response } = result.answer;
    assert.deepEqual(response.commands, [
      'kubectl --context kind-dev --namespace default port-forward pod/my-pod 40000:9092',
      "curl -g -i -H 'Host: shop.example' http://127.0.0.1:40000/a%20b",
    ]);
    assert.equal(response.browserUrl, undefined);
  });

  it('sends HTTP/2 and TLS as the listener needs it', async () => {
    const listener = { ...seedListener, http2: true, tls: { serverNames: ['shop.example'] } } as const;
    const untrusted = { ...welcome, untrusted: 'DEPTH_ZERO_SELF_SIGNED_CERT' };
    const { result, sent } = await fakeDeploy({
      plan: async () => seedPlan({ listeners: [listener] }),
      requests: [untrusted],
    });
    assert.deepEqual([sent[0]?.http2, sent[0]?.tls], [true, { serverNames: ['shop.example'] }]);
    assert.ok(result.kind === 'applied' && result.answer?.kind === 'answered');
    const { response } = result.answer;
    assert.equal(response.request.url, 'https://127.0.0.1:40000/');
    assert.equal(
      response.commands[1],
      "curl -g -i --http2-prior-knowledge -k --noproxy '*' --resolve shop.example:40000:127.0.0.1 -H 'Host: 127.0.0.1:40000' https://shop.example:40000/",
    );
    assert.equal(response.browserUrl, undefined);
    assert.match(
      response.notes.join(),
      /does not trust the certificate of the listener \(DEPTH_ZERO_SELF_SIGNED_CERT\)/,
    );
  });

  for (const [name, behaviour, sentence] of [
    [
      'refused',
      { forwardProblems: [{ detail: 'dial tcp4 127.0.0.1:9092: connect: connection refused' }] },
      'Nothing listens on port 9092 in pod my-pod. The connection to listener listener_0 was refused.',
    ],
    [
      'forbidden',
      { forwardProblems: [{ status: 403, detail: 'server response: 403' }] },
      'You are not allowed to create pods/portforward in namespace default of context kind-dev.',
    ],
    ['broken off', {}, 'Listener listener_0 of pod my-pod closed the connection: ECONNRESET'],
    ['not opened', { forwardFails: 'EACCES' }, 'The port-forward to port 9092 of pod my-pod failed: EACCES'],
  ] as const) {
    it(`ends in one sentence when the connection is ${name}, and leaves no forward`, async () => {
      const requests = [{ kind: 'reset', detail: 'ECONNRESET' }] as const;
      const run = await fakeDeploy({ ...behaviour, requests });
      assert.deepEqual([run.sentence, run.changes.length, run.forwards.all()], [sentence, 2, []]);
    });
  }
});
