import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { testFiles } from '../../../server/src/cli/test/test-files.ts';
import { configWith } from '../../envoy/route-fixture.ts';
import { selfSignedCertificate } from '../../../server/src/self-signed-certificate.ts';
import { realEnvoy } from '../../local/real-envoy.ts';
import { bundleCli } from '../bundle-cli.ts';

const config = configWith({ domains: '"*"', routes: ['path: /a', 'prefix: /'] });

/** The config with requests above its listener. */
const withRequests = (...requests: readonly string[]): string =>
  config.replace('    - name: ingress', `${requests.map((one) => `    # curl: ${one}\n`).join('')}    - name: ingress`);

describe('envoy-sidecar test @process', function () {
  this.timeout(60_000);
  let folder: string;
  let envoy: string;

  before(async () => {
    envoy = (await realEnvoy()).path;
  });
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'envoy-sidecar-test-'));
  });
  afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

  async function test(texts: Readonly<Record<string, string>>, signal = new AbortController().signal) {
    for (const [name, text] of Object.entries(texts)) fs.writeFileSync(path.join(folder, name), text);
    const paths = Object.keys(texts).map((name) => path.join(folder, name));
    const { stdout, stderr, status } = await testFiles({ paths, envoy, appPort: undefined, color: false, signal });
    return { status, printed: (stdout + stderr).replaceAll(`${folder}${path.sep}`, '') };
  }

  it('passes if all answers are as expected, also in a ConfigMap and on several listeners', async () => {
    const second = config
      .slice(config.indexOf('    - name: ingress'))
      .replace('ingress', 'second')
      .replace('9092', '9093')
      .replace('route 0', 'second 0');
    const both = `${withRequests('/a expect: 200 body="route 0"', 'POST /x body: {} expect: 2xx')}    # curl: /a expect: body~second\n${second}`;
    const map = `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: c }\ndata:\n  envoy.yaml: |\n${withRequests('HEAD /a').replaceAll(/^/gm, '    ')}`;
    assert.deepEqual(await test({ 'envoy.yaml': both, 'map.yaml': map }), {
      status: 0,
      printed: `envoy.yaml:3 passed GET /a (200 OK)
envoy.yaml:4 passed POST /x (200 OK)
envoy.yaml:25 passed GET /a (200 OK)
map.yaml:8 passed HEAD /a (200 OK)
4 requests: 4 passed
`,
    });
  });

  it('sends HTTP/2, and TLS with the name that a filter chain asks for', async () => {
    const { chain, key } = selfSignedCertificate(['shop.example'], new Date());
    fs.writeFileSync(path.join(folder, 'chain.pem'), chain);
    fs.writeFileSync(path.join(folder, 'key.pem'), key);
    const [certificate, privateKey] = ['chain.pem', 'key.pem'].map((name) => JSON.stringify(path.join(folder, name)));
    const context = `"@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext, common_tls_context: { tls_certificates: [{ certificate_chain: { filename: ${certificate} }, private_key: { filename: ${privateKey} } }] }`;
    const secured = `filter_chain_match: { server_names: [shop.example] }\n          transport_socket: { name: envoy.transport_sockets.tls, typed_config: { ${context} } }\n          filters:`;
    const inspector =
      'listener_filters: [{ name: i, typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.listener.tls_inspector.v3.TlsInspector } }]\n      filter_chains:';
    const http2 = withRequests('/a expect: 200').replace(
      'stat_prefix:',
      'codec_type: HTTP2\n                stat_prefix:',
    );
    const tls = (text: string) => text.replace('filters:', secured).replace('filter_chains:', inspector);
    const [own] = /^ {8}- filters:[\s\S]*$/m.exec(config) ?? [''];
    // Its filter chain is the second one, and accepts another name.
    const other = own
      .replace('filters:', secured.replace('shop.example', '"*.other.example"'))
      .replace('route 0', 'other');
    const commented = other.replace(/^( +)(- match: )/m, '$1# curl: /a expect: body=other\n$1$2');
    const texts = {
      'a.yaml': http2,
      'b.yaml': tls(withRequests('/a expect: 200')),
      'c.yaml': tls(http2),
      'd.yaml': `${tls(config)}${commented}`,
    };
    assert.deepEqual(await test(texts), {
      status: 0,
      printed: `a.yaml:3 passed GET /a (200)
b.yaml:3 passed GET /a (200 OK)
c.yaml:3 passed GET /a (200)
d.yaml:38 passed GET /a (200 OK)
4 requests: 4 passed
`,
    });
  });

  it('fails if an answer is different, and says who answered', async () => {
    assert.deepEqual(await test({ 'envoy.yaml': withRequests('/a expect: 404', '/b expect: 200') }), {
      status: 1,
      printed: `envoy.yaml:3 failed GET /a
    Expected 404, but it is 200
    The route answered with 200. The request was not sent to a cluster.
envoy.yaml:4 passed GET /b (200 OK)
2 requests: 1 passed, 1 failed
`,
    });
  });

  it('ends with 2 for a request that cannot be sent, and a config that Envoy rejects', async () => {
    const wrong = withRequests('/a').replace('prefix: /', 'prefix: /, path: /');
    const refused = await test({ 'a.yaml': withRequests('PSOT /a', '/a'), 'b.yaml': wrong });
    assert.equal(refused.status, 2);
    assert.match(
      refused.printed,
      /^a\.yaml:3 error # curl: PSOT \/a\n {4}Unknown method 'PSOT'.*\na\.yaml:4 passed GET \/a \(200 OK\)\nb\.yaml:3 error GET \/a\n {4}Envoy rejected this config: .*\n3 requests: 1 passed, 2 not sent\n$/,
    );
    assert.deepEqual(await test({ 'a.yaml': config }), {
      status: 2,
      printed: "No requests were found. Write them as comments, such as '# curl: /'.\n",
    });
  });

  it('ends when it is cancelled', async () => {
    const { status, printed } = await test({ 'a.yaml': withRequests('/a') }, AbortSignal.abort());
    assert.equal(status, 2);
    assert.match(printed, /cancelled|not usable/);
  });

  it('is a command that writes a report, and says what is wrong with its options', () => {
    const cli = bundleCli(folder);
    const run = (...args: string[]) =>
      spawnSync(process.execPath, [cli, 'test', ...args], { cwd: folder, encoding: 'utf8' });
    fs.writeFileSync(path.join(folder, 'envoy.yaml'), withRequests('/a expect: 404'));
    const failed = run('--envoy', envoy, '--junit', 'report.xml', 'envoy.yaml');
    assert.deepEqual([failed.status, failed.stderr], [1, '']);
    assert.match(
      fs.readFileSync(path.join(folder, 'report.xml'), 'utf8'),
      /<failure message="Expected 404, but it is 200">/,
    );
    assert.match(
      run('--app-port', '0', 'envoy.yaml').stderr,
      /^--app-port must be a number from 1 to 65535, not '0'\./,
    );
    assert.equal(run().status, 2);
    const absent = run('--envoy', 'gone', 'envoy.yaml');
    assert.equal(absent.status, 2);
    assert.match(absent.stderr, /gone is not usable as Envoy: no such executable file\.\n$/);
  });
});
