import assert from 'node:assert/strict';
import { reachingRequests } from '../../server/src/analysis/envoy/reaching-request.ts';
import { configWith, type HostFixture, readConfig } from './route-fixture.ts';

/** The routes that are reached, by their positions, with the host and path. */
function reached(...hosts: readonly HostFixture[]) {
  const config = readConfig(configWith(...hosts));
  const routes = config.routeConfigs.flatMap(({ virtualHosts }) => virtualHosts.flatMap((host) => host.routes));
  return config.listeners
    .flatMap(reachingRequests)
    .map(({ route, host = '', path }) => `${routes.indexOf(route)} ${host}${path}`);
}

const any = (...routes: readonly string[]) => reached({ domains: '"*"', routes });

describe('a request that reaches a route', () => {
  it('has the path of the route, if no route above may take it', () => {
    assert.deepEqual(any('prefix: /a/b', 'prefix: /a', 'path: /a/b/c', 'path: /x', 'prefix: /'), [
      '0 /a/b',
      '1 /a',
      '3 /x',
      '4 /',
    ]);
    assert.deepEqual(any('prefix: /', 'prefix: /never'), ['0 /']);
    assert.deepEqual(any('path: /A', 'path: /a', 'path_separated_prefix: /b'), ['0 /A', '2 /b']);
  });

  it('is not known for routes with other conditions, and below them if they may take it', () => {
    const header = 'prefix: /a, headers: [{ name: x, present_match: true }]';
    assert.deepEqual(any(header, 'prefix: /a', 'prefix: /b'), ['2 /b']);
    assert.deepEqual(any('safe_regex: { regex: "/x.*" }', 'prefix: /b'), []);
    assert.deepEqual(any('prefix: /a, case_sensitive: false', 'prefix: ""'), ['0 /a', '1 /']);
  });

  it('is not known for a path that Envoy or the client changes', () => {
    for (const path of ['/a//b', '/a/../b', '/a/./b', '/a%20b', '"/a b"', '/ä', '/a?b', '"/a#b"', 'a', '"${PATH}"'])
      assert.deepEqual(any(`path: ${path}`), [], path);
  });

  it('has the domain of the virtual host', () => {
    const routes = ['prefix: /'];
    assert.deepEqual(
      reached(
        { domains: 'a.example', routes },
        { domains: '"*.b.example", c.example', routes },
        { domains: '"*.d.example"', routes },
        { domains: '"e.example:80"', routes },
        { domains: '"*"', routes },
      ),
      ['0 a.example/', '1 c.example/', '4 /'],
    );
  });

  it('is not known if another virtual host may be that of the address', () => {
    const routes = ['prefix: /'];
    const below = (domains: string) => reached({ domains, routes: ['path: /x'] }, { domains: '"*"', routes }).at(-1);
    assert.equal(below('"*.example"'), '1 /');
    for (const domains of ['"127.*"', '"*:9092"', '"${HOST}"']) assert.equal(below(domains), undefined, domains);
    assert.equal(below('"127.0.0.1"'), '0 127.0.0.1/x');
  });

  it('is not known with several filter chains, or routes from elsewhere', () => {
    const config = configWith({ domains: '"*"', routes: ['prefix: /'] });
    const count = (text: string) => readConfig(text).listeners.flatMap(reachingRequests).length;
    assert.equal(count(config), 1);
    assert.equal(count(config.replace('        - filters:', '        - filters: []\n        - filters:')), 0);
    assert.equal(count(config.replace('virtual_hosts:', 'vhds: {}\n                  virtual_hosts:')), 0);
    assert.equal(count(config.replace('domains:', 'require_tls: ALL\n                      domains:')), 0);
  });
});
