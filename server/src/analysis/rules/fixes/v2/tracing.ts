import { field, fieldEntry, fieldItems } from '../../../envoy/envoy-field.ts';
import { envoyString } from '../../../envoy/envoy-scalar.ts';
import { rewriteEntries } from '../../../yaml/edit/rewrite-entries.ts';
import { insertEntry, removeEntry } from '../../../yaml/edit/yaml-edit.ts';
import { hasHash } from '../../../yaml/edit/entry-lines.ts';
import type { YamlMap, YamlNode } from '../../../yaml/syntax/yaml-node.ts';
import { walk } from '../../../yaml/syntax/yaml-path.ts';
import type { V2Rewrite } from './v2-rewrite.ts';

/** Names of enum values are read in any case. */
const operationOf = (node: YamlNode | undefined): string => envoyString(node)?.value.toUpperCase() ?? '';

const directions: Readonly<Record<string, string>> = { INGRESS: 'INBOUND', EGRESS: 'OUTBOUND' };

/** The direction of the traces is that of the listener's traffic. It was never a name of spans (`operation`). */
export const operationName: V2Rewrite = ({ text, map, entry, value, parents, spell }) => {
  const operation = operationOf(value);
  const direction = Object.hasOwn(directions, operation) ? directions[operation] : undefined;
  const listener = parents.findLast(isListener);
  const removal = removeEntry(text, map, entry);
  if (!direction || !listener || listener.aliasRange || hasHash(text.slice(removal.range.start, removal.range.end)))
    return undefined;
  const present = envoyString(field(listener, 'traffic_direction'))?.value;
  if (present === direction) return [removal];
  const others = [...walk(listener)].flatMap((node) => operationOf(field(node, 'operation_name')) || []);
  if (fieldEntry(listener, 'traffic_direction') || others.some((other) => other !== operation)) return undefined;
  const after = fieldEntry(listener, 'address') ?? fieldEntry(listener, 'name');
  return [removal, insertEntry(text, listener, spell('traffic_direction'), direction, after)];
};

const isListener = (node: YamlNode): node is YamlMap =>
  node.kind === 'map' && ['filter_chains', 'default_filter_chain'].some((name) => fieldEntry(node, name));

/** Each header becomes a tag with its name. */
export const headersForTags: V2Rewrite = ({ text, map, entry, value, spell }) => {
  const items = value.kind === 'scalar' ? [value] : fieldItems(value);
  const names = items.map((item) => envoyString(item)?.value ?? '');
  if (names.length === 0 || names.includes('') || fieldEntry(map, 'custom_tags')) return undefined;
  const tags = names.map((name) => ({ tag: name, [spell('request_header')]: { name } }));
  return rewriteEntries(text, map, [entry], [{ key: spell('custom_tags'), value: tags, for: entry }]);
};
