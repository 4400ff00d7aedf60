import type { ServiceSpec } from '../../kubernetes/manifest.ts';
import type { NameFormat } from '../../rules/findings/name-formats.ts';
import { message } from '../../rules/message.ts';
import type { PlacedSource } from '../../rules/rule.ts';
import { boundPorts, loopbackEndpoints } from '../../workspace/envoy-workload.ts';
import type { PlacedManifest } from '../../workspace/placed-manifest.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { togetherWith } from './configs-together.ts';
import { configsOf, podsReading } from './config-readers.ts';
import { isHere, type Mention, type NamedMentions, type Spot, type SymbolKind } from './named-symbol.ts';
import { portsInPod } from './pod-ports.ts';
import { policyPorts } from './port-names.ts';
import { selectedTogether } from './selected-pods.ts';

const portNumber: NameFormat = (port) =>
  /^[1-9]\d{0,4}$/.test(port) && Number(port) <= 65_535
    ? undefined
    : message("'{0}' is not a port. Use a number from 1 to 65535.", port);

/**
 * A port of a pod: of Envoy's listeners and admin interface, of the endpoints on loopback, of containers and their probes, of
 * Services and network policies that select the pod, and in arguments and variables that certainly mean it.
 */
export const ports: SymbolKind = {
  format: portNumber,
  find(workspace, spot) {
    for (const port of numbersAt(spot)) {
      const found = portAt(workspace, spot, port);
      if (found) return found;
    }
    return undefined;
  },
};

/** The numbers that may be the port: the value itself, and numbers in an argument. */
function numbersAt({ scalar: { text } }: Spot): ReadonlySet<number> {
  if (text.length > 500 || text.includes('\n')) return new Set();
  const whole = /^0x[\da-f]+$/i.test(text.trim()) ? [Number(text)] : [];
  return new Set([...whole, ...(text.match(/\d+/g) ?? []).map(Number)].filter((port) => port > 0 && port <= 65_535));
}

function portAt(workspace: Workspace, spot: Spot, port: number): NamedMentions | undefined {
  const { file, source, placed, offset } = spot;
  const own = source ? portsInConfig({ file, source }, port) : placed ? portsIn(placed, port) : [];
  if (!own.some(isHere(file.uri, offset))) return undefined;
  const pods = source ? podsReading(workspace, { file, source }) : placed ? [placed] : [];
  const together = selectedTogether(
    workspace,
    pods,
    (service, pod) => portsIn(service, port).length > 0 && podUses(workspace, pod, port),
    (pod) =>
      configsOf(workspace, pod).flatMap((config) =>
        portsInConfig(config, port).length > 0 ? podsReading(workspace, config) : [],
      ),
  );
  const read = together.flatMap((one) => configsOf(workspace, one));
  const configs = read.length > 0 || !source ? read : togetherWith(workspace, { file, source });
  const found = [
    ...configs.flatMap((config) => portsInConfig(config, port)),
    ...together.flatMap((one) => portsIn(one, port)),
  ];
  return { name: String(port), mentions: withDefinitions(found) };
}

type PortMention = Omit<Mention, 'defines'> & { readonly role: 'bound' | 'declared' | 'used' };

/** Envoy's listeners define their port. Without one, the containers do. */
function withDefinitions(found: readonly PortMention[]): readonly Mention[] {
  const role = found.some((one) => one.role === 'bound') ? 'bound' : 'declared';
  return found.map(({ role: own, ...mention }) => ({ ...mention, defines: own === role }));
}

function portsInConfig({ file, source }: PlacedSource, port: number): readonly PortMention[] {
  const bound = boundPorts(source.config).flatMap((one) => (one.port === port ? [one.at] : []));
  const reached = loopbackEndpoints(source.config).flatMap(({ endpoint, port: its }) =>
    its === port ? (endpoint.address.port?.at ?? []) : [],
  );
  return [
    ...bound.map((at) => ({ file, source, at, role: 'bound' as const })),
    ...reached.map((at) => ({ file, source, at, role: 'used' as const })),
  ];
}

const portsIn = (placed: PlacedManifest, port: number): readonly PortMention[] => [
  ...portsInPod(placed, port),
  ...(placed.manifest.service ? targets(placed, placed.manifest.service, port) : []),
  ...policyPorts(placed.manifest).flatMap((one): PortMention[] =>
    one.kind === 'number' && one.port.value === port ? [{ file: placed.file, at: one.port.at, role: 'used' }] : [],
  ),
];

const targets = ({ file }: PlacedManifest, { ports: all }: ServiceSpec, wanted: number): readonly PortMention[] =>
  all.flatMap(({ targetPort, port, unknown, node }): PortMention[] => {
    const written = targetPort?.kind === 'number' ? targetPort.port : undefined;
    if (written) return written.value === wanted ? [{ file, at: written.at, role: 'used' }] : [];
    if (targetPort || unknown || port?.value !== wanted) return [];
    return [{ file, at: port.at, impliedIn: node, role: 'used' }];
  });

const podUses = (workspace: Workspace, pod: PlacedManifest, port: number): boolean =>
  portsIn(pod, port).length > 0 || configsOf(workspace, pod).some((config) => portsInConfig(config, port).length > 0);
