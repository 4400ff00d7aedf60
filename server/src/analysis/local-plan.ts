import type { EnvoyConfig, SocketAddress } from './envoy/envoy-config.ts';
import { field } from './envoy/envoy-field.ts';
import { lowerEnvoyConfig } from './envoy/lower-envoy-config.ts';
import { envoySourceAt } from './envoy-source-at.ts';
import { type ListenerPlan, listenerFirst, plannedListeners } from './planned-listeners.ts';
import { isRefused, type RefusedPlan } from './refused-plan.ts';
import type { TextRange } from './text/text-range.ts';
import { loopbackEndpoints } from './workspace/envoy-workload.ts';
import type { Workspace } from './workspace/workspace.ts';
import { parseYaml } from './yaml/parse-yaml.ts';
import { hasPlaceholder } from './yaml/placeholder.ts';
import type { YamlScalar } from './yaml/yaml-node.ts';
import { asMap, asScalar, placeOf } from './yaml/yaml-path.ts';

/** `LocalPort` of the protocol. */
export interface PortPlan {
  readonly role: 'listener' | 'admin' | 'upstream';
  readonly name: string;
  readonly address: string;
  readonly port: number;
  readonly portRange: TextRange;
  readonly addressRange?: TextRange;
}

export interface LocalPlan {
  readonly configText: string;
  readonly format: 'yaml' | 'json';
  readonly configUri: string;
  readonly ports: readonly PortPlan[];
  readonly listeners: readonly ListenerPlan[];
}

/**
 * What a local run of Envoy needs: the bootstrap that the file is, holds or is linked to.
 * @param offset picks one where the file has several, and puts the listener there first
 */
export function localPlan(workspace: Workspace, uri: string, offset?: number): LocalPlan | RefusedPlan {
  const source = envoySourceAt(workspace, uri, offset);
  if (isRefused(source)) return source;
  const filledIn = unknownPort(source.config);
  if (filledIn)
    return {
      refused: `The port ${filledIn.text} is filled in by something else, so the config cannot run as it is.`,
      location: { uri: source.uri, range: placeOf(filledIn) },
    };
  // Offsets of a nested config are those of the file; here they must be those of the text that Envoy reads.
  const root = asMap(parseYaml(source.text).documents[0]?.root);
  if (!root) return { refused: 'The config is empty.', location: { uri: source.uri, range: source.config.root.range } };
  const listeners = plannedListeners(source.uri, source.config);
  return {
    configText: source.text,
    format: /^\s*\{/.test(source.text) ? 'json' : 'yaml',
    configUri: source.uri,
    ports: portsOf(lowerEnvoyConfig(root)),
    listeners: listenerFirst(listeners, uri, offset),
  };
}

/** The port of a listener or of the admin that holds a placeholder: it cannot be moved. */
function unknownPort({ listeners, admin }: EnvoyConfig): YamlScalar | undefined {
  const addresses = [
    ...listeners.flatMap((listener) => listener.addresses),
    ...(admin?.address ? [admin.address] : []),
  ];
  const ports = addresses.flatMap(({ node }) => asScalar(field(node, 'port_value')) ?? []);
  return ports.find(({ text }) => hasPlaceholder(text));
}

/** In file order. What is written once, in an anchor, is named once. */
function portsOf(config: EnvoyConfig): PortPlan[] {
  const listeners = config.listeners.flatMap((listener) =>
    listener.addresses.flatMap((address) => portPlan('listener', listener.name?.value ?? '', address)),
  );
  const admin = config.admin?.address ? portPlan('admin', 'admin', config.admin.address) : [];
  const upstreams = loopbackEndpoints(config).flatMap(({ cluster, endpoint }) =>
    portPlan('upstream', cluster.name?.value ?? '', endpoint.address),
  );
  const all = [...listeners, ...admin, ...upstreams];
  const byPlace = new Map(all.toReversed().map((port) => [port.portRange.start, port]));
  return [...byPlace.values()].sort((a, b) => a.portRange.start - b.portRange.start);
}

function portPlan(role: PortPlan['role'], name: string, { node, port }: SocketAddress): PortPlan[] {
  // A resolver of its own reads the address in its own way (`rc://…`).
  if (!port || field(node, 'resolver_name')) return [];
  // Also an address that something fills in: a local run writes another in its place.
  const address = asScalar(field(node, 'address'));
  return [
    {
      role,
      name,
      address: address?.text ?? '',
      port: port.value,
      portRange: placeOf(port.at),
      ...(address && { addressRange: placeOf(address) }),
    },
  ];
}
