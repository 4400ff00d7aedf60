import { field, fieldEntry, fieldItems } from '../../envoy/envoy-field.ts';
import { envoyString, envoyUint } from '../../envoy/envoy-scalar.ts';
import type { V2Leftover } from '../../envoy/v2-leftovers.ts';
import { v3TypeOf, v3TypeOfName } from '../../envoy/v2-types.ts';
import type { TextEdit } from '../../text/text-range.ts';
import { type Plain, renameKey, replaceScalar, replaceValue } from '../../yaml/edit/yaml-edit.ts';
import type { YamlEntry, YamlMap, YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { asMap } from '../../yaml/syntax/yaml-path.ts';
import { message } from '../message.ts';
import { insertType } from './insert-type.ts';
import { editsIn, type Fix, type PlacedSource } from '../rule.ts';

/** Migrates one place from the v2 API to v3, if supported. Undefined if something would be lost. */
export function migrationFixes({ file, source }: PlacedSource, leftover: V2Leftover): Fix[] {
  const edits = editsOf(file.text, leftover, source.editable);
  if (edits.length === 0) return [];
  return [
    {
      title: message('Migrate to the v3 API'),
      preferred: true,
      safe: false,
      reveals: true,
      edits: [editsIn(file, ...edits)],
    },
  ];
}

function editsOf(text: string, leftover: V2Leftover, editable: boolean): TextEdit[] {
  switch (leftover.kind) {
    case 'type': {
      const successor = v3TypeOf(leftover.type);
      return successor ? [replaceScalar(text, leftover.at, typeUrl(successor))] : [];
    }
    case 'config':
      return configEdits(text, leftover, editable);
    case 'hosts':
      return editable ? hostsEdits(text, leftover.cluster, leftover.entry) : [];
    case 'tls_context':
      return editable ? tlsEdits(text, leftover.holder, leftover.entry, leftover.upstream) : [];
    case 'regex': {
      const value = leftover.entry.value;
      if (!editable || value?.kind !== 'scalar' || fieldEntry(leftover.match, 'safe_regex')) return [];
      return replaceEntry(text, leftover.match, leftover.entry, 'safe_regex', { regex: value.text });
    }
  }
}

const typeUrl = (type: string): string => `type.googleapis.com/${type}`;

function configEdits(
  text: string,
  { extension, entry }: Extract<V2Leftover, { kind: 'config' }>,
  editable: boolean,
): TextEdit[] {
  if (fieldEntry(extension, 'typed_config')) return [];
  if (field(entry.value, '@type')) return [renameKey(text, entry, 'typed_config')];
  const type = v3TypeOfName(envoyString(field(extension, 'name'))?.value ?? '');
  if (!type || !editable || entry.value?.aliasRange) return [];
  if (!entry.value || isEmpty(entry.value))
    return replaceEntry(text, extension, entry, 'typed_config', { '@type': typeUrl(type) });
  const config = asMap(entry.value);
  return config ? [renameKey(text, entry, 'typed_config'), insertType(text, config, typeUrl(type))] : [];
}

function hostsEdits(text: string, cluster: YamlMap, entry: YamlEntry): TextEdit[] {
  const name = envoyString(field(cluster, 'name'));
  const hosts = fieldItems(entry.value).map(hostAddress);
  const known = hosts.filter((host) => host !== undefined);
  if (!name || known.length === 0 || known.length < hosts.length || fieldEntry(cluster, 'load_assignment')) return [];
  if (hasComment(text, entry)) return [];
  return replaceEntry(text, cluster, entry, 'load_assignment', {
    cluster_name: name.value,
    endpoints: [{ lb_endpoints: known.map((address) => ({ endpoint: { address } })) }],
  });
}

/** A host with a plain address and port. There is no fix for others. */
function hostAddress(host: YamlNode): Plain | undefined {
  const socket = asMap(field(host, 'socket_address'));
  const address = envoyString(field(socket, 'address'));
  const port = envoyUint(field(socket, 'port_value'));
  if (!socket || !address || !port || socket.entries.length > 2) return undefined;
  return { socket_address: { address: address.value, port_value: port.value } };
}

function tlsEdits(text: string, holder: YamlMap, entry: YamlEntry, upstream: boolean): TextEdit[] {
  const context = entry.value ? plainOf(entry.value) : {};
  if (fieldEntry(holder, 'transport_socket') || hasComment(text, entry) || !isRecord(context)) return [];
  const type = `envoy.extensions.transport_sockets.tls.v3.${upstream ? 'Upstream' : 'Downstream'}TlsContext`;
  return replaceEntry(text, holder, entry, 'transport_socket', {
    name: 'envoy.transport_sockets.tls',
    typed_config: { '@type': typeUrl(type), ...context },
  });
}

const replaceEntry = (text: string, map: YamlMap, entry: YamlEntry, key: string, value: Plain): TextEdit[] => [
  renameKey(text, entry, key),
  replaceValue(text, map, entry, value),
];

/** A comment in the rewritten part would be lost. */
const hasComment = (text: string, { range }: YamlEntry): boolean => /(^|\s)#/m.test(text.slice(range.start, range.end));

const isEmpty = (node: YamlNode): boolean =>
  node.kind === 'map' ? node.entries.length === 0 : node.kind === 'scalar' && /^(null|~|)$/.test(node.text);

const isRecord = (value: Plain | undefined): value is { readonly [key: string]: Plain } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value of a node. Undefined if it contains an alias or a tag. */
function plainOf(node: YamlNode): Plain | undefined {
  if (node.aliasRange || node.anchor !== undefined || node.tag !== undefined) return undefined;
  if (node.kind === 'scalar') return node.style === 'plain' ? plainScalar(node.text) : node.text;
  if (node.kind === 'seq') {
    const items = node.items.map(plainOf);
    const known = items.filter((item) => item !== undefined);
    return known.length === items.length ? known : undefined;
  }
  const entries = node.entries.map(({ key, value }) => [key.text, value ? plainOf(value) : null] as const);
  const known = entries.flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const]));
  return known.length === entries.length ? Object.fromEntries(known) : undefined;
}

function plainScalar(text: string): Plain {
  if (/^(true|false)$/.test(text)) return text === 'true';
  if (/^(null|~|)$/.test(text)) return null;
  return /^(0|[1-9]\d{0,14})$/.test(text) ? Number(text) : text;
}
