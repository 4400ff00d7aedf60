import assert from 'node:assert/strict';
import { checkDiagnostics, checkFix, fixTitles } from '../../fixture/check.ts';
import { routed } from './routed.ts';

const code = 'envoy/duplicate-domain';
const host = (name: string, domains: string) =>
  `- { name: ${name}, domains: ${domains}, routes: [{ match: { prefix: / }, redirect: {} }] }`;

describe(code, () => {
  it('looks across virtual hosts, and takes capitals for small letters', () => {
    checkDiagnostics(
      `${routed(host('a', '[x.org]'), host('b', '[y.org, X.org]'))}#? error ${code} at "X.org": Duplicate domain 'X.org' in this route configuration.\n`,
    );
    checkDiagnostics(
      `${routed(host('a', '["*"]'), host('b', '["*"]'))}#? error ${code} at ""*""#2: Duplicate domain '*'. Another virtual host already matches all domains.\n`,
    );
  });

  it('is reported at the virtual host without routes, because that one is being written', () => {
    checkDiagnostics(
      `${routed('- { name: a, domains: [x.org] }', host('b', '[x.org]'))}#? error ${code} at "x.org": Duplicate domain 'x.org' in this route configuration.\n`,
    );
  });

  it('removes the domain, or the virtual host that would have none', () => {
    checkFix(
      routed(host('a', '[x.org]'), host('b', '[y.org, x.org]')),
      code,
      routed(host('a', '[x.org]'), host('b', '[y.org]')),
      'Remove this domain',
    );
    checkFix(
      routed(host('a', '[x.org]'), host('b', '[x.org]')),
      code,
      routed(host('a', '[x.org]')),
      'Remove this virtual host',
    );
  });

  it('offers the name of the virtual host as its domain', () => {
    checkFix(
      routed(host('a', '["*"]'), host('b', '["*"]')),
      code,
      routed(host('a', '["*"]'), host('b', '["b"]')),
      "Change to 'b', the name of the virtual host",
    );
    assert.deepEqual(fixTitles(routed(host('b', '["*", b]'), host('b', '["*"]')), code), ['Remove this virtual host']);
  });

  it('offers nothing that would break an alias', () => {
    const { length } = fixTitles(routed(host('a', '&all [x.org]'), host('b', '*all')), code);
    if (length > 0) throw new Error('a fix for an alias');
  });

  it('reports nothing for ports, patterns that differ and values that something fills in', () => {
    checkDiagnostics(routed(host('a', '[x.org, "*.x.org"]'), host('b', '["x.org:80", "x.*", "*.y.x.org"]')));
    checkDiagnostics(routed(host('a', '["$(HOST)"]'), host('b', '["$(HOST)"]')));
  });
});
