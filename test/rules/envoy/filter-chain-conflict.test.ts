import { checkDiagnostics } from '../../fixture/check.ts';

const code = 'envoy/filter-chain-conflict';
const chains = (...matches: readonly string[]): string =>
  `#- /envoy.yaml
static_resources:
  listeners:
    - name: web
      address: { socket_address: { address: 0.0.0.0, port_value: 8080 } }
      filter_chains:
${matches.map((match) => `        - ${match}\n`).join('')}`;

describe(code, () => {
  it('reports nothing if a port, a protocol or a name tells them apart', () => {
    checkDiagnostics(
      chains(
        'filter_chain_match: { destination_port: 80 }',
        'filter_chain_match: { destination_port: 81 }',
        'filter_chain_match: { transport_protocol: tls }',
        'filter_chain_match: { server_names: [a.example.com] }',
        'filter_chain_match: { source_type: EXTERNAL }',
        '{ filters: [] }',
      ),
    );
  });

  it('reports two that take everything', () => {
    checkDiagnostics(
      `${chains('name: a', 'filter_chain_match: { source_type: ANY }')}#? error ${code} at "filter_chain_match"\n`,
    );
  });

  it('reports nothing about ports that are filled in later', () => {
    checkDiagnostics(
      chains('filter_chain_match: { server_names: ["${A}"] }', 'filter_chain_match: { server_names: ["${A}"] }'),
    );
  });
});
