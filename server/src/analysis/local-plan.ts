import type { EnvoyConfig, SocketAddress } from './envoy/envoy-config.ts';
import { lowerEnvoyConfig } from './envoy/lower-envoy-config.ts';
import { type ListenerPlan, listenerFirst, plannedListeners } from './planned-listeners.ts';
import { isRefused, type RefusedPlan } from './refused-plan.ts';
import { workloadsOf } from './rules/run-rules.ts';
import { overlaps, type TextRange } from './text/text-range.ts';
import { loopbackEndpoints } from './workspace/envoy-workload.ts';
import type { EnvoySource } from './workspace/source-file.ts';
import type { Workspace } from './workspace/workspace.ts';
import { parseYaml } from './yaml/parse-yaml.ts';
import { asMap } from './yaml/yaml-path.ts';

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
  if (/\$\{[A-Z_]|\{\{/.test(source.text))
    return { refused: 'The config holds placeholders that something else fills in, so it cannot run as it is.' };
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

/** The bootstrap that a file is or holds, else the one that its workload reads. */
export function envoySourceAt(workspace: Workspace, uri: string, offset?: number): EnvoySource | RefusedPlan {
  const file = workspace.files.get(uri);
  if (!file) return { refused: 'The file is not open and not in the workspace.' };
  if (file.kind === 'template')
    return { refused: 'The file is a template: it becomes a config only when it is expanded.' };
  const linked = workloadsOf(workspace, uri).flatMap(({ config }) => config?.source ?? []);
  const own = file.envoySources;
  const candidates = own.length > 0 ? own : [...new Set(linked)];
  const here =
    offset === undefined
      ? undefined
      : candidates.find(
          ({ scalar, uri: at }) => at === uri && scalar && overlaps(scalar.range, { start: offset, end: offset }),
        );
  if (here) return here;
  const [only, ...more] = candidates;
  if (!only)
    return {
      refused:
        'No Envoy config was found for this file: open the config, or name it with a comment "# envoy-sidecar: config=PATH" in the manifest.',
    };
  if (more.length > 0) return { refused: 'The file has several Envoy configs: place the cursor in one of them.' };
  return only;
}

function portsOf(config: EnvoyConfig): PortPlan[] {
  const listeners = config.listeners.flatMap((listener) =>
    listener.addresses.flatMap((address) => portPlan('listener', listener.name?.value ?? '', address)),
  );
  const admin = config.admin?.address ? portPlan('admin', 'admin', config.admin.address) : [];
  const upstreams = loopbackEndpoints(config).flatMap(({ cluster, endpoint }) =>
    portPlan('upstream', cluster.name?.value ?? '', endpoint.address),
  );
  return [...listeners, ...admin, ...upstreams].sort((a, b) => a.portRange.start - b.portRange.start);
}

function portPlan(role: PortPlan['role'], name: string, { address, port }: SocketAddress): PortPlan[] {
  if (!port) return [];
  return [
    {
      role,
      name,
      address: address?.value ?? '',
      port: port.value,
      portRange: port.at.range,
      ...(address && { addressRange: address.at.range }),
    },
  ];
}
