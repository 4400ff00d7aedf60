import { withoutTrailing } from '../text/trailing.ts';
import type { EnvoyCluster, EnvoyEndpoint } from '../envoy/envoy-config.ts';
import type { Container } from '../kubernetes/manifest.ts';
import { manifestInt } from '../kubernetes/manifest-field.ts';
import type { Located } from '../yaml/syntax/yaml-node.ts';
import { valueAt } from '../yaml/syntax/yaml-path.ts';
import { runsOnlyEnvoy } from './envoy-container.ts';
import { linkedPorts, type EnvoyWorkload, loopbackEndpoints, siblingPorts } from './envoy-workload.ts';
import type { KnownImages } from './known-images.ts';

type Images = Pick<KnownImages, 'imageDefault'>;

/** A containerPort with a number that can be read. */
export interface DeclaredPort {
  readonly container: Container;
  readonly name?: Located<string>;
  readonly port: Located<number>;
  readonly protocol: string;
}

/** The ports that containers declare, in file order. */
export const declaredPorts = (containers: readonly Container[]): DeclaredPort[] =>
  containers.flatMap((container) =>
    container.ports.flatMap(({ port, name, protocol }) =>
      port ? [{ container, port, protocol, ...(name && { name }) }] : [],
    ),
  );

/** True when each port that the container declares is a readable number. */
export const portsReadable = (container: Container): boolean => container.ports.every(({ port }) => port);

/**
 * True if a variable, a command word, an argument, a probe or a mounted file of the container contains the number,
 * which indicates that the app may listen there.
 */
export function mentionsPort({ told }: Pick<EnvoyWorkload, 'told'>, container: Container, port: number): boolean {
  if (container.probes.some(({ port: probed }) => probed?.kind === 'number' && probed.port.value === port)) return true;
  const number = String(port);
  const mentions = (text: string): boolean => text.match(/\d+/g)?.includes(number) ?? false;
  const texts = [...container.command, ...container.args, ...container.env.flatMap(({ value }) => value ?? [])];
  return texts.some(({ text }) => mentions(text)) || !!told.get(container)?.texts().some(mentions);
}

/** False if a variable or a mounted file that is not in the workspace may set another port. */
export const tellsAll = ({ told }: Pick<EnvoyWorkload, 'told'>, container: Container): boolean =>
  told.get(container)?.certain !== false;

/** The ports of the container's image, regardless of the manifest. Empty if they are not known. */
export const imagePorts = ({ imageDefault }: Images, { image }: Container): readonly number[] =>
  (image && imageDefault(image.value)?.ports) ?? [];

/** The ports of the container's image, if no command, argument, variable, hook or mounted file can change them. */
export function unchangedImagePorts({ imageDefault }: Images, container: Container): readonly number[] | undefined {
  const known = container.image && imageDefault(container.image.value);
  if (known?.stated) return namesOtherPort(container, known.ports) ? undefined : known.ports;
  if (!known || container.command.length + container.args.length + container.env.length > 0) return undefined;
  if (container.envFrom.length > 0 || valueAt(container.node, 'lifecycle')) return undefined;
  const mayBeConfig = (path: string): boolean =>
    !known.configFolders || known.configFolders.some((folder) => within(path, folder) || within(folder, path));
  const reconfigured = container.volumeMounts.some(({ mountPath }) => !mountPath || mayBeConfig(mountPath.value));
  return reconfigured ? undefined : known.ports;
}

/** A variable such as `PORT` sets a port that is not stated for the image, or one that is not known. */
const namesOtherPort = ({ env }: Container, stated: readonly number[]): boolean =>
  env.some((variable) => isPortVariable(variable) && !stated.includes(portIn(variable) ?? 0));

/**
 * The known ports of a container without declared ports: those of another Envoy, otherwise those of the unchanged
 * image.
 */
export function knownPorts(workload: EnvoyWorkload, container: Container): readonly number[] | undefined {
  const envoy = workload.siblings.find((sibling) => sibling.container === container);
  if (!envoy) return unchangedImagePorts(workload, container);
  return envoy.config && envoy.listenersKnown && runsOnlyEnvoy(container)
    ? linkedPorts(envoy.config).map(({ port }) => port)
    : undefined;
}

/**
 * True if the container may serve a port that the files do not show: it declares none, or its configuration is not
 * known.
 */
export const mayServeAnything = (workload: EnvoyWorkload, container: Container): boolean =>
  (container.ports.length === 0 && knownPorts(workload, container) === undefined) || !tellsAll(workload, container);

/** An endpoint on loopback that nothing in the pod is known to serve. */
export interface StrayEndpoint {
  readonly cluster: EnvoyCluster;
  readonly endpoint: EnvoyEndpoint;
  readonly port: Located<number>;
}

/**
 * Whether a loopback port belongs to no listener or admin interface, is not declared by another container and does not
 * occur in its variables and arguments. Undefined if the files do not show everything that may listen on loopback.
 */
export function strayPort(workload: EnvoyWorkload): ((port: number) => boolean) | undefined {
  const { config, silence, otherContainers, listenersKnown, siblings } = workload;
  if (!config || !listenersKnown || silence.redirected || silence.hostNetwork || silence.partial) return undefined;
  if (!otherContainers.every(portsReadable) || !siblings.every((sibling) => sibling.listenersKnown)) return undefined;
  const taken = new Set([
    ...[...linkedPorts(config), ...siblingPorts(workload)].map(({ port }) => port),
    ...declaredPorts(otherContainers).map(({ port }) => port.value),
  ]);
  return (port) => !taken.has(port) && !otherContainers.some((container) => mentionsPort(workload, container, port));
}

/** The loopback endpoints that nothing in the pod is known to serve. */
export function strayEndpoints(workload: EnvoyWorkload): StrayEndpoint[] {
  const isStray = strayPort(workload);
  if (!isStray || !workload.config) return [];
  return loopbackEndpoints(workload.config.source.config).flatMap(({ cluster, endpoint, port }) => {
    const located = endpoint.address.port;
    return located && isStray(port) ? [{ cluster, endpoint, port: located }] : [];
  });
}

/**
 * The ports of an app according to the manifest: declared ports, otherwise those of its unchanged image or of its
 * `PORT` variable.
 */
export function servedPorts(images: Images, container: Container): readonly number[] {
  const declared = declaredPorts([container]).map(({ port }) => port.value);
  if (declared.length > 0) return declared;
  const named = container.env.filter(isPortVariable).flatMap((variable) => portIn(variable) ?? []);
  return named.length > 0 ? named : (unchangedImagePorts(images, container) ?? []);
}

/** The only other container of the pod that serves a port. Undefined if there are several or none. */
export function containerServing(workload: EnvoyWorkload, port: number): Container | undefined {
  const [container, ...others] = workload.otherContainers.filter((one) => servedPorts(workload, one).includes(port));
  return others.length > 0 ? undefined : container;
}

type Variable = Container['env'][number];

const isPortVariable = ({ name }: Variable): boolean => /(^|_)PORT$/.test(name);

const portIn = ({ value }: Variable): number | undefined => manifestInt(value && { ...value, style: 'plain' })?.value;

const within = (path: string, folder: string): boolean => {
  const [inner, outer] = [path, folder].map((text) => withoutTrailing(text, '/'));
  return inner === outer || !!inner?.startsWith(`${outer}/`);
};
