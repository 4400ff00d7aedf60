import { fieldItems, isFieldName } from '../envoy/envoy-field.ts';
import { envoyString, envoyUint } from '../envoy/envoy-scalar.ts';
import { lowerEnvoyConfig } from '../envoy/lower-envoy-config.ts';
import type { TextRange } from '../text/text-range.ts';
import { loopbackEndpoints } from '../workspace/envoy-workload.ts';
import type { YamlMap, YamlNode } from '../yaml/syntax/yaml-node.ts';
import { asMap, asScalar, placeOf } from '../yaml/syntax/yaml-path.ts';

/** `LocalPort` of the protocol. */
export interface PortPlan {
  readonly role: 'listener' | 'admin' | 'upstream';
  readonly name: string;
  readonly address: string;
  readonly port: number;
  readonly portRange: TextRange;
  readonly addressRange?: TextRange;
}

/** What keeps every socket of a local run on 127.0.0.1; the fields are those of `LocalPlan` in the protocol. */
export interface LocalPorts {
  readonly ports: readonly PortPlan[];
  readonly unset: readonly TextRange[];
  readonly leavesOutListeners: boolean;
}

/** An address of a role, as the file writes it. */
interface AddressOf {
  readonly role: PortPlan['role'];
  readonly name: string;
  readonly node: YamlMap;
}

/**
 * The addresses that a bootstrap binds or connects to on loopback, in file order. Addresses in an anchor are returned
 * once. For a duplicate field all values are returned, because loaders use one of them or merge them.
 */
export function localPorts(root: YamlMap): LocalPorts {
  const listeners = listenerAddresses(root).filter(({ node }) => !opensNoSocket(node));
  const all = [...listeners, ...adminAddresses(root), ...appAddresses(root)];
  const dynamic = values(root, 'dynamic_resources');
  const sources = dynamic.flatMap((resources) => values(resources, 'lds_config'));
  const locators = dynamic.flatMap((resources) => values(resources, 'lds_resources_locator'));
  const unset = [
    ...all.flatMap(({ node }) => addressOptions.flatMap((name) => values(node, name))),
    // A local run uses another file, but Envoy would still watch this folder.
    ...sources.flatMap((source) => valuesAt([source], 'path_config_source', 'watched_directory')),
    ...locators,
  ];
  return {
    ports: inFileOrder(all.flatMap(portPlans), ({ portRange }) => portRange.start),
    unset: inFileOrder(unset.map(placeOf), ({ start }) => start),
    leavesOutListeners: sources.length + locators.length > 0,
  };
}

/** Fields of a SocketAddress that redirect it from its IPv4 address, or that Envoy rejects together with one. */
const addressOptions = ['resolver_name', 'ipv4_compat', 'network_namespace_filepath'];

/** A reverse tunnel: its listener calls out and binds nothing (checked with Envoy 1.40). */
function opensNoSocket(address: YamlMap): boolean {
  const resolvers = values(address, 'resolver_name').map((node) => asScalar(node)?.text);
  return resolvers.length > 0 && resolvers.every((name) => name === 'envoy.resolvers.reverse_connection');
}

function listenerAddresses(root: YamlMap): AddressOf[] {
  const listeners = valuesAt([root], 'static_resources', 'listeners').flatMap(fieldItems);
  return listeners.flatMap((listener) => {
    const name = values(listener, 'name').map(envoyString).at(-1)?.value ?? '';
    const additional = values(listener, 'additional_addresses').flatMap(fieldItems);
    return socketAddresses('listener', name, [listener, ...additional]);
  });
}

const adminAddresses = (root: YamlMap): AddressOf[] => socketAddresses('admin', 'admin', values(root, 'admin'));

const socketAddresses = (role: PortPlan['role'], name: string, holders: readonly YamlNode[]): AddressOf[] =>
  valuesAt(holders, 'address', 'socket_address').flatMap((value) => {
    const node = asMap(value);
    return node ? [{ role, name, node }] : [];
  });

const appAddresses = (root: YamlMap): AddressOf[] =>
  loopbackEndpoints(lowerEnvoyConfig(root)).map(({ cluster, endpoint }) => ({
    role: 'upstream',
    name: cluster.name?.value ?? '',
    node: endpoint.address.node,
  }));

/** One for each port that is written: an address without one is refused by Envoy. */
function portPlans({ role, name, node }: AddressOf): PortPlan[] {
  // Also an address that something fills in: a local run writes another in its place.
  const address = values(node, 'address').map(asScalar).at(-1);
  return values(node, 'port_value').map((port) => ({
    role,
    name,
    address: address?.text ?? '',
    port: envoyUint(port)?.value ?? 0,
    portRange: placeOf(port),
    ...(address && { addressRange: placeOf(address) }),
  }));
}

/** The values of a field in both spellings, duplicates included, in file order. */
const values = (node: YamlNode | undefined, name: string): YamlNode[] =>
  (asMap(node)?.entries ?? []).flatMap(({ key, value }) => (value && isFieldName(key.text, name) ? [value] : []));

const valuesAt = (nodes: readonly YamlNode[], ...names: readonly string[]): readonly YamlNode[] =>
  names.reduce((at, name) => at.flatMap((node) => values(node, name)), nodes);

/** Sorted by place, the first of those with the same place. */
function inFileOrder<T>(items: readonly T[], startOf: (item: T) => number): T[] {
  const byPlace = new Map(items.toReversed().map((item) => [startOf(item), item]));
  return [...byPlace.values()].sort((a, b) => startOf(a) - startOf(b));
}
