import { checkDiagnostics, checkFix } from '../../fixture/check.ts';

const code = 'envoy/duplicate-listener-name';
const config = (...names: readonly string[]) => `#- /envoy.yaml
static_resources:
  listeners:
${names.map((name, i) => `    - { name: ${name}, address: { socket_address: { address: 0.0.0.0, port_value: ${8080 + i} } }, filter_chains: [{ filters: [] }] }\n`).join('')}`;

describe(code, () => {
  it('finds a name that is free', () => {
    checkFix(config('web', 'web-2', 'web'), code, config('web', 'web-2', 'web-3'));
  });

  it('removes the one that Envoy drops', () => {
    checkFix(config('web', 'web'), code, config('web'), 'Remove this listener');
  });

  it('reports nothing for listeners without a name, and for names that something fills in', () => {
    checkDiagnostics(config('""', '""'));
    checkDiagnostics(config('"$(NAME)"', '"$(NAME)"'));
    checkDiagnostics(config('web', 'Web'));
  });

  it('reports nothing for a listener with nothing but its name, which Envoy rejects', () => {
    checkDiagnostics(
      `${config('web', 'web').replace(', address: { socket_address: { address: 0.0.0.0, port_value: 8080 } }, filter_chains: [{ filters: [] }]', '')}#? error envoy/listener-incomplete at "name": A listener requires 'address'.\n`,
    );
  });

  it('reports nothing else about a listener that Envoy ignores', () => {
    checkDiagnostics(
      `${config('web', 'web').replace('8081', '8080')}#? warning ${code} at "web"#2: Duplicate listener name 'web'. Envoy keeps the first listener and ignores this one.\n`,
    );
  });
});
