import { removeFieldFixes } from '../fixes/remove-field-fix.ts';
import { messageRule } from '../rule.ts';

export const protocolMismatch = messageRule({
  code: 'envoy/protocol-mismatch',
  formerCodes: ['envoy/refused-value', 'envoy/conflicting-fields'],
  severity: 'error',
  summary: 'A setting does not match the protocol or transport.',
  why: 'HTTP/3 needs QUIC over UDP, a UDP listener has no filter chains, some listener filters are for TCP only, and gRPC health checks need a cluster with HTTP/2. Envoy checks this when it loads the config.',
  examples: [
    {
      before: `#- /envoy-config.yaml stock:sidecar-config
#~ socket_address: { address: 0.0.0.0, => socket_address: { protocol: UDP, address: 0.0.0.0,
#? error envoy/protocol-mismatch at "filter_chains": A UDP listener does not support filter chains. Use 'listener_filters', or 'udp_listener_config.quic_options' for QUIC.
`,
    },
  ],
  fixes: (problem, subject) => removeFieldFixes(subject, problem, false),
});
