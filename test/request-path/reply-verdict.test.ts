import assert from 'node:assert/strict';
import { plainEnglish } from '../../client/src/deploy/l10n.ts';
import { replyVerdict } from '../../client/src/request-path/reply-verdict.ts';

const verdict = (status: number, body: string, headers: readonly (readonly [string, string])[] = []) => {
  const told = replyVerdict({ status, body, headers }, plainEnglish);
  return told && [told.by, told.mayPass];
};
const reset = 'upstream connect error or disconnect/reset before headers. reset reason: ';

describe('who has sent a 502, 503 or 504', () => {
  it('is the app if Envoy has measured its time', () => {
    assert.deepEqual(verdict(503, 'no healthy upstream', [['X-Envoy-Upstream-Service-Time', '3']]), ['app', false]);
  });

  it('is Envoy if the body is one of its own, which the app may still change or not', () => {
    assert.deepEqual(verdict(503, `${reset}remote connection failure`), ['envoy', true]);
    assert.deepEqual(verdict(503, `${reset}connection termination`), ['envoy', true]);
    assert.deepEqual(verdict(502, `${reset}protocol error`), ['envoy', false]);
    assert.deepEqual(verdict(503, `${reset}connection failure, transport failure reason: TLS_error:|x`), [
      'envoy',
      false,
    ]);
    assert.deepEqual(verdict(503, 'no healthy upstream'), ['envoy', true]);
    assert.deepEqual(verdict(504, 'upstream request timeout'), ['envoy', false]);
  });

  it('is not known otherwise, and other answers are not explained', () => {
    assert.deepEqual(verdict(503, 'Sorry'), ['unknown', true]);
    assert.equal(verdict(500, 'no healthy upstream'), undefined);
    assert.equal(verdict(200, ''), undefined);
  });
});
