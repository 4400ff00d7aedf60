import { messageRule } from '../rule.ts';

export const filterChainConflict = messageRule({
  code: 'envoy/filter-chain-conflict',
  severity: 'error',
  summary: 'Two filter chains of a listener match the same connections.',
  why: 'Envoy selects the filter chain of a connection by `filter_chain_match`. Two filter chains without a match conflict, and so do two that have a port, address and name in common. Envoy reports "multiple filter chains with overlapping matching rules are defined".',
  examples: [
    {
      before: `#- /envoy.yaml
static_resources:
  listeners:
    - name: web
      address: { socket_address: { address: 0.0.0.0, port_value: 8080 } }
      filter_chains:
        - filter_chain_match: { server_names: [a.example.com, b.example.com] }
        - filter_chain_match: { server_names: [B.example.com] }
        # ^^^^^^^^^^^^^^^^^^ error envoy/filter-chain-conflict: This filter chain matches the same connections as filter chain 1. Change its 'filter_chain_match'.
`,
    },
  ],
});
