import type { Container, ContainerPort, Manifest, Probe, ServicePort } from '../../kubernetes/manifest.ts';
import { editDistance } from '../../text/edit-distance.ts';
import type { Located } from '../../yaml/syntax/yaml-node.ts';
import { insertEntry, replaceScalar } from '../../yaml/edit/yaml-edit.ts';
import { entryOf } from '../../yaml/syntax/yaml-path.ts';
import { type BoundPort, type EnvoyWorkload, loopbackEndpoints } from '../../workspace/envoy-workload.ts';
import type { SourceFile } from '../../workspace/source-file.ts';
import { editsIn, type FileEdits, type Place, placeIn } from '../rule.ts';

/** A port of a Service or a probe that targets a port of the pod. */
export interface PortReference {
  readonly kind: 'service' | 'probe';
  readonly file: SourceFile;
  readonly at: Place;
  /** The Service and its port. */
  readonly service?: { readonly manifest: Manifest; readonly servicePort: ServicePort };
  /** The probe and its container. */
  readonly probe?: Probe;
  readonly container?: Container;
  /** True if it refers to a containerPort by name, so it follows changes of the number. */
  readonly byName: boolean;
  /** Changes the number. Undefined if it also targets other pods. */
  readonly moveTo?: (port: number) => FileEdits;
}

/** All Service ports and probes of the workload that target a port of the pod, by name or number. */
export function referencesTo(workload: EnvoyWorkload, port: number): PortReference[] {
  return [...serviceReferences(workload, port), ...probeReferences(workload, port)];
}

function serviceReferences(workload: EnvoyWorkload, port: number): PortReference[] {
  return workload.services.flatMap(({ file, manifest, someOtherPod }) =>
    (manifest.service?.ports ?? []).flatMap((servicePort): PortReference[] => {
      const { targetPort, unknown, node } = servicePort;
      const service = { manifest, servicePort };
      if (unknown) return [];
      if (targetPort?.kind === 'name')
        return namesPort(workload, targetPort.name.value, port)
          ? [{ kind: 'service', service, file, at: placeIn(file, targetPort.name.at), byName: true }]
          : [];
      const written = targetPort?.port ?? servicePort.port;
      if (written?.value !== port) return [];
      const moveTo = (to: number): FileEdits =>
        targetPort
          ? editsIn(file, replaceScalar(file.text, written.at, to))
          : editsIn(file, insertEntry(file.text, node, 'targetPort', to, entryOf(node, 'port')));
      const reference = { kind: 'service' as const, service, file, at: placeIn(file, written.at), byName: false };
      return [someOtherPod() ? reference : { ...reference, moveTo }];
    }),
  );
}

function probeReferences(workload: EnvoyWorkload, port: number): PortReference[] {
  const { file, envoyContainer, otherContainers } = workload;
  return [envoyContainer, ...otherContainers].flatMap((container) =>
    container.probes.flatMap((probe): PortReference[] => {
      const { port: target } = probe;
      if (target?.kind === 'name')
        return namesPort(workload, target.name.value, port)
          ? [{ kind: 'probe', probe, file, container, at: placeIn(file, target.name.at), byName: true }]
          : [];
      if (target?.port.value !== port) return [];
      const { at } = target.port;
      const moveTo = (to: number): FileEdits => editsIn(file, replaceScalar(file.text, at, to));
      return [{ kind: 'probe', probe, file, container, at: placeIn(file, at), byName: false, moveTo }];
    }),
  );
}

const namesPort = ({ envoyContainer, otherContainers }: EnvoyWorkload, name: string, port: number): boolean =>
  [envoyContainer, ...otherContainers].some(({ ports }) =>
    ports.some((declared) => declared.name?.value === name && declared.port?.value === port),
  );

/** Edits that change references by number from one port of the pod to another. */
export const moveReferences = (workload: EnvoyWorkload, from: number, to: number): FileEdits[] => [
  ...referencesTo(workload, from).flatMap(({ moveTo }) => moveTo?.(to) ?? []),
  ...moveAllowed(workload, from, to),
];

/** Edits that change what the NetworkPolicies of the pod allow. One that selects every pod may mean others. */
export const moveAllowed = ({ policies }: EnvoyWorkload, from: number, to: number): FileEdits[] =>
  policies.flatMap(({ file, policy, certain }) => {
    if (!certain || !policy.podLabels?.size) return [];
    const allowed = (policy.rules ?? []).flatMap(({ ports }) => ports);
    return allowed.flatMap(({ port, endPort }) =>
      port?.kind === 'number' && port.port.value === from && !endPort
        ? [editsIn(file, replaceScalar(file.text, port.port.at, to))]
        : [],
    );
  });

/** Edits that change the number of a containerPort and all references to the old number. */
export const moveContainerPort = (workload: EnvoyWorkload, port: Located<number>, to: number): FileEdits[] =>
  combined([
    editsIn(workload.file, replaceScalar(workload.file.text, port.at, to)),
    ...moveReferences(workload, port.value, to),
  ]);

/**
 * Edits that move a listener: all addresses and endpoints with its port in the config, and all references to the port
 * of the pod.
 */
export function moveListener(workload: EnvoyWorkload, { listener, port }: BoundPort, to: number): FileEdits[] {
  const { config } = workload;
  if (!config) return [];
  const addresses = (listener?.addresses ?? []).map((address) => address.port);
  const endpoints = loopbackEndpoints(config.source.config).map(({ endpoint }) => endpoint.address.port);
  const places = [...addresses, ...endpoints].filter((located) => located?.value === port);
  return combined([
    ...places.flatMap((located) =>
      located ? [editsIn(config.file, replaceScalar(config.file.text, located.at, to))] : [],
    ),
    ...moveReferences(workload, port, to),
  ]);
}

/** One entry per file, without duplicate edits. */
export function combined(all: readonly FileEdits[]): FileEdits[] {
  const uris = [...new Set(all.map(({ uri }) => uri))];
  return uris.map((uri) => {
    const edits = all.filter((one) => one.uri === uri).flatMap((one) => one.edits);
    const isFirst = (edit: (typeof edits)[number], i: number): boolean =>
      edits.findIndex(({ range, newText }) => range.start === edit.range.start && newText === edit.newText) === i;
    return { uri, edits: edits.filter(isFirst) };
  });
}

/** The containerPorts of the Envoy container with that number. */
export const envoyPortsAt = ({ envoyContainer }: EnvoyWorkload, port: number): readonly ContainerPort[] =>
  envoyContainer.ports.filter((declared) => declared.port?.value === port);

/** How many digits must be added, removed or changed to get from one port to the other. */
export const digitsApart = (a: number, b: number): number => editDistance(String(a), String(b));
