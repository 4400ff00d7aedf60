import assert from 'node:assert/strict';
import { plainEnglish } from '../../client/src/deploy/l10n.ts';
import { checkExpectations } from '../../client/src/local/check-expectations.ts';
import { expectationSentence } from '../../client/src/local/expectation-sentence.ts';
import type { Expectation } from '../../server/src/sent-request.ts';

const answer = {
  status: 201,
  headers: [
    ['Set-Cookie', 'a=1'],
    ['set-cookie', 'b=2'],
  ],
  body: 'the  id\nis 7',
  binary: false,
} as const;

function sentences(expected: readonly Expectation[], changes: Partial<{ body: string; binary: boolean }> = {}) {
  const checked = checkExpectations(expected, { ...answer, ...changes }, [{ cluster: 'edge' }, { cluster: 'app' }]);
  return checked.map((one) => expectationSentence(one, plainEnglish));
}

const cookie = (how: '~' | '=', text: string): Expectation => ({ kind: 'header', name: 'set-cookie', how, text });

describe('the expectations of a request', () => {
  it('are met by the status, one of the headers, the body and the cluster that answered', () => {
    const expected: Expectation[] = [
      { kind: 'status', how: '=', text: '201' },
      { kind: 'status', how: '=', text: '2xx' },
      cookie('=', 'b=2'),
      cookie('~', '1'),
      { kind: 'body', how: '~', text: 'id\nis' },
      { kind: 'cluster', how: '=', text: 'app' },
    ];
    assert.deepEqual(sentences(expected), [
      '201 as expected',
      '2xx as expected',
      'set-cookie="b=2" as expected',
      'set-cookie~1 as expected',
      'body~"id\\nis" as expected',
      'cluster=app as expected',
    ]);
  });

  it('say what the answer has in place of what was expected', () => {
    const body: Expectation = { kind: 'body', how: '=', text: 'x y' };
    assert.deepEqual(
      sentences([
        { kind: 'status', how: '=', text: '4xx' },
        cookie('=', 'b'),
        body,
        { kind: 'cluster', how: '=', text: 'edge' },
      ]),
      [
        'Expected 4xx, but it is 201',
        'Expected set-cookie=b, but it is "a=1"',
        'Expected body="x y", but it is "the id is 7"',
        'Expected cluster=edge, but it is app',
      ],
    );
    assert.deepEqual(sentences([{ kind: 'header', name: 'x', how: '~', text: 'a' }]), [
      'Expected x~a, but the answer has no such header',
    ]);
    assert.deepEqual(sentences([body], { binary: true }), ['Expected body="x y", but the body is not text']);
    assert.match(sentences([body], { body: 'long '.repeat(50) })[0] ?? '', /^.{100,130}…$/);
  });
});
