import assert from 'node:assert/strict';
import { connect } from 'node:http2';
import { sendRequest } from '../../client/src/local/http-request.ts';
import { standInPage, startStandInApp } from '../../client/src/local/stand-in-app.ts';
import { standInStrings } from './local-run-doubles.ts';

describe('the stand-in for the app', () => {
  it('answers HTTP/1.1 with what arrived', async () => {
    const standIn = await startStandInApp(8080, standInStrings);
    const answer = await sendRequest({ port: standIn.port, host: 'example.com', path: '/a?b=1', timeoutMs: 5000 });
    await standIn.stop();
    if (answer.kind !== 'answered') assert.fail(JSON.stringify(answer));
    assert.equal(answer.status, 200);
    assert.match(answer.body, /In place of the app at port 8080\./);
    assert.match(answer.body, /GET \/a\?b=1\nHost: example\.com\n/);
    assert.equal((await sendRequest({ port: standIn.port, path: '/', timeoutMs: 1000 })).kind, 'refused');
  });

  it('answers HTTP/2 without TLS', async () => {
    const standIn = await startStandInApp(8080, standInStrings);
    const session = connect(`http://127.0.0.1:${standIn.port}`);
    const stream = session.request({ ':path': '/over-http2' });
    let page = '';
    const status = await new Promise((resolve, reject) => {
      stream.on('response', (headers) => resolve(headers[':status']));
      stream.on('error', reject);
    });
    for await (const chunk of stream.setEncoding('utf8')) page += chunk;
    session.close();
    await standIn.stop();
    assert.equal(status, 200);
    assert.match(page, /GET \/over-http2\n/);
  });

  it('escapes what arrived', () => {
    const page = standInPage({ method: 'GET', path: '/<script>', headers: [['x', '<b>&']] }, 80, standInStrings);
    assert.ok(!page.includes('<script>') && !page.includes('<b>'));
    assert.match(page, /\/&lt;script&gt;\nx: &lt;b&gt;&amp;/);
  });
});
