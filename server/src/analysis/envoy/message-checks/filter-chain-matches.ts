import type { YamlMap, YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { field, fieldEntry, fieldItems } from '../envoy-field.ts';
import { envoyString, envoyName, envoyUint, isBlank } from '../envoy-scalar.ts';
import { hasElision } from '../has-elision.ts';
import { isUnset } from '../validate/loaded-scalar.ts';
import type { CodedCheck, ReportCoded } from './message-check.ts';
import { readEnum } from '../enum-field.ts';

/** No connection may be for two filter chains of a listener alike, and names have wildcards at their start only. */
export const filterChainMatches: CodedCheck = (node, report) => {
  checkSuffixes(node, report);
  if (fieldEntry(node, 'filter_chain_matcher')) {
    checkNames(node, report);
    return;
  }
  const taken = new Map<string, number>();
  const chains = fieldItems(field(node, 'filter_chains'));
  for (const [index, chain] of chains.entries()) {
    const match = fieldEntry(chain, 'filter_chain_match');
    for (const item of itemsOf(field(match?.value, 'server_names'))) {
      const name = envoyString(item);
      if (name?.value.includes('*') && !name.value.startsWith('*.'))
        report(
          'envoy/invalid-value',
          item,
          "A wildcard must replace whole labels at the start of the name, for example '{0}'.",
          '*.example.com',
        );
    }
    const keys = matchKeys(match?.value);
    const other = keys?.map((key) => taken.get(key)).find((first) => first !== undefined && first !== index);
    const earlier = other === undefined ? undefined : chains[other];
    if (other !== undefined && earlier) {
      // One in which nothing is written yet is the new one.
      const [at, number] = isEmpty(earlier) ? [earlier, index + 1] : [match ?? chain, other + 1];
      report(
        'envoy/filter-chain-conflict',
        at,
        "This filter chain matches the same connections as filter chain {0}. Change its '{1}'.",
        number,
        'filter_chain_match',
      );
    }
    for (const key of keys ?? []) taken.set(key, taken.get(key) ?? index);
  }
};

const isEmpty = (chain: YamlNode): boolean => (chain.kind === 'map' ? chain.entries.length === 0 : true);
/** "filter chain '' contains unimplemented fields". */
function checkSuffixes(node: YamlMap, report: ReportCoded): void {
  for (const chain of fieldItems(field(node, 'filter_chains')))
    for (const name of ['address_suffix', 'suffix_len']) {
      const entry = fieldEntry(field(chain, 'filter_chain_match'), name);
      if (entry && !isBlank(entry.value)) report('envoy/unsupported-field', entry, "'{0}' is not implemented.", name);
    }
}

/** A matcher finds filter chains by their names ("“name” field is required when using a listener matcher"; Envoy 1.36 to 1.40). */
function checkNames(node: YamlMap, report: ReportCoded): void {
  if (isUnset(field(node, 'filter_chain_matcher'))) return;
  const seen = new Set<string>();
  for (const chain of fieldItems(field(node, 'filter_chains'))) {
    const name = field(chain, 'name');
    const text = name ? envoyString(name)?.value : '';
    if (chain.kind !== 'map' || text === undefined || hasElision(chain)) continue;
    if (text === '')
      report(
        'envoy/missing-field',
        chain.entries[0] ?? chain,
        "'{0}' is required. The matcher selects filter chains by name.",
        'name',
      );
    else if (name && seen.has(text)) report('envoy/duplicate-entry', name, "Duplicate filter chain name '{0}'.", text);
    seen.add(text);
  }
}

/** What a match covers, one text for each combination; undefined if there are too many or some are unknown. */
function matchKeys(match: YamlNode | undefined): string[] | undefined {
  let keys = [''];
  for (const name of matchedBy) {
    const values = valuesOf(field(match, name), name);
    if (!values || keys.length * values.length > 10_000) return undefined;
    keys = keys.flatMap((key) => values.map((value) => `${key} ${value}`));
  }
  return keys;
}

/** How the values of each field are read, as texts that are equal for equal values. Undefined if a value is not known. */
const readers: Readonly<Record<string, (item: YamlNode) => string | undefined>> = {
  destination_port: portOf,
  prefix_ranges: rangeOf,
  server_names: (item) => textOf(item)?.toLowerCase(),
  transport_protocol: textOf,
  application_protocols: textOf,
  direct_source_prefix_ranges: rangeOf,
  source_type: (item) => readEnum(item, sourceType)?.name,
  source_prefix_ranges: rangeOf,
  source_ports: portOf,
};

const sourceType = 'envoy.config.listener.v3.FilterChainMatch.ConnectionSourceType';

const matchedBy = Object.keys(readers);

function portOf(item: YamlNode): string | undefined {
  return envoyUint(item)?.value.toString();
}

function textOf(item: YamlNode): string | undefined {
  return envoyName(item)?.value;
}

function rangeOf(item: YamlNode): string | undefined {
  const length = field(item, 'prefix_len');
  const [address, bits] = [envoyName(field(item, 'address_prefix')), isUnset(length) ? 0 : envoyUint(length)?.value];
  return address && bits !== undefined ? `${address.value}/${bits}` : undefined;
}

function valuesOf(node: YamlNode | undefined, name: string): string[] | undefined {
  const values = itemsOf(node).map((item) => readers[name]?.(item));
  const known = values.filter((value) => value !== undefined);
  if (known.length < values.length) return undefined;
  const isDefault = name === 'source_type' && known[0] === 'ANY';
  return known.length === 0 || isDefault ? [''] : [...new Set(known)];
}

const itemsOf = (node: YamlNode | undefined): readonly YamlNode[] =>
  node?.kind === 'seq' ? node.items : node && !isUnset(node) ? [node] : [];
