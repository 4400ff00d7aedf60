import { fieldEntry } from '../../../envoy/envoy-field.ts';
import { rewriteEntries, type Written } from '../../../yaml/edit/rewrite-entries.ts';
import type { YamlEntry } from '../../../yaml/syntax/yaml-node.ts';
import type { DeprecatedPlace, Rewrite } from './rewrite.ts';
import { setEntry } from './set-entry.ts';

const TYPE = 'envoy.extensions.network.dns_resolver.cares.v3.CaresDnsResolverConfig';

/**
 * Envoy creates a c-ares resolver from the old fields, or only from `dns_resolution_config` if it is set. A cluster
 * gets its own resolver only if it names resolvers. Without them, the old fields have no effect, while the new field
 * would.
 */
export const dnsResolver: Rewrite = {
  successor: 'typed_dns_resolver_config',
  edits({ text, map, spell }) {
    if (fieldEntry(map, 'typed_dns_resolver_config')) return undefined;
    const [config, resolvers, tcp] = ['dns_resolution_config', 'dns_resolvers', 'use_tcp_for_dns_lookups'].map((name) =>
      setEntry(map, name),
    );
    if (config === 'unclear' || resolvers === 'unclear' || tcp === 'unclear') return undefined;
    const typed = config ? (resolvers || tcp ? undefined : ofConfig(config, spell)) : ofFields(resolvers, tcp, spell);
    if (!typed) return undefined;
    const entries = [config, resolvers, tcp].filter((entry) => entry !== undefined);
    return rewriteEntries(text, map, entries, [
      {
        key: spell('typed_dns_resolver_config'),
        of: [{ key: 'name', value: 'envoy.network.dns_resolver.cares' }, typed],
      },
    ]);
  },
};

const type = { key: '@type', value: `type.googleapis.com/${TYPE}` };

/** The fields of the old message are two fields of the new one. */
function ofConfig(config: YamlEntry, spell: Spell): Written | undefined {
  if (config.value?.kind !== 'map' || !namesResolvers(fieldEntry(config.value, 'resolvers'))) return undefined;
  return { moved: config, as: spell('typed_config'), lead: [type] };
}

function ofFields(resolvers: YamlEntry | undefined, tcp: YamlEntry | undefined, spell: Spell): Written | undefined {
  if (!resolvers || !namesResolvers(resolvers)) return undefined;
  const options: Written[] = tcp ? [{ key: spell('dns_resolver_options'), of: [{ moved: tcp }] }] : [];
  return { key: spell('typed_config'), of: [type, { moved: resolvers, as: 'resolvers' }, ...options] };
}

type Spell = DeprecatedPlace['spell'];

const namesResolvers = (entry: YamlEntry | undefined): boolean =>
  entry?.value?.kind === 'seq' && !entry.value.aliasRange && entry.value.items.length > 0;
