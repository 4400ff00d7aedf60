import { type Message, message } from '../message.ts';
import { rule } from '../rule.ts';
import { envoyFindings, type FoundInEnvoy } from '../findings/envoy-findings.ts';
import { shortName } from '../findings/type-labels.ts';
import { sideFixes } from '../fixes/filter-side-fixes.ts';
import { typeFixes } from './unknown-extension.ts';

export const wrongExtensionCategory = rule({
  code: 'envoy/wrong-extension-category',
  subject: 'envoy',
  severity: 'error',
  summary: 'An `@type` is not allowed in this place.',
  why: 'Each place for extensions allows only some categories: a network filter is not an HTTP filter, DownstreamTlsContext is for listeners and UpstreamTlsContext for clusters. Envoy reports "Didn’t find a registered implementation". Many HTTP filters have one type for the list of filters and another one (`…PerRoute`) for virtual hosts and routes. One in place of the other is an error (“Unable to unpack as …”). An empty one is ignored, which is a warning.',
  examples: [
    {
      before: `#- /envoy-config.yaml stock:sidecar-config
#~ filters.http.router.v3.Router => filters.network.tcp_proxy.v3.TcpProxy
#? error envoy/wrong-extension-category at "type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy"
`,
      after: `#- /envoy-config.yaml stock:sidecar-config
`,
    },
  ],
  check(subject, report) {
    for (const found of envoyFindings(subject, 'wrong-extension-category')) {
      const { side, accepted } = found.finding;
      const severity = accepted ? 'warning' : found.severity;
      report({
        at: found.at,
        ...(severity && { severity }),
        message: messageOf(found),
        fixes: () => (side ? sideFixes(subject, found) : typeFixes(subject, found)),
      });
    }
  },
});

function messageOf({ finding: { type, side, meant, categories } }: FoundInEnvoy<'wrong-extension-category'>): Message {
  if (side === 'no-route-config')
    return message("'{0}' is not a per-route config, and this filter does not support one.", shortName(type));
  if (side === 'filter-only')
    return message("'{0}' is not a per-route config. Use '{1}'.", shortName(type), shortName(meant ?? ''));
  if (side === 'route-only')
    return message(
      "'{0}' is a per-route config. Use it in '{1}' of virtual hosts and routes.",
      shortName(type),
      'typed_per_filter_config',
    );
  return categories.length > 0
    ? message("'{0}' is not allowed here. Use an extension of {1}.", shortName(type), categories.join(', '))
    : message("'{0}' is not allowed here.", shortName(type));
}
