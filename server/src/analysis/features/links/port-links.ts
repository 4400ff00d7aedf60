import { message } from '../../rules/message.ts';
import { placeIn } from '../../rules/rule.ts';
import { type PortReference, referencesTo } from '../../rules/fixes/port-edits.ts';
import { declaredPorts } from '../../workspace/app-ports.ts';
import {
  type BoundPort,
  type ConfigLink,
  type EnvoyWorkload,
  isLoopback,
  linkedPorts,
} from '../../workspace/envoy-workload.ts';
import type { Located } from '../../yaml/syntax/yaml-node.ts';
import { type LinkNote, note } from './link-note.ts';

/** The ports that the Envoy of a workload binds, each with what refers to it. */
export const listenerLinks = (workload: EnvoyWorkload, config: ConfigLink): LinkNote[] =>
  linkedPorts(config).map((bound) => {
    const { role, name, host, port } = bound;
    const said =
      role === 'admin'
        ? message('Admin interface at {0}:{1}.', host, port)
        : message("Listener '{0}' at {1}:{2}.", name, host, port);
    const uses = portUses(workload, port);
    const unused = isLoopback(host) ? [] : [note(message('No containerPort, Service or probe refers to it.'))];
    const below = [...(uses.length > 0 ? uses : unused), ...clustersOf(config, bound)];
    return note(said, placeIn(fileOfListener(config, bound), bound.at), below);
  });

/** A listener may be in the file beside its config. */
export const fileOfListener = ({ file, source, lds }: ConfigLink, { listener }: BoundPort): { readonly uri: string } =>
  listener && !source.config.listeners.includes(listener) ? (lds ?? file) : file;

/** What declares a port of the pod, or refers to it. */
export const portUses = (workload: EnvoyWorkload, port: number): LinkNote[] => [
  ...declarations(workload, port),
  ...referencesTo(workload, port).map(referenceNote),
];

const declarations = ({ file, envoyContainer, otherContainers }: EnvoyWorkload, port: number): LinkNote[] =>
  declaredPorts([envoyContainer, ...otherContainers])
    .filter((declared) => declared.port.value === port)
    .map((declared) =>
      note(
        message("containerPort {0} of container '{1}'.", port, declared.container.name?.value ?? ''),
        placeIn(file, declared.port.at),
      ),
    );

function referenceNote({ service, probe, container, at }: PortReference): LinkNote {
  const { manifest, servicePort } = service ?? {};
  return note(
    manifest
      ? message("Port {0} of Service '{1}'.", servicePort?.port?.value ?? '', manifest.name?.value ?? '')
      : message("{0} of container '{1}'.", probe?.kind ?? '', container?.name?.value ?? ''),
    at,
  );
}

/** The names of clusters that a listener refers to, once each. */
export function clusterNamesOf({ source, lds }: ConfigLink, { listener }: BoundPort): readonly Located<string>[] {
  const names = [source, ...(lds ? [lds] : [])]
    .flatMap((one) => one.config.clusterReferences)
    .flatMap((reference) => (listener && reference.listener === listener ? reference.name : []));
  return names.filter(({ value }, i) => names.findIndex((name) => name.value === value) === i);
}

function clustersOf(config: ConfigLink, bound: BoundPort): LinkNote[] {
  const known = config.source.config.clusters.map(({ name }) => name?.value);
  return clusterNamesOf(config, bound).map(({ value, at }) => {
    const said = known.includes(value)
      ? message("Uses cluster '{0}'.", value)
      : message("Uses cluster '{0}'. Not linked: it is not in the config.", value);
    return note(said, placeIn(fileOfListener(config, bound), at));
  });
}
