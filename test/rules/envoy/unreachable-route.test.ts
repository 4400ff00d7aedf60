import { checkDiagnostics, checkFix } from '../../fixture/check.ts';
import { routed } from './routed.ts';

const code = 'envoy/unreachable-route';
const matching = (...matches: readonly string[]) =>
  routed(
    `- name: all
                      domains: ["*"]
                      routes:
${matches.map((match, i) => `                        - { match: ${match}, direct_response: { status: ${200 + i} } }\n`).join('')}`.trimEnd(),
  );

describe(code, () => {
  it('reports each route below one that matches all', () => {
    checkDiagnostics(
      `${matching('{ prefix: /, case_sensitive: false }', '{ path: /a }', '{ safe_regex: { regex: /b } }')}#? warning ${code} at "{ path: /a }"
#? warning ${code} at "{ safe_regex: { regex: /b } }"
`,
    );
  });

  it('removes a route if the same match is above it, written in another order', () => {
    checkFix(
      matching('{ path: /a, headers: [{ name: x }] }', '{ path: /b }', '{ headers: [{ name: x }], path: /a }'),
      code,
      matching('{ path: /a, headers: [{ name: x }] }', '{ path: /b }'),
    );
  });

  it('reports nothing below a route with another condition', () => {
    for (const condition of [
      'headers: [{ name: x }]',
      'query_parameters: [{ name: x }]',
      'grpc: {}',
      'runtime_fraction: { default_value: { numerator: 50 } }',
    ])
      checkDiagnostics(matching(`{ prefix: /, ${condition} }`, '{ prefix: /a }', '{ prefix: / }'));
  });

  it('reports nothing for runtime fractions, CONNECT requests, and values that are filled in', () => {
    const half = '{ prefix: /, runtime_fraction: { default_value: { numerator: 50 } } }';
    checkDiagnostics(matching(half, half, '{ prefix: / }'));
    checkDiagnostics(matching('{ prefix: / }', '{ connect_matcher: {} }'));
    checkDiagnostics(matching('{ prefix: "$(PREFIX)" }', '{ prefix: "$(PREFIX)" }', '{ prefix: /a }'));
    checkDiagnostics(matching('{ path: /a }', '{ prefix: /a }', '{ path: /A }'));
  });
});
