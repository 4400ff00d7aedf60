import { type Message, message, type Words } from '../../../rules/message.ts';
import { called } from '../details.ts';
import { manifestInt } from '../../../kubernetes/manifest-field.ts';
import { textAt } from '../../../kubernetes/manifest-position.ts';
import { valueAt } from '../../../yaml/syntax/yaml-path.ts';
import type { Container, ServicePort } from '../../../kubernetes/manifest.ts';
import { declaredPorts, imagePorts, servedPorts } from '../../../workspace/app-ports.ts';
import type { KnownImages } from '../../../workspace/known-images.ts';
import type { Offer } from '../completion-item.ts';
import { ports } from '../ports.ts';
import { containersOf } from './object-names.ts';
import { type ManifestPlace, valuePath } from './manifest-place.ts';

/** The port of a container: those that the configs and clusters tell, then those of its image. */
export const containerPorts = (place: ManifestPlace): readonly Offer[] => [
  ...linkedPorts(place),
  ...ownContainer(place).flatMap((container) =>
    imagePorts(imagesOf(place), container).map((port) => portOffer(port, message('port of the image'))),
  ),
];

/** The port of a probe or a hook: those of the Envoy config, then those of the container. */
export const probePorts = (place: ManifestPlace): readonly Offer[] => [
  ...linkedPorts(place),
  ...ownContainer(place).flatMap((container) => portsOf(place, container)),
  ...ownContainer(place).flatMap(mentionedPorts),
];

/** The ports of other probes of a container, and those of addresses in its command, such as `--addr=:8282`. */
const mentionedPorts = (container: Container): readonly Offer[] => [
  ...container.probes.flatMap(({ port, kind }) =>
    port ? [portOffer(port.kind === 'name' ? port.name.value : port.port.value, kind)] : [],
  ),
  ...[...container.command, ...container.args].flatMap(({ text }) => {
    const port = /:(\d{2,5})$/.exec(text)?.[1];
    return port === undefined ? [] : [portOffer(Number(port), message('port in the command'))];
  }),
];

/** The port to which a Service sends: those of the Envoy config, then those of the pods that it selects. */
export const targetPorts = (place: ManifestPlace): readonly Offer[] => [
  ...linkedPorts(place),
  ...selectedContainers(place).flatMap((container) => portsOf(place, container)),
  ...ownPort(place),
];

/** The number and the name of a port of a Service, which many pods use, too. */
function ownPort({ steps }: ManifestPlace): readonly Offer[] {
  const port = steps.at(-1)?.node;
  const [name, number] = [textAt(port, 'name'), manifestInt(valueAt(port, 'port'))];
  return [
    ...(name === undefined ? [] : [portOffer(name, message('name of the port'))]),
    ...(number === undefined ? [] : [portOffer(number.value, message('port of the Service'))]),
  ];
}

/** The port of a Service. */
export const servicePorts = (place: ManifestPlace): readonly Offer[] =>
  selectedContainers(place).flatMap((container) =>
    servedPorts(imagesOf(place), container).map((port) => portOffer(port, nameOf(container))),
  );

/** The names of the ports of a Service that an Ingress names. */
export const backendPortNames = (place: ManifestPlace): readonly Offer[] =>
  backendPorts(place).flatMap(({ name }) => (name ? [portOffer(name.value, message('port of the Service'))] : []));

/** The same as numbers. */
export const backendPortNumbers = (place: ManifestPlace): readonly Offer[] =>
  backendPorts(place).flatMap(({ port }) => (port ? [portOffer(port.value, message('port of the Service'))] : []));

function backendPorts({ workspace: { index }, steps }: ManifestPlace): readonly ServicePort[] {
  const service = textAt(steps.at(-2)?.node, 'name');
  return index.services.flatMap(({ manifest }) =>
    manifest.name?.value === service ? (manifest.service?.ports ?? []) : [],
  );
}

const linkedPorts = (place: ManifestPlace): readonly Offer[] => ports(place.workspace, place.file, valuePath(place));

function ownContainer(place: ManifestPlace): readonly Container[] {
  const { around } = valuePath(place);
  return containersOf(place.manifest).filter(({ node }) => around.includes(node));
}

const selectedContainers = ({ workspace: { index }, manifest }: ManifestPlace): readonly Container[] =>
  index.pods
    .filter((pod) => index.selections.ofPod(pod).some(({ service }) => service.manifest === manifest))
    .flatMap((pod) => containersOf(pod.manifest));

/** By name and by number. */
const portsOf = (place: ManifestPlace, container: Container): readonly Offer[] => [
  ...declaredPorts([container]).flatMap(({ name, port }) =>
    name ? [portOffer(name.value, message('{0}: {1}', nameOf(container), port.value))] : [],
  ),
  ...servedPorts(imagesOf(place), container).map((port) => portOffer(port, nameOf(container))),
];

const imagesOf = ({ workspace, file }: ManifestPlace): KnownImages => workspace.imagesAt(file.uri);

const nameOf = ({ name }: Container): Message => called('container', name?.value);

const portOffer = (port: number | string, detail: Words): Offer => ({
  label: String(port),
  kind: typeof port === 'number' ? 'value' : 'reference',
  detail,
});
