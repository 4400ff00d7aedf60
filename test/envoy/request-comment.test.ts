import assert from 'node:assert/strict';
import { requestComments } from '../../server/src/analysis/envoy/request-comment.ts';

/** What the only comment of a text says. */
function readOf(comment: string) {
  const [found, ...more] = requestComments(`static_resources:\n  # curl: ${comment}\n`);
  assert.equal(more.length, 0);
  assert.ok(found, `not read: ${comment}`);
  return found.read;
}

const mistake = (comment: string) => {
  const read = readOf(comment);
  assert.ok('kind' in read, JSON.stringify(read));
  const text = `static_resources:\n  # curl: ${comment}\n`;
  assert.equal(text.slice(read.range.start, read.range.end), read.written);
  return [read.kind, read.written, read.meant].filter((one) => one !== undefined);
};

describe('a request in a comment', () => {
  it('has a path, and GET as method unless there is a body', () => {
    const plain = { method: 'GET', path: '/a?b=1', headers: [], expected: [] };
    assert.deepEqual(readOf('/a?b=1'), plain);
    assert.deepEqual(readOf('DELETE   /a?b=1'), { ...plain, method: 'DELETE' });
    const text = { ...plain, method: 'POST', headers: [['content-type', 'text/plain']], body: 'x' };
    assert.deepEqual(readOf('/a?b=1 body: x'), text);
  });

  it('has a host, headers, a body and expectations, in any order', () => {
    assert.deepEqual(
      readOf(
        'PUT /a expect: 201 body~"i\\"d" Location=/b/1 cluster=app  body: {"a": "} host: x"}  header: x-a="b c" host: h.example:80',
      ),
      {
        method: 'PUT',
        path: '/a',
        host: 'h.example:80',
        headers: [
          ['x-a', 'b c'],
          ['content-type', 'application/json'],
        ],
        body: '{"a": "} host: x"}',
        expected: [
          { kind: 'status', how: '=', text: '201' },
          { kind: 'body', how: '~', text: 'i"d' },
          { kind: 'header', name: 'location', how: '=', text: '/b/1' },
          { kind: 'cluster', how: '=', text: 'app' },
        ],
      },
    );
    const typed = readOf('/ header: Content-Type=text/csv body: "a b"');
    assert.deepEqual('headers' in typed && typed.headers, [['Content-Type', 'text/csv']]);
    const hosts = ['"h.example"', '[::1]:80'].map((host) => readOf(`/ host: ${host}`));
    assert.deepEqual(
      hosts.map((one) => 'host' in one && one.host),
      ['h.example', '[::1]:80'],
    );
    assert.deepEqual(readOf('/ expect: 2xx'), {
      method: 'GET',
      path: '/',
      headers: [],
      expected: [{ kind: 'status', how: '=', text: '2xx' }],
    });
  });

  for (const [comment, ...expected] of [
    ['PSOT /a', 'method', 'PSOT', 'POST'],
    ['post /a', 'method', 'post', 'POST'],
    ['/a hots: x', 'word', 'hots:', 'host:'],
    ['/a x', 'word', 'x'],
    ['/a Host: x', 'word', 'Host:', 'host:'],
    ['/a host: x host: y', 'repeated', 'host:'],
    ['/a host:', 'value', 'host:'],
    ['/a host: "x', 'unclosed', '"x'],
    ['/a host: exämple', 'host', 'exämple'],
    ['/a body: host: x', 'value', 'body:'],
    ['/a header: x', 'header', 'x'],
    ['/a header: host=x', 'header', 'host=x'],
    ['/a header: Content-Length=5', 'header', 'Content-Length=5'],
    ['/a header:', 'value', 'header:'],
    ['/a expect:', 'value', 'expect:'],
    ['/a expect: 999', 'expectation', '999'],
    ['/a expect: 200 ok', 'expectation', 'ok'],
    ['/a expect: body~', 'expectation', 'body~'],
    ['/a expect: body~"x', 'unclosed', '"x'],
    ['/a body: {"a": [1}', 'unclosed', '{"a": [1}'],
  ] as const)
    it(`has a mistake in "${comment}"`, () => assert.deepEqual(mistake(comment), expected));

  it('is no other comment', () => {
    for (const line of [
      '# curl: see the wiki',
      '# curl: use /x for tests',
      '# curl: -X POST /a',
      '# curl: localhost:9092/a',
      '# curl /a',
      'path: x # curl: /a',
    ])
      assert.deepEqual(requestComments(`a: 1\n${line}\n`), [], line);
    assert.equal(requestComments('# curl: /a\r\n#curl:\t/b').length, 2);
  });

  it('is read quickly, however long it is', () => {
    for (const part of ['{', '"', 'a=', ' ', '\\', '# curl: /'])
      assert.ok(requestComments(`# curl: /a body: ${part.repeat(50_000)}`).length <= 1);
  });
});
