import { columnOf, lineEnd } from '../../../text/line-places.ts';
import { field, fieldEntry, fieldItems } from '../../../envoy/envoy-field.ts';
import { envoyString, envoyUint } from '../../../envoy/envoy-scalar.ts';
import { hasHash, linesEnd, newLine, shifted } from '../../../yaml/edit/entry-lines.ts';
import { type Plain, renameKey, renderFlow, replaceValue } from '../../../yaml/edit/yaml-edit.ts';
import type { TextEdit } from '../../../text/text-range.ts';
import type { YamlEntry, YamlNode, YamlSeq } from '../../../yaml/syntax/yaml-node.ts';
import { asMap } from '../../../yaml/syntax/yaml-path.ts';
import type { V2Rewrite } from './v2-rewrite.ts';

/** The addresses of a cluster become its endpoints. */
export const clusterHosts: V2Rewrite = ({ text, map, entry, value }) => {
  const name = envoyString(field(map, 'name'))?.value;
  if (name === undefined || fieldEntry(map, 'load_assignment') || value.aliasRange) return undefined;
  if (value.kind === 'seq' && !value.flow) return movedHosts(text, entry, value, name);
  const hosts = fieldItems(value).map(hostAddress);
  const known = hosts.filter((host) => host !== undefined);
  // A comment in the rewritten part would be lost.
  if (known.length === 0 || known.length < hosts.length || hasHash(text.slice(entry.range.start, entry.range.end)))
    return undefined;
  const assignment: Plain = {
    cluster_name: name,
    endpoints: [{ lb_endpoints: known.map((address) => ({ endpoint: { address } })) }],
  };
  return [renameKey(text, entry, 'load_assignment'), replaceValue(text, map, entry, assignment)];
};

/** The lines of a list move below the new keys as they are, with their comments. */
function movedHosts(text: string, entry: YamlEntry, { items, range }: YamlSeq, name: string): TextEdit[] | undefined {
  const start = entry.key.range.start;
  const column = columnOf(text, start);
  const dash = columnOf(text, range.start) - column;
  const [list, endpoint] = [column + 2 + dash, column + 4 + 2 * dash];
  const behindKey = /^\s*:([ \t]*(?:#.*)?)$/.exec(text.slice(entry.key.range.end, lineEnd(text, start)))?.[1];
  if (behindKey === undefined || items.length === 0 || items.some((item) => !isAddress(item))) return undefined;
  let from = lineEnd(text, start);
  const lines = [
    `load_assignment:${behindKey.trimEnd()}`,
    `${newLine(text, column + 2)}cluster_name: ${renderFlow(name, text)}`,
    `${newLine(text, column + 2)}endpoints:`,
    `${newLine(text, list)}- lb_endpoints:`,
  ];
  for (const item of items) {
    const comments = commentsIn(text.slice(from, item.range.start));
    if (!comments) return undefined;
    from = lineEnd(text, item.range.end);
    const own = text.slice(item.range.start, from);
    const isFlow = item.kind === 'map' && item.flow;
    const place = isFlow ? ' ' : newLine(text, endpoint + 6);
    const by = endpoint + 6 - columnOf(text, item.range.start);
    lines.push(...comments.map((comment) => newLine(text, endpoint) + comment));
    lines.push(`${newLine(text, endpoint)}- endpoint:`, `${newLine(text, endpoint + 4)}address:`);
    lines.push(place + shifted(own, by));
  }
  const end = linesEnd(text, entry);
  const rest = commentsIn(`${text.slice(from, end)}-`);
  lines.push(...(rest ?? []).map((comment) => newLine(text, endpoint) + comment));
  return rest && [{ range: { start, end: Math.max(from, end) }, newText: lines.join('') }];
}

/** The comments before a dash. Undefined if there is anything else, such as an anchor. */
function commentsIn(text: string): readonly string[] | undefined {
  const lines = text.split('\n').flatMap((line) => line.trim() || []);
  if (lines.pop() !== '-') return undefined;
  return lines.every((line) => line.startsWith('#')) ? lines : undefined;
}

const isAddress = (item: YamlNode): boolean =>
  item.kind === 'map' &&
  !item.aliasRange &&
  item.entries.length === 1 &&
  ['socket_address', 'pipe'].some((name) => fieldEntry(item, name));

/** A host with a plain address and port, or a path. Undefined for others. */
function hostAddress(host: YamlNode): Plain | undefined {
  if (!isAddress(host)) return undefined;
  const pipe = asMap(field(host, 'pipe'));
  const path = envoyString(field(pipe, 'path'));
  if (path && pipe?.entries.length === 1) return { pipe: { path: path.value } };
  const socket = asMap(field(host, 'socket_address'));
  const address = envoyString(field(socket, 'address'));
  const port = envoyUint(field(socket, 'port_value'));
  const protocol = envoyString(field(socket, 'protocol'));
  const given = [address, port, protocol].filter((one) => one !== undefined);
  if (!address || !port || socket?.entries.length !== given.length) return undefined;
  const own = { address: address.value, port_value: port.value };
  return { socket_address: protocol ? { protocol: protocol.value, ...own } : own };
}
