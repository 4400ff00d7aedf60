import { field, fieldItems } from '../../envoy/envoy-field.ts';
import { envoyString } from '../../envoy/envoy-scalar.ts';
import { isElision, isUnfilled } from '../../envoy/validate/loaded-scalar.ts';
import { changeValue } from '../fixes/change-value.ts';
import { messageFindings } from '../findings/message-findings.ts';
import type { MessageProblem } from '../../envoy/message-checks/message-check.ts';
import { type Fix, type PlacedSource, rule } from '../rule.ts';

const code = 'envoy/domain-never-matches';

export const envoyDomainNeverMatches = rule({
  code,
  subject: 'envoy',
  severity: 'warning',
  summary: 'A virtual host has a domain that no request matches.',
  why: 'Domains are compared with the `Host` header, which is a host name with or without a port. A scheme or a path is never part of it. Envoy replaces `*` only at the start or at the end of a domain. Requests use another virtual host or get 404 (run with Envoy 1.40).',
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
        if (!domain || isUnfilled(domain.value) || isElision(domain.value)) continue;
        if (domain.value.includes('/')) report(item, 'This domain never matches. Remove the scheme and the path.');
        else if (hasInnerWildcard(domain.value))
          report(item, "This domain never matches. '*' is allowed only at the start or at the end.");
      }
    },
  },
  check(subject, report) {
    const found = messageFindings(subject, code);
    // Another header than `Host` may tell the virtual host.
    if (found.length === 0 || /vhost_?header/i.test(subject.source.text)) return;
    for (const { problem, at } of found) report({ at, message: problem.message, fixes: () => fixes(subject, problem) });
  },
});

const hasInnerWildcard = (domain: string): boolean =>
  domain.slice(1, -1).includes('*') || (domain.length > 1 && domain.startsWith('*') && domain.endsWith('*'));

function fixes(subject: PlacedSource, { at, node }: MessageProblem): Fix[] {
  if ('key' in at || at.kind !== 'scalar') return [];
  const [host = ''] = at.text.replace(/^[a-z][a-z0-9+.-]*:\/\//i, '').split('/');
  const others = fieldItems(field(node, 'domains')).map((item) => envoyString(item)?.value);
  const isHost = /^(\*?[\w.-]+|[\w.-]+\*?)(:\d+)?$/.test(host);
  return isHost && !others.includes(host) ? changeValue(subject, at, host, true) : [];
}
