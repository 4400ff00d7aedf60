import type { Container } from '../../../kubernetes/manifest.ts';
import { declaredPorts, imagePorts, servedPorts } from '../../../workspace/app-ports.ts';
import type { Offer } from '../completion-item.ts';
import { ports } from '../ports.ts';
import { containersOf } from './object-names.ts';
import { type ManifestPlace, valuePath } from './manifest-place.ts';

/** The port of a container: those that the configs and clusters tell, then those of its image. */
export const containerPorts = (place: ManifestPlace): readonly Offer[] => [
  ...linkedPorts(place),
  ...ownContainer(place).flatMap((container) =>
    imagePorts(container).map((port) => portOffer(port, 'port of the image')),
  ),
];

/** The port of a probe or a hook: those of the Envoy config, then those of the container. */
export const probePorts = (place: ManifestPlace): readonly Offer[] => [
  ...linkedPorts(place),
  ...ownContainer(place).flatMap(portsOf),
];

/** The port to which a Service sends: those of the Envoy config, then those of the pods that it selects. */
export const targetPorts = (place: ManifestPlace): readonly Offer[] => [
  ...linkedPorts(place),
  ...selectedContainers(place).flatMap(portsOf),
];

/** The port of a Service. */
export const servicePorts = (place: ManifestPlace): readonly Offer[] =>
  selectedContainers(place).flatMap((container) =>
    servedPorts(container).map((port) => portOffer(port, nameOf(container))),
  );

const linkedPorts = (place: ManifestPlace): readonly Offer[] => ports(place.workspace, place.file, valuePath(place));

function ownContainer(place: ManifestPlace): readonly Container[] {
  const { around } = valuePath(place);
  return containersOf(place.manifest).filter(({ node }) => around.includes(node));
}

const selectedContainers = ({ workspace: { index }, manifest }: ManifestPlace): readonly Container[] =>
  index.pods
    .filter((pod) => index.selectionsOf(pod).some(({ service }) => service.manifest === manifest))
    .flatMap((pod) => containersOf(pod.manifest));

/** By name and by number. */
const portsOf = (container: Container): readonly Offer[] => [
  ...declaredPorts([container]).flatMap(({ name, port }) =>
    name ? [portOffer(name.value, `${nameOf(container)} ${port.value}`)] : [],
  ),
  ...servedPorts(container).map((port) => portOffer(port, nameOf(container))),
];

const nameOf = ({ name }: Container): string => `container ${name?.value ?? ''}`.trim();

const portOffer = (port: number | string, detail: string): Offer => ({
  label: String(port),
  kind: typeof port === 'number' ? 'value' : 'reference',
  detail,
});
