import { field, fieldItems } from '../../envoy/envoy-field.ts';
import { envoyString } from '../../envoy/envoy-scalar.ts';
import { isElision, isUnfilled } from '../../envoy/validate/loaded-scalar.ts';
import { changeValue } from '../fixes/change-value.ts';
import { messageRule } from '../rule.ts';

export const envoyDomainNeverMatches = messageRule({
  code: 'envoy/domain-never-matches',
  severity: 'warning',
  summary: 'A virtual host is for a domain that no request can have.',
  why: 'Domains are compared with the `Host` header, which is a host name with or without a port. A scheme or a path is never part of it, so that requests go elsewhere or get 404 (run with Envoy 1.40).',
  examples: [
    {
      before: `#- /envoy-config.yaml stock:sidecar-config
#~ domains: ["*"] => domains: ["https://shop.example.com/"]
#? warning envoy/domain-never-matches at ""https://shop.example.com/"": This domain never matches. Remove the scheme and the path.
`,
      after: `#- /envoy-config.yaml stock:sidecar-config
#~ domains: ["*"] => domains: ["shop.example.com"]
`,
    },
  ],
  visits: {
    'envoy.config.route.v3.VirtualHost'(node, report) {
      for (const item of fieldItems(field(node, 'domains'))) {
        const domain = envoyString(item);
        if (!domain?.value.includes('/') || isUnfilled(domain.value) || isElision(domain.value)) continue;
        report(item, 'This domain never matches. Remove the scheme and the path.');
      }
    },
  },
  fixes({ at, node }, subject) {
    if ('key' in at || at.kind !== 'scalar') return [];
    const [host = ''] = at.text.replace(/^[a-z][a-z0-9+.-]*:\/\//i, '').split('/');
    const others = fieldItems(field(node, 'domains')).map((item) => envoyString(item)?.value);
    return /^[\w.*-]+(:\d+)?$/.test(host) && !others.includes(host) ? changeValue(subject, at, host, true) : [];
  },
});
