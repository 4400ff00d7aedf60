import type { Container, Manifest, PodSpec } from '../kubernetes/manifest.ts';
import { attempt, type OnFailure } from '../text/attempt.ts';
import { createOnce } from '../text/lazy.ts';
import { absentConfigMaps } from './absent-config-maps.ts';
import { deployedImages } from './deployed-images.ts';
import { builtManifest } from './built-manifest.ts';
import { type ContentOf, contentIn, contentInBuild } from './content-lookup.ts';
import { isPatchedIn, type KustomizeBuild } from './kustomize-builds.ts';
import { absentKeys, absentSubPaths, misplacedConfig, mountedContents } from './mounted-files.ts';
import type { SourceFile } from './source-file.ts';
import { withMountedScripts } from './mounted-script.ts';
import { listenersKnown, withListeners } from './linked-listeners.ts';
import { configPath, inlineConfig } from './envoy-command.ts';
import { isEnvoyContainer, isInjected, redirectsTraffic } from './envoy-container.ts';
import type { EnvoyWorkload, ServiceLink, SiblingEnvoy } from './envoy-workload.ts';
import type { ImagesAt, KnownImages } from './known-images.ts';
import { linkConfig } from './link-config.ts';
import type { EnvoySource } from './envoy-source.ts';
import type { PlacedManifest } from './placed-manifest.ts';
import { policiesFor } from './network-policies.ts';
import { toldTexts } from './told-texts.ts';
import { upstreamsOf } from './upstreams.ts';
import type { WorkspaceIndex } from './workspace-index.ts';

/** Pods that are joined in one step. */
const STEP = 200;

/** The Envoy containers of a workspace, joined with their pods, configs and Services step by step. */
export interface Linking {
  /** Links some more pods. Returns false if there are no more. */
  step(): boolean;
  /** All workloads, as in their manifests. */
  workloads(): EnvoyWorkload[];
  /** Those that kustomizations make otherwise. */
  built(): EnvoyWorkload[];
}

