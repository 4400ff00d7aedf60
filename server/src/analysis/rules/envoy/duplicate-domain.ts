import type { VirtualHost } from '../../envoy/envoy-config.ts';
import { field } from '../../envoy/envoy-field.ts';
import { envoyString } from '../../envoy/envoy-scalar.ts';
import type { RouteConfig } from '../../envoy/route-configs.ts';
import { lazy } from '../../text/lazy.ts';
import { replaceScalar } from '../../yaml/edit/yaml-edit.ts';
import type { Located } from '../../yaml/syntax/yaml-node.ts';
import { itemRemoval } from '../fixes/item-removal.ts';
import { isCopy } from '../fixes/repeated-entry.ts';
import { message } from '../message.ts';
import { editsIn, type Fix, placeIn, partRule, type PlacedSource } from '../rule.ts';

export const duplicateDomain = partRule({
  code: 'envoy/duplicate-domain',
  subject: 'routeConfig',
  severity: 'error',
  safeFixes: true,
  summary: 'A domain is declared more than once in a route configuration.',
  why: 'Envoy selects the virtual host by domain, so each domain, including `*`, must be unique across all virtual hosts of a route configuration. The comparison ignores case. Envoy reports "Only unique values for domains are permitted" or "Only a single wildcard domain is permitted".',
  examples: [
    {
      before: `#- /envoy-config.yaml stock:sidecar-config
#~ domains: ["*"] => domains: ["*", app.local, APP.local]
#? error envoy/duplicate-domain at "APP.local": Duplicate domain 'APP.local' in this route configuration.
`,
      after: `#- /envoy-config.yaml stock:sidecar-config
#~ domains: ["*"] => domains: ["*", app.local]
`,
    },
  ],
  check({ file, routeConfig }, report) {
    const firsts = new Map<string, DomainPlace>();
    const taken = lazy(() => new Set(domainsOf(routeConfig).map(({ domain }) => domain.value.toLowerCase())));
    for (const place of domainsOf(routeConfig)) {
      const { domain, host } = place;
      const key = domain.value.toLowerCase();
      const first = firsts.get(key);
      if (!first) {
        firsts.set(key, place);
        continue;
      }
      const isAlias = first.domain.at.range.start === domain.at.range.start;
      // A virtual host without routes is the one that is being written.
      const isFirstUnfinished = first.host.routes.length === 0 && host.routes.length > 0 && !isAlias;
      const [one, other] = isFirstUnfinished ? [first, place] : [place, first];
      report({
        at: placeIn(file, isAlias ? host.node : one.domain.at),
        message:
          key === '*'
            ? message("Duplicate domain '*'. Another virtual host already matches all domains.")
            : message("Duplicate domain '{0}' in this route configuration.", one.domain.value),
        related: [
          {
            at: placeIn(file, other.domain.at),
            message: isFirstUnfinished ? message('Also declared here.') : message('First declared here.'),
          },
        ],
        fixes: (config) => (isAlias ? [] : fixes(config, { routeConfig, taken }, other, one)),
      });
    }
  },
});

interface DomainPlace {
  readonly host: VirtualHost;
  readonly domain: Located<string>;
}

const domainsOf = ({ virtualHosts }: RouteConfig): DomainPlace[] =>
  virtualHosts.flatMap((host) => host.domains.map((domain) => ({ host, domain })));

/** A virtual host requires a domain. If this is its only one, the virtual host is removed or gets another domain. */
function fixes(
  subject: PlacedSource,
  { routeConfig, taken }: { readonly routeConfig: RouteConfig; readonly taken: () => ReadonlySet<string> },
  first: DomainPlace,
  place: DomainPlace,
): readonly Fix[] {
  const { host, domain } = place;
  const domains = field(host.node, 'domains');
  if (domains?.kind === 'seq' && domains.items.length > 1)
    return itemRemoval(subject, domains, domain.at, message('Remove this domain'), {
      preferred: first.host === host,
      isRepeated: first.host === host && isCopy(subject.file.text, first.domain.at, domain.at),
    });
  const removal = itemRemoval(
    subject,
    field(routeConfig.node, 'virtual_hosts'),
    host.node,
    message('Remove this virtual host'),
  );
  return [...removal, ...renamed(subject, taken(), place)];
}

/** The name of a virtual host is often its domain. */
function renamed({ file }: PlacedSource, taken: ReadonlySet<string>, { host, domain }: DomainPlace): readonly Fix[] {
  const name = envoyString(field(host.node, 'name'))?.value;
  if (name === undefined || !/^[\w.-]+$/.test(name) || taken.has(name.toLowerCase())) return [];
  return [
    {
      title: message("Change to '{0}', the name of the virtual host", name),
      safe: false,
      edits: [editsIn(file, replaceScalar(file.text, domain.at, name))],
    },
  ];
}
