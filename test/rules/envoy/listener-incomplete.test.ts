import { checkDiagnostics, checkFix } from '../../fixture/check.ts';

const code = 'envoy/listener-incomplete';
const listener = (...lines: readonly string[]): string =>
  `#- /envoy.yaml
static_resources:
  listeners:
    - name: web
${lines.map((line) => `      ${line}\n`).join('')}`;
const address = 'address: { socket_address: { address: 0.0.0.0, port_value: 8080 } }';

describe(code, () => {
  it('inserts an address at a free port', () => {
    const chains = 'filter_chains: [{ filters: [] }]';
    checkFix(
      listener(chains),
      code,
      listener('address:', '  socket_address:', '    address: 0.0.0.0', '    port_value: 8080', chains),
    );
  });

  it('fills in an address that is left empty', () => {
    const chains = 'filter_chains: [{ filters: [] }]';
    checkFix(
      listener('address:', chains),
      code,
      listener('address:', '  socket_address:', '    address: 0.0.0.0', '    port_value: 8080', chains),
    );
  });

  it('reports nothing if the filter chains are a placeholder', () => {
    checkDiagnostics(listener(address, 'default_filter_chain: { filters: [] }'));
    checkDiagnostics(listener('address: { socket_address: { protocol: UDP, address: 0.0.0.0, port_value: 53 } }'));
  });

  it('reports nothing if a key is misspelt', () => {
    checkDiagnostics(
      `${listener(address, 'filterchains: [{ filters: [] }]')}#? error envoy/unknown-field at "filterchains"\n`,
    );
  });
});
