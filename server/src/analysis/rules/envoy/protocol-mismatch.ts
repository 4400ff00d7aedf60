import { removeFieldFixes } from '../fixes/remove-field-fix.ts';
import { isFieldName } from '../../envoy/envoy-field.ts';
import type { MessageProblem } from '../../envoy/message-checks/message-check.ts';
import { enableHttp2Fixes } from '../fixes/enable-http2.ts';
import { setUdpFixes } from '../fixes/set-udp.ts';
import { type ConfigSubject, type Fix, messageRule } from '../rule.ts';

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
  fixes(problem, subject) {
    const fixes = certainFixes(problem, subject);
    return fixes.length > 0 ? fixes : removeFieldFixes(subject, problem, false);
  },
});

/** What the setting needs: HTTP/2 for gRPC health checks, UDP for a filter of UDP listeners. */
function certainFixes({ at, node, message: { args } }: MessageProblem, subject: ConfigSubject): readonly Fix[] {
  if ('key' in at && isFieldName(at.key.text, 'grpc_health_check')) return enableHttp2Fixes(subject, node);
  return args.includes('TCP') ? setUdpFixes(subject, node) : [];
}
