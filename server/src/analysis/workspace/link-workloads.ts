import type { Container, Manifest, PodSpec } from '../kubernetes/manifest.ts';
import { attempt, type OnFailure } from '../text/attempt.ts';
import { createOnce } from '../text/lazy.ts';
import { deployedImages } from './deployed-images.ts';
import { type ContentOf, contentIn } from './content-lookup.ts';
import { configPath, inlineConfig } from './envoy-command.ts';
import { isEnvoyContainer, isInjected, redirectsTraffic } from './envoy-container.ts';
import type { ConfigLink, EnvoyWorkload, ServiceLink, SiblingEnvoy } from './envoy-workload.ts';
import { linkConfig } from './link-config.ts';
import { type EnvoySource, isWhole } from './envoy-source.ts';
import type { PlacedManifest } from './placed-manifest.ts';
import { toldTexts } from './told-texts.ts';
import type { WorkspaceIndex } from './workspace-index.ts';

/** Pods that are joined in one step. */
const STEP = 200;

/** The Envoy containers of a workspace, joined with their pods, configs and Services step by step. */
export interface Linking {
  /** Joins some more pods; false when there are no more. */
  step(): boolean;
  /** All of them. */
  workloads(): EnvoyWorkload[];
}

export function linking(index: WorkspaceIndex, envoyImages: readonly string[], onFailure?: OnFailure): Linking {
  const linked: LinkedContainer[] = [];
  let next = 0;
  const step = (): boolean => {
    for (const placed of index.pods.slice(next, next + STEP))
      linked.push(
        ...attempt(onFailure, { uri: placed.file.uri, what: 'linking' }, [], () =>
          workloadsIn(placed, index, envoyImages),
        ),
      );
    next += STEP;
    return next < index.pods.length;
  };
  return {
    step,
    workloads() {
      while (next < index.pods.length) step();
      return linked.map(withReaders(linked));
    },
  };
}

function withReaders(all: readonly LinkedContainer[]): (one: LinkedContainer) => EnvoyWorkload {
  const readers = new Map<EnvoySource, number>();
  for (const { config } of all) if (config) readers.set(config.source, (readers.get(config.source) ?? 0) + 1);
  return (one) => ({
    ...one,
    sharesConfig: !!one.config && (readers.get(one.config.source) ?? 0) > 1,
    once: createOnce(),
  });
}

function workloadsIn(placed: PlacedManifest, index: WorkspaceIndex, envoyImages: readonly string[]): LinkedContainer[] {
  const { podSpec } = placed.manifest;
  if (!podSpec) return [];
  const contentOf = contentIn(index);
  const running = [...podSpec.containers, ...podSpec.initContainers.filter((container) => container.nativeSidecar)];
  const envoys = envoyContainers(running, podSpec, placed, index, envoyImages, contentOf).map(
    (container): SiblingEnvoy => {
      const config = linkConfig(container, podSpec, placed, index, contentOf);
      return { container, ...(config && { config }), listenersKnown: !!config && listenersKnown(config) };
    },
  );
  const told = new Map(
    envoys.length === 0
      ? []
      : running.map((container) => [container, toldTexts(container, podSpec, placed, contentOf)] as const),
  );
  return envoys.map((envoy) => workload(envoy, envoys, running, podSpec, placed, index, told));
}

type LinkedContainer = Omit<EnvoyWorkload, 'sharesConfig' | 'once'>;

/** By image or command; where none is, the one container that mounts a bootstrap. */
function envoyContainers(
  running: readonly Container[],
  podSpec: PodSpec,
  placed: PlacedManifest,
  index: WorkspaceIndex,
  envoyImages: readonly string[],
  contentOf: ContentOf,
): readonly Container[] {
  const evident = running.filter((container) => isEnvoyContainer(container, envoyImages));
  if (evident.length > 0) return evident;
  const mounting = running.filter(
    (container) => container.volumeMounts.length > 0 && mountsBootstrap(container, podSpec, placed, index, contentOf),
  );
  return mounting.length === 1 ? mounting : [];
}

function mountsBootstrap(
  container: Container,
  podSpec: PodSpec,
  placed: PlacedManifest,
  index: WorkspaceIndex,
  contentOf: ContentOf,
): boolean {
  const delivery = linkConfig(container, podSpec, placed, index, contentOf)?.delivery;
  return (
    delivery === 'config-map' ||
    delivery === 'secret' ||
    delivery === 'kustomize' ||
    (delivery === 'config-yaml' && !!inlineConfig(container)) ||
    (delivery === 'host-path' && configPath(container) !== undefined)
  );
}

function workload(
  envoy: SiblingEnvoy,
  envoys: readonly SiblingEnvoy[],
  running: readonly Container[],
  podSpec: PodSpec,
  placed: PlacedManifest,
  index: WorkspaceIndex,
  told: EnvoyWorkload['told'],
): LinkedContainer {
  const { manifest, file } = placed;
  const { container: envoyContainer, config } = envoy;
  return {
    file,
    manifest,
    podSpec,
    envoyContainer,
    images: deployedImages(envoyContainer, placed, index),
    otherContainers: running.filter((container) => container !== envoyContainer),
    siblings: envoys.filter((other) => other !== envoy),
    told,
    ...(config && { config }),
    services: servicesOf(placed, index),
    listenersKnown: envoy.listenersKnown,
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
export const isPatched = (manifest: Manifest, index: WorkspaceIndex): boolean => index.patchesOf(manifest).length > 0;

function listenersKnown({ file, source, overlaid }: ConfigLink): boolean {
  const { config } = source;
  return (
    !overlaid &&
    isWhole(file, source) &&
    !config.dynamic.listeners &&
    config.listeners.every((listener) => !listener.unknownAddress) &&
    !config.admin?.address?.unknown
  );
}

/** The Services that mean the pod. */
const servicesOf = (placed: PlacedManifest, index: WorkspaceIndex): readonly ServiceLink[] =>
  index.selectionsOf(placed).map(({ service, pods }) => ({
    file: service.file,
    manifest: service.manifest,
    pods,
    someOtherPod: (is = () => true) =>
      pods.some(
        (pod) => pod.manifest !== placed.manifest && pod.manifest.podSpec !== undefined && is(pod.manifest.podSpec),
      ),
  }));
