import { message } from '../message.ts';
import { rule } from '../rule.ts';
import { envoyFindings } from './envoy-findings.ts';
import { shortName } from './type-words.ts';
import { typeFixes } from './unknown-extension.ts';

export const wrongExtensionCategory = rule({
  code: 'envoy/wrong-extension-category',
  subject: 'envoy',
  severity: 'error',
  summary: 'A "@type" names a message that may not stand in this place.',
  why: 'Every place for extensions takes those of some categories only: a network filter is no HTTP filter, DownstreamTlsContext is for listeners and UpstreamTlsContext for clusters. Envoy says "Didn’t find a registered implementation".',
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
      const { type, categories } = found.finding;
      report({
        at: found.at,
        ...(found.severity && { severity: found.severity }),
        message:
          categories.length > 0
            ? message('{0} may not stand here: this takes extensions of {1}.', shortName(type), categories.join(', '))
            : message('{0} may not stand here.', shortName(type)),
        fixes: () => typeFixes(subject, found),
      });
    }
  },
});
