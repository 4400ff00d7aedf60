import assert from 'node:assert/strict';
import { isRefused, localPlan } from '../../server/src/analysis/index.ts';
import { workspaceOf } from '../fixture/check.ts';

const manager = (more: string): string => `static_resources:
  listeners:
    - name: web
      address: { socket_address: { address: 0.0.0.0, port_value: 80 } }
      filter_chains:
        - name: all
          filters:
            - name: http
              typed_config:
                "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
                stat_prefix: web
${more.replaceAll(/^(?=.)/gm, ' '.repeat(16))}`;

/** The plan, and each text that is inserted with what is in front of it in its line and behind it. */
function traceOf(text: string) {
  const uri = 'file:///envoy.yaml';
  const plan = localPlan(workspaceOf([{ uri, text, claims: [] }]), uri);
  if (isRefused(plan)) assert.fail(JSON.stringify(plan));
  const inserted = plan.trace.insertions.map(({ offset, text: added }) => {
    const before = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset).trimStart();
    const behind = text.slice(offset).split('\n')[0];
    return `${before}${added.replace(/\{.*\}/, '{}').trimEnd()}|${behind?.slice(0, 12)}`;
  });
  return { trace: plan.trace, inserted };
}

describe('the trace of a local run', () => {
  it('adds an access log to the manager and a number to each route, in block and flow style', () => {
    const { trace, inserted } = traceOf(
      manager(`route_config:
  virtual_hosts:
    - name: everything
      domains: ["*"]
      routes:
        - match: { prefix: /a }
          name: first
          direct_response: { status: 200 }
        - { match: { path: /b }, direct_response: { status: 200 } }
`),
    );
    assert.deepEqual(inserted, [
      '"access_log": [{}]|"@type": typ',
      '- "metadata": {}|match: { pre',
      '- { "metadata": {},|match: { pat',
    ]);
    assert.deepEqual(
      trace.chains.map(({ listener, filterChain }) => [listener, filterChain]),
      [['web', 'all']],
    );
    assert.deepEqual(
      trace.routes.map(({ name, virtualHost, match }) => [name, virtualHost, match]),
      [
        ['first', 'everything', '/a'],
        [undefined, 'everything', 'path /b'],
      ],
    );
  });

  it('adds an item to an access log that is there', () => {
    const log = '{ name: envoy.access_loggers.stdout }';
    assert.deepEqual(traceOf(manager(`access_log:\n  - ${log.slice(2, -2)}\n`)).inserted, ['- {}|- name: envo']);
    assert.deepEqual(traceOf(manager(`access_log: [${log}]\n`)).inserted, ['access_log: [{},|{ name: envo']);
    assert.deepEqual(traceOf(manager('access_log: []\n')).inserted, ['access_log: [{}|]']);
  });

  it('leaves routes with metadata as they are, and what an alias shares', () => {
    const hosts = (routes: string) =>
      manager(`route_config:\n  virtual_hosts:\n    - name: h\n      domains: ["*"]\n${routes}`);
    const own = '      routes:\n        - { match: { prefix: / }, metadata: {}, direct_response: { status: 200 } }\n';
    assert.equal(traceOf(hosts(own)).inserted.length, 1);
    const shared =
      '      routes:\n        - &r { match: { prefix: / }, direct_response: { status: 200 } }\n        - *r\n';
    assert.equal(traceOf(hosts(shared)).inserted.length, 1);
  });
});
