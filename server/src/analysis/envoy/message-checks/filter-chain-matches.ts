import { hasPlaceholder } from '../../yaml/edit/placeholder.ts';
import type { YamlMap, YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { field, fieldEntry, fieldItems, fieldPath } from '../envoy-field.ts';
import { envoyString } from '../envoy-scalar.ts';
import { hasElision } from '../has-elision.ts';
import { isUnset } from '../validate/loaded-scalar.ts';
import type { CodedCheck, ReportCoded } from './message-check.ts';

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
    for (const name of itemsOf(field(match?.value, 'server_names')))
      if (
        name.kind === 'scalar' &&
        name.text.includes('*') &&
        !name.text.startsWith('*.') &&
        !hasPlaceholder(name.text)
      )
        report(
          'envoy/invalid-value',
          name,
          "A wildcard must replace whole labels at the start of the name, for example '{0}'.",
          '*.example.com',
        );
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
      if (entry && !isUnset(entry.value) && !(entry.value?.kind === 'scalar' && entry.value.text === ''))
        report('envoy/unsupported-field', entry, "'{0}' is not implemented.", name);
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

const matchedBy = [
  ...['destination_port', 'prefix_ranges', 'server_names', 'transport_protocol', 'application_protocols'],
  ...['direct_source_prefix_ranges', 'source_type', 'source_prefix_ranges', 'source_ports'],
];

function valuesOf(node: YamlNode | undefined, name: string): string[] | undefined {
  const values = itemsOf(node).map((item) => {
    if (name.endsWith('prefix_ranges')) {
      const [address, length] = [field(item, 'address_prefix'), fieldPath(item, 'prefix_len')];
      return address?.kind === 'scalar'
        ? `${address.text}/${length?.kind === 'scalar' ? length.text : '0'}`
        : undefined;
    }
    if (item.kind !== 'scalar') return undefined;
    return /^(server_names|source_type)$/.test(name) ? item.text.toLowerCase() : item.text;
  });
  if (values.some((value) => value === undefined || hasPlaceholder(value))) return undefined;
  const known = values.filter((value) => value !== undefined);
  const isDefault = name === 'source_type' && /^(any|0)?$/.test(known[0] ?? '');
  return known.length === 0 || isDefault ? [''] : [...new Set(known)];
}

const itemsOf = (node: YamlNode | undefined): readonly YamlNode[] =>
  node?.kind === 'seq' ? node.items : node ? [node] : [];
