import type { VirtualHost } from '../../envoy/envoy-config.ts';
import { field } from '../../envoy/envoy-field.ts';
import { type RouteConfig, routeConfigsOf } from '../../envoy/route-configs.ts';
import type { Located } from '../../yaml/yaml-node.ts';
import { itemRemoval } from '../item-removal.ts';
import { message } from '../message.ts';
import { type Fix, placeIn, rule, type PlacedSource } from '../rule.ts';

export const duplicateDomain = rule({
  code: 'envoy/duplicate-domain',
  subject: 'envoy',
  severity: 'error',
  summary: 'A domain stands twice in one route configuration.',
  why: 'Envoy picks the virtual host by the domain, so each may stand only once in all virtual hosts of a route configuration, `*` included, whether in capitals or not. It refuses others ("Only unique values for domains are permitted", "Only a single wildcard domain is permitted").',
  examples: [
    {
      before: `#- /envoy-config.yaml stock:sidecar-config
#~ domains: ["*"] => domains: ["*", app.local, APP.local]
#? error envoy/duplicate-domain at "APP.local": The domain "APP.local" is in this route configuration already: Envoy refuses it.
`,
      after: `#- /envoy-config.yaml stock:sidecar-config
#~ domains: ["*"] => domains: ["*", app.local]
`,
    },
  ],
  check({ file, source }, report) {
    for (const routeConfig of routeConfigsOf(source.config)) {
      const firsts = new Map<string, Place>();
      for (const place of domainsOf(routeConfig)) {
        const { domain, host } = place;
        const key = domain.value.toLowerCase();
        const first = firsts.get(key);
        if (!first) {
          firsts.set(key, place);
          continue;
        }
        const isAlias = first.domain.at.range.start === domain.at.range.start;
        report({
          at: placeIn(file, isAlias ? host.node : domain.at),
          message:
            key === '*'
              ? message('Another virtual host takes all domains ("*") already: Envoy refuses a second one.')
              : message('The domain "{0}" is in this route configuration already: Envoy refuses it.', domain.value),
          related: [{ at: placeIn(file, first.domain.at), message: message('The first one') }],
          fixes: () => (isAlias ? [] : fixes({ file, source }, routeConfig, first, place)),
        });
      }
    }
  },
});

interface Place {
  readonly host: VirtualHost;
  readonly domain: Located<string>;
}

const domainsOf = ({ virtualHosts }: RouteConfig): Place[] =>
  virtualHosts.flatMap((host) => host.domains.map((domain) => ({ host, domain })));

/** A virtual host must have a domain: with its only one, the virtual host goes. */
function fixes(subject: PlacedSource, { node }: RouteConfig, first: Place, { host, domain }: Place): readonly Fix[] {
  const domains = field(host.node, 'domains');
  return domains?.kind === 'seq' && domains.items.length > 1
    ? itemRemoval(subject, domains, domain.at, message('Remove this domain'), first.host === host)
    : itemRemoval(subject, field(node, 'virtual_hosts'), host.node, message('Remove this virtual host'));
}
