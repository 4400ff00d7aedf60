import { field, fieldEntry } from '../../envoy/envoy-field.ts';
import { hasElision } from '../../envoy/has-elision.ts';
import { isUnset } from '../../envoy/validate/loaded-scalar.ts';
import { messageRule } from '../rule.ts';
import { envoyDuration } from '../../envoy/envoy-scalar.ts';

export const envoyPerTryTimeoutTooLong = messageRule({
  code: 'envoy/per-try-timeout-too-long',
  severity: 'warning',
  summary: 'The timeout of a single try is longer than that of the whole request.',
  why: 'Envoy then ignores `per_try_timeout`: the first try uses up the time of the request, and no time is left for another (run with Envoy 1.40). `timeout` of a route is 15 seconds where it is not set, and 0 turns it off.',
  examples: [
    {
      before: `#- /envoy-config.yaml stock:sidecar-config
#~ cluster: app } => cluster: app, timeout: 3s, retry_policy: { retry_on: 5xx, per_try_timeout: 10s } }
#? warning envoy/per-try-timeout-too-long at "per_try_timeout": 'per_try_timeout' has no effect. The whole request times out after 3s.
`,
    },
  ],
  visits: {
    'envoy.config.route.v3.RouteAction'(node, report) {
      const entry = fieldEntry(field(node, 'retry_policy'), 'per_try_timeout');
      const perTry = envoyDuration(entry?.value);
      if (!entry || perTry === undefined || hasElision(node)) return;
      if (['max_stream_duration', 'max_grpc_timeout'].some((name) => fieldEntry(node, name))) return;
      const timeout = field(node, 'timeout');
      const whole = isUnset(timeout) ? 15 : envoyDuration(timeout);
      if (whole !== undefined && whole > 0 && perTry > whole)
        report(entry, "'{0}' has no effect. The whole request times out after {1}.", 'per_try_timeout', `${whole}s`);
    },
  },
});
