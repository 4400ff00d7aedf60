import type { Container, Labels, Manifest, PodSpec } from '../kubernetes/manifest.ts';
import { attempt, type OnFailure } from '../text/attempt.ts';
import { deployedImages } from './deployed-images.ts';
import { configPath, configYamlArgument, isEnvoyContainer, isInjected, redirectsTraffic } from './envoy-container.ts';
import type { ConfigLink, EnvoyWorkload, ServiceLink } from './envoy-workload.ts';
import { linkConfig } from './link-config.ts';
import { isWhole } from './envoy-source.ts';
import type { SourceFile } from './source-file.ts';
import { distance } from './uri-path.ts';
import type { PlacedManifest, WorkspaceIndex } from './workspace-index.ts';

/** Joins every Envoy container of the workspace with its pod, config and Services. */
export function linkWorkloads(
  index: WorkspaceIndex,
  envoyImages: readonly string[],
  onFailure?: OnFailure,
): EnvoyWorkload[] {
  const workloads = index.pods.flatMap((placed) =>
    attempt(onFailure, { uri: placed.file.uri, what: 'linking' }, [], () => workloadsIn(placed, index, envoyImages)),
  );
  const sources = workloads.map(({ config }) => config?.source);
  return workloads.map((one) => ({
    ...one,
    sharesConfig: !!one.config && sources.indexOf(one.config.source) !== sources.lastIndexOf(one.config.source),
  }));
}

function workloadsIn(placed: PlacedManifest, index: WorkspaceIndex, envoyImages: readonly string[]): LinkedContainer[] {
  const { podSpec } = placed.manifest;
  if (!podSpec) return [];
  const running = [...podSpec.containers, ...podSpec.initContainers.filter((container) => container.nativeSidecar)];
  return envoyContainers(running, podSpec, placed, index, envoyImages).map((envoyContainer) =>
    workload(envoyContainer, running, podSpec, placed, index),
  );
}

type LinkedContainer = Omit<EnvoyWorkload, 'sharesConfig'>;

/** By image or command; where none is, the one container that mounts a bootstrap. */
function envoyContainers(
  running: readonly Container[],
  podSpec: PodSpec,
  { manifest, file }: PlacedManifest,
  index: WorkspaceIndex,
  envoyImages: readonly string[],
): readonly Container[] {
  const evident = running.filter((container) => isEnvoyContainer(container, envoyImages));
  if (evident.length > 0) return evident;
  const mounting = running.filter(
    (container) => container.volumeMounts.length > 0 && mountsBootstrap(container, podSpec, manifest, file, index),
  );
  return mounting.length === 1 ? mounting : [];
}

function mountsBootstrap(
  container: Container,
  podSpec: PodSpec,
  manifest: Manifest,
  file: SourceFile,
  index: WorkspaceIndex,
): boolean {
  const delivery = linkConfig(container, podSpec, manifest, file, index)?.delivery;
  return (
    delivery === 'config-map' ||
    delivery === 'kustomize' ||
    (delivery === 'config-yaml' && !!configYamlArgument(container)) ||
    (delivery === 'host-path' && configPath(container) !== undefined)
  );
}

function workload(
  envoyContainer: Container,
  running: readonly Container[],
  podSpec: PodSpec,
  placed: PlacedManifest,
  index: WorkspaceIndex,
): LinkedContainer {
  const { manifest, file } = placed;
  const config = linkConfig(envoyContainer, podSpec, manifest, file, index);
  return {
    file,
    manifest,
    podSpec,
    envoyContainer,
    images: deployedImages(envoyContainer, placed, index),
    otherContainers: running.filter((container) => container !== envoyContainer),
    ...(config && { config }),
    services: servicesOf(podSpec, manifest, file, index),
    listenersKnown: !!config && listenersKnown(config),
    silence: {
      redirected:
        redirectsTraffic(podSpec) ||
        isInjected(podSpec) ||
        !!config?.source.config.listeners.some((listener) => listener.takesRedirectedTraffic),
      hostNetwork: podSpec.hostNetwork,
      partial:
        index.patchFiles.has(file.uri) ||
        isPatched(manifest, index) ||
        file.yaml.errors.length > 0 ||
        running.some((container) => !container.image),
    },
  };
}

/** A kustomization's patch of the same kind and name may add containers, ports and volumes. */
export const isPatched = ({ kind, name }: Manifest, { patchFiles, files }: WorkspaceIndex): boolean =>
  [...patchFiles].some((uri) =>
    files.get(uri)?.manifests.some((patch) => patch.kind === kind && patch.name?.value === name?.value),
  );

function listenersKnown({ file, source }: ConfigLink): boolean {
  const { config } = source;
  return (
    isWhole(file, source) &&
    !config.dynamic.listeners &&
    config.listeners.every((listener) => !listener.unknownAddress) &&
    !config.admin?.address?.unknown
  );
}

/** The Services that select the pod, each for the pods nearest to it: the same labels in another variant's folder are not meant. */
function servicesOf(podSpec: PodSpec, manifest: Manifest, file: SourceFile, index: WorkspaceIndex): ServiceLink[] {
  return index.services.flatMap((service) => {
    if (!selects(service.manifest, podSpec, manifest)) return [];
    const selected = index.pods.filter(
      (pod) => pod.manifest.podSpec && selects(service.manifest, pod.manifest.podSpec, pod.manifest),
    );
    const least = Math.min(...selected.map((pod) => distance(service.file.uri, pod.file.uri)));
    if (distance(service.file.uri, file.uri) !== least) return [];
    const otherPods = selected.flatMap((pod) =>
      pod.manifest.podSpec && pod.manifest.podSpec !== podSpec ? [pod.manifest.podSpec] : [],
    );
    return [{ file: service.file, manifest: service.manifest, otherPods }];
  });
}

function selects(service: Manifest, podSpec: PodSpec, pod: Manifest): boolean {
  const selector: Labels | undefined = service.service?.selector;
  if (!selector || selector.size === 0) return false;
  if (service.namespace && pod.namespace && service.namespace.value !== pod.namespace.value) return false;
  return [...selector].every(([key, { value }]) => podSpec.labels.get(key)?.value === value);
}
