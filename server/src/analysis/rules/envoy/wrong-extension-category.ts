import { type Message, message } from '../message.ts';
import { rule } from '../rule.ts';
import { envoyFindings, type FoundInEnvoy } from './envoy-findings.ts';
import { shortName } from './type-words.ts';
import { typeFixes } from './unknown-extension.ts';

export const wrongExtensionCategory = rule({
  code: 'envoy/wrong-extension-category',
  subject: 'envoy',
  severity: 'error',
  summary: 'A "@type" names a message that may not stand in this place.',
  why: 'Every place for extensions takes those of some categories only: a network filter is no HTTP filter, DownstreamTlsContext is for listeners and UpstreamTlsContext for clusters. Envoy says "Didn’t find a registered implementation". A filter’s config for routes (`…PerRoute`) in the list of filters is taken for the filter’s own by Envoy: a warning.',
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
      const { side } = found.finding;
      const severity = side === 'route-only' ? 'warning' : found.severity;
      report({
        at: found.at,
        ...(severity && { severity }),
        message: messageOf(found),
        fixes: () => (side ? [] : typeFixes(subject, found)),
      });
    }
  },
});

function messageOf({ finding: { type, side, categories } }: FoundInEnvoy<'wrong-extension-category'>): Message {
  if (side === 'no-route-config')
    return message('This filter has no config for virtual hosts or routes, and {0} is none.', shortName(type));
  if (side === 'route-only')
    return message('{0} is for virtual hosts and routes, under "{1}".', shortName(type), 'typed_per_filter_config');
  return categories.length > 0
    ? message('{0} may not stand here: this takes extensions of {1}.', shortName(type), categories.join(', '))
    : message('{0} may not stand here.', shortName(type));
}