export function linking(index: WorkspaceIndex, imagesAt: ImagesAt, onFailure?: OnFailure): Linking {
  const linked: LinkedPod[] = [];
  let next = 0;
  const step = (): boolean => {
    for (const placed of index.pods.slice(next, next + STEP))
      linked.push(
        attempt(onFailure, { uri: placed.file.uri, what: 'linking' }, { written: [], built: [] }, () =>
          linkPod(placed, index, imagesAt(placed.file.uri)),
        ),
      );
    next += STEP;
    return next < index.pods.length;
  };
  const finish = () => {
    while (next < index.pods.length) step();
  };
  return {
    step,
    workloads() {
      finish();
      const written = linked.flatMap((pod) => pod.written);
      return written.map(withReaders(written));
    },
    built() {
      finish();
      return linked.flatMap(({ built }) => built.map((one) => ({ ...one, sharesConfig: true, once: createOnce() })));
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

interface LinkedPod {
  readonly written: readonly LinkedContainer[];
  readonly built: readonly LinkedContainer[];
}

/** A pod as it is written, and as kustomizations make it otherwise. */
function linkPod(placed: PlacedManifest, index: WorkspaceIndex, images: KnownImages): LinkedPod {
  const written = workloadsIn(placed, index, images, contentIn(index), servicesOf(placed, index));
  const builds = index.buildsOf(placed.file.uri);
  if (builds.length === 0) return { written, built: [] };
  const made = builds.map((build) => linkBuilt(placed, build, index, images));
  const known = new Set(builds.flatMap(({ patches }) => patches.map(({ file }) => file.uri)));
  const retuned = builds.some((build) => isPatchedIn(build, placed.file.uri));
  const elsewhere = index.patchesOf(placed.manifest).some(({ file }) => !known.has(file.uri));
  const stands = !elsewhere && made.some((one) => one && isAsWritten(written, one));
  const silenced = (one: LinkedContainer) => ({ ...one.silence, partial: !stands || isBroken(placed, one), retuned });
  return {
    written: written.map((one) => ({ ...one, silence: silenced(one) })),
    built: made.flatMap((one) => (one && !isAsWritten(written, one) ? one : [])),
  };
}

/** Undefined if the pod after the build is not known. */
function linkBuilt(
  placed: PlacedManifest,
  build: KustomizeBuild,
  index: WorkspaceIndex,
  images: KnownImages,
): readonly LinkedContainer[] | undefined {
  const pod = build.certain ? builtManifest(placed, build) : undefined;
  if (!pod) return undefined;
  const services = servicesOf(placed, index).flatMap(
    (service): (ServiceLink & { patchedBy: readonly SourceFile[] })[] => {
      const others = index.buildsOf(service.file.uri);
      if (!others.includes(build)) return others.length > 0 ? [] : [{ ...service, patchedBy: [] }];
      const built = builtManifest(service, build);
      return built ? [{ ...service, ...built }] : [];
    },
  );
  const patchedBy = [...new Set([...pod.patchedBy, ...services.flatMap((service) => service.patchedBy)])];
  const linked = workloadsIn(pod, index, images, contentInBuild(build, index), services);
  return linked.map((one) => ({ ...one, patchedBy, silence: { ...one.silence, partial: isBroken(pod, one) } }));
}

/** True if a build does not change what is compared. It may lack Services of other builds. */
const isAsWritten = (written: readonly LinkedContainer[], made: readonly LinkedContainer[]): boolean =>
  written.length === made.length &&
  made.every(({ manifest, config, told, services }, i) => {
    const other = written[i];
    const from = (all: EnvoyWorkload['told'] = new Map()) => [...all.values()].flatMap((texts) => texts.from);
    const others = from(other?.told);
    return (
      manifest === other?.manifest &&
      config?.source === other.config?.source &&
      from(told).every((one) => others.includes(one)) &&
      services.every((service) => other.services.some((one) => one.manifest === service.manifest))
    );
  });

/** The Envoy containers of a pod, with their configs and the Services that target them. */
function workloadsIn(
  placed: PlacedManifest,
  index: WorkspaceIndex,
  images: KnownImages,
  contentOf: ContentOf,
  services: readonly ServiceLink[],
): LinkedContainer[] {
  const written = placed.manifest.podSpec;
  if (!written) return [];
  const podSpec = withMountedScripts(written, placed, contentOf);
  const running = [...podSpec.containers, ...podSpec.initContainers.filter((container) => container.nativeSidecar)];
  const envoys = envoyContainers(running, podSpec, placed, index, images, contentOf).map((container): SiblingEnvoy => {
    const config = withListeners(linkConfig(container, podSpec, placed, index, contentOf), index);
    const mounts = mountedContents(container, podSpec, placed, contentOf);
    const misplaced = config ? undefined : misplacedConfig(container, podSpec, mounts);
    return {
      container,
      mounts,
      ...(config && { config }),
      ...(misplaced && { misplaced }),
      listenersKnown: !!config && listenersKnown(config),
    };
  });
  if (envoys.length === 0) return [];
  const told = new Map(
    running.map((container) => [container, toldTexts(container, podSpec, placed, contentOf)] as const),
  );
  const absent = {
    absentKeys: [...absentKeys(podSpec, placed, contentOf), ...absentSubPaths(podSpec, placed, contentOf)],
    absentConfigMaps: absentConfigMaps(podSpec, placed, index),
  };
  const policies = policiesFor(placed, index);
  return envoys.map((envoy) => ({
    ...workload(envoy, running, podSpec, placed, index),
    imageDefault: images.imageDefault,
    siblings: envoys.filter((other) => other !== envoy),
    told,
    services,
    upstreams: envoy.config ? upstreamsOf(envoy.config, placed, index) : [],
    policies,
    ...absent,
  }));
}

type LinkedContainer = Omit<EnvoyWorkload, 'sharesConfig' | 'once'>;

/** By image or command. Otherwise the only container that mounts a bootstrap. */
function envoyContainers(
  running: readonly Container[],
  podSpec: PodSpec,
  placed: PlacedManifest,
  index: WorkspaceIndex,
  images: KnownImages,
  contentOf: ContentOf,
): readonly Container[] {
  const evident = running.filter((container) => isEnvoyContainer(container, images.envoyImages));
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
  running: readonly Container[],
  podSpec: PodSpec,
  placed: PlacedManifest,
  index: WorkspaceIndex,
): Omit<
  LinkedContainer,
  'siblings' | 'told' | 'services' | 'upstreams' | 'policies' | 'absentKeys' | 'absentConfigMaps' | 'imageDefault'
> {
  const { manifest, file } = placed;
  const { container: envoyContainer, config, misplaced, mounts } = envoy;
  return {
    file,
    manifest,
    podSpec,
    envoyContainer,
    images: deployedImages(envoyContainer, placed, index),
    otherContainers: running.filter((container) => container !== envoyContainer),
    ...(config && { config }),
    ...(misplaced && { misplaced }),
    mounts,
    listenersKnown: envoy.listenersKnown,
    silence: {
      redirected:
        redirectsTraffic(podSpec) ||
        isInjected(podSpec) ||
        !!config?.source.config.listeners.some((listener) => listener.takesRedirectedTraffic),
      hostNetwork: podSpec.hostNetwork,
      partial:
        isPatched(manifest, index) ||
        isBroken(placed, { podSpec }) ||
        index.patchFiles.has(file.uri) ||
        // One config for several alternatives may go with one of them alone.
        (!!config && config.file.uri !== file.uri && index.hasAlternative(placed)),
      retuned: false,
    },
  };
}

/** True if the text is broken or has no image, so missing parts may be elsewhere. */
const isBroken = ({ file }: PlacedManifest, { podSpec }: Pick<EnvoyWorkload, 'podSpec'>): boolean =>
  file.yaml.errors.length > 0 ||
  [...podSpec.containers, ...podSpec.initContainers.filter(({ nativeSidecar }) => nativeSidecar)].some(
    ({ image }) => !image,
  );

/** A patch of a kustomization with the same kind and name may add containers, ports and volumes. */
export const isPatched = (manifest: Manifest, index: WorkspaceIndex): boolean => index.patchesOf(manifest).length > 0;

/** The Services that mean the pod; of one that has alternatives those of its own file. */
function servicesOf(placed: PlacedManifest, index: WorkspaceIndex): readonly ServiceLink[] {
  const selections = index.selections.ofPod(placed);
  const own = index.hasAlternative(placed)
    ? selections.filter(({ service }) => service.file.uri === placed.file.uri)
    : selections;
  return own.map(({ service, pods }) => ({
    file: service.file,
    manifest: service.manifest,
    pods,
    someOtherPod: (is = () => true) =>
      pods.some(
        (pod) => pod.manifest !== placed.manifest && pod.manifest.podSpec !== undefined && is(pod.manifest.podSpec),
      ),
  }));
}
