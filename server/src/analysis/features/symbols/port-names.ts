import type { Container, Manifest, PodSpec, PortReference } from '../../kubernetes/manifest.ts';
import { mapsIn, portReference } from '../../kubernetes/manifest-field.ts';
import { portName } from '../../rules/findings/name-formats.ts';
import type { PlacedManifest } from '../../workspace/placed-manifest.ts';
import type { Located, YamlScalar } from '../../yaml/syntax/yaml-node.ts';
import { valueAt } from '../../yaml/syntax/yaml-path.ts';
import type { Mention, SymbolKind } from './named-symbol.ts';
import { selectedTogether } from './selected-pods.ts';

/** The name of a containerPort, in probes and hooks of the pod and in Services and network policies that select it. */
export const portNames: SymbolKind = {
  format: portName,
  find(workspace, { placed, scalar: { text: name, range } }) {
    if (!placed || !mentionsIn(placed, name).some(({ at }) => at.range === range)) return undefined;
    const together = selectedTogether(
      workspace,
      [placed],
      (service, pod) => mentionsIn(service, name).length > 0 && mentionsIn(pod, name).some(({ defines }) => defines),
    );
    return { name, mentions: together.flatMap((one) => mentionsIn(one, name)) };
  },
};

function mentionsIn({ file, manifest }: PlacedManifest, wanted: string): readonly Mention[] {
  const { podSpec, service } = manifest;
  const mentions = (names: readonly Located<string>[], defines: boolean): Mention[] =>
    names.flatMap(({ value, at }) => (value === wanted ? [{ file, at, defines }] : []));
  const containers = podSpec ? containersOf(podSpec) : [];
  const declared = containers.flatMap(({ ports }) => ports.flatMap(({ name }) => name ?? []));
  const used = [
    ...containers.flatMap(handlerPorts),
    ...(service?.ports ?? []).flatMap(({ targetPort }) => targetPort ?? []),
    ...policyPorts(manifest),
  ];
  return [...mentions(declared, true), ...mentions(used.flatMap(nameOf), false)];
}

export const containersOf = ({ containers, initContainers }: PodSpec): readonly Container[] => [
  ...containers,
  ...initContainers,
];

/** The ports of probes and hooks. */
export const handlerPorts = ({ node, probes }: Container): readonly PortReference[] => {
  const hooks = ['postStart', 'preStop'].map((name) => valueAt(valueAt(node, 'lifecycle'), name));
  const handlers = hooks.flatMap((hook) => ['httpGet', 'tcpSocket'].map((name) => valueAt(hook, name)));
  return [
    ...probes.flatMap(({ port }) => port ?? []),
    ...handlers.flatMap((handler) => portReference(valueAt(handler, 'port')) ?? []),
  ];
};

/** The ports of the pod to which a network policy allows connections. */
export const policyPorts = ({ kind, root }: Manifest): readonly PortReference[] =>
  kind === 'NetworkPolicy'
    ? mapsIn(valueAt(valueAt(root, 'spec'), 'ingress'))
        .flatMap((rule) => mapsIn(valueAt(rule, 'ports')))
        .flatMap((port) => (valueAt(port, 'endPort') ? [] : (portReference(valueAt(port, 'port')) ?? [])))
    : [];

const nameOf = (reference: PortReference): Located<string, YamlScalar>[] =>
  reference.kind === 'name' ? [reference.name] : [];
