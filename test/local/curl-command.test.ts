import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { curlCommand, quote } from '../../client/src/local/curl-command.ts';

const nasty = [
  '/[a-z]{1,2}',
  "/it's",
  '/$HOME/$(id)/`id`',
  '/a&b;c|d>e<f',
  '/a"b\\c',
  '/!!/*?~#x',
  '/%41%zz',
  'a\nb\tc',
  '-x',
  '',
];

describe('a curl line @process', () => {
  it('passes the words unchanged to a POSIX shell', () => {
    if (process.platform === 'win32') return;
    for (const path of nasty) {
      const request = { url: `http://127.0.0.1:1${path}`, host: `h${path}` };
      assert.deepEqual(wordsOf(curlCommand(request, 'linux')), [
        '-g',
        '-i',
        '-H',
        `Host: ${request.host}`,
        request.url,
      ]);
      assert.deepEqual(wordsOf(`curl ${quote(path, 'linux')}`), [path]);
    }
  });

  it('has the method, headers and body of the request', () => {
    const url = 'http://h/';
    const headers = [
      ['x-a', "it's"],
      ['x-b', ''],
    ] as const;
    const posted = curlCommand({ url, method: 'POST', headers, body: '{"a": \'b\'}' }, 'linux');
    assert.deepEqual(wordsOf(posted), [
      '-g',
      '-i',
      ...['-X', 'POST'],
      ...['-H', "x-a: it's"],
      ...['-H', 'x-b;'],
      ...['--data-raw', '{"a": \'b\'}'],
      url,
    ]);
    assert.equal(curlCommand({ url, method: 'HEAD' }, 'linux'), `curl -g -i -I ${url}`);
    assert.equal(curlCommand({ url, method: 'GET' }, 'linux'), `curl -g -i ${url}`);
    assert.match(curlCommand({ url, method: 'GET', body: 'x' }, 'linux'), / -X GET --data-raw x /);
  });

  it('has the version of HTTP, and the name that TLS asks for', () => {
    const url = 'https://127.0.0.1:1/a';
    assert.equal(
      curlCommand({ url: 'http://h/', http2: true }, 'linux'),
      'curl -g -i --http2-prior-knowledge http://h/',
    );
    assert.equal(curlCommand({ url, http2: true }, 'linux'), `curl -g -i --http2-prior-knowledge -k ${url}`);
    assert.equal(
      curlCommand({ url, serverName: 'shop.example', host: 'h' }, 'linux'),
      "curl -g -i --http1.1 -k --noproxy '*' --resolve shop.example:1:127.0.0.1 -H 'Host: h' https://shop.example:1/a",
    );
  });

  it('is quoted for PowerShell and cmd on Windows', () => {
    const line = (path: string) => curlCommand({ url: `http://h${path}` }, 'win32');
    assert.equal(line('/a'), 'curl.exe -g -i http://h/a');
    assert.equal(line("/it's [x] & {y}"), `curl.exe -g -i "http://h/it's [x] & {y}"`);
    assert.equal(line('/$x'), "curl.exe -g -i 'http://h/$x'");
    assert.equal(line("/`'"), "curl.exe -g -i 'http://h/`'''");
    assert.equal(line('/"'), `curl.exe -g -i 'http://h/\\"'`);
    assert.equal(line('/’'), "curl.exe -g -i 'http://h/’’'");
  });

  it('keeps dots in the path', () => {
    const dotted = ['/a/../b', '/./a', '/..', '/.?x'];
    const plain = ['/a..b', '/.well-known', '/a?b=/c'];
    const keeps = (path: string) => curlCommand({ url: `http://h${path}` }, 'linux').includes(' --path-as-is ');
    assert.deepEqual(dotted.filter(keeps), dotted);
    assert.deepEqual(plain.filter(keeps), []);
  });
});

/** The arguments that `sh` passes to the program. */
function wordsOf(line: string): string[] {
  const script = `curl() { printf '%s\\0' "$@"; }; ${line}`;
  return execFileSync('sh', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1);
}
