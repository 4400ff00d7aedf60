import type {
  ClusterReference,
  EnvoyCluster,
  EnvoyConfig,
  EnvoyEndpoint,
  EnvoyListener,
  SocketAddress,
} from '../envoy/envoy-config.ts';
import type { Container, Manifest, NetworkPolicySpec, PodSpec, Volume, VolumeMount } from '../kubernetes/manifest.ts';
import type { Located, YamlScalar } from '../yaml/syntax/yaml-node.ts';
import type { Once } from '../text/lazy.ts';
import type { PlacedImage } from './overridden-images.ts';
import type { EnvoySource } from './envoy-source.ts';
import type { KnownImages } from './known-images.ts';
import type { PlacedManifest } from './placed-manifest.ts';
import type { AbsentConfigMap, AbsentKey, MisplacedConfig, MountedContent } from './mount-faults.ts';
import type { SourceFile } from './source-file.ts';
import type { ToldTexts } from './told-texts.ts';

/**
 * The joint of the domain: one Envoy container, its pod, its neighbours, the config it reads and the Services that
 * select it. Cross-file rules receive it and look nothing up.
 */
export interface EnvoyWorkload {
  readonly file: SourceFile;
  readonly manifest: Manifest;
  readonly podSpec: PodSpec;
  readonly envoyContainer: Container;
  /** The ports that the image of an app serves, if they are known. */
  readonly imageDefault: KnownImages['imageDefault'];
  /** What the Envoy container may run: kustomizations change images. */
  readonly images: readonly PlacedImage[];
  /** The other containers of the pod, including native sidecars. */
  readonly otherContainers: readonly Container[];
  /** Those among the others that run Envoy as well. */
  readonly siblings: readonly SiblingEnvoy[];
  /** The content of ConfigMaps and Secrets that the other containers get. */
  readonly told: ReadonlyMap<Container, ToldTexts>;
  /**
   * Undefined if the config is in the image, comes from elsewhere or is ambiguous. Then the listeners are not known.
   */
  readonly config?: ConfigLink;
  /** Set where a bootstrap is mounted at another path than the one that Envoy reads. */
  readonly misplaced?: MisplacedConfig;
  /** What the Envoy container mounts of ConfigMaps and Secrets. */
  readonly mounts: readonly MountedContent[];
  /** The keys without which the pod does not start. */
  readonly absentKeys: readonly AbsentKey[];
  readonly absentConfigMaps: readonly AbsentConfigMap[];
  readonly services: readonly ServiceLink[];
  /** The endpoints of the config's clusters that are Services of the workspace. */
  readonly upstreams: readonly Upstream[];
  /** The NetworkPolicies that may select the pod. */
  readonly policies: readonly PolicyLink[];
  /** True if another workload reads the same config, so that changes of it affect both. */
  readonly sharesConfig: boolean;
  /** True when every listener and its port are known. */
  readonly listenersKnown: boolean;
  readonly silence: Silence;
  /** Set if kustomizations change the manifest: the nodes come from several files, so there are no fixes. */
  readonly patchedBy?: readonly SourceFile[];
  /** Results that depend only on the workload, computed once for all its files. */
  readonly once: Once;
}

/** Another Envoy in the same pod. */
export interface SiblingEnvoy {
  readonly container: Container;
  readonly config?: ConfigLink;
  readonly misplaced?: MisplacedConfig;
  readonly mounts: readonly MountedContent[];
  readonly listenersKnown: boolean;
}

/** Why cross-checks must hold back (checks.md, silence rules). */
export interface Silence {
  /** An init container redirects traffic, or an injection annotation adds containers: ports need not match listeners. */
  readonly redirected: boolean;
  /** The pod shares the node's network: loopback reaches other processes. */
  readonly hostNetwork: boolean;
  /** The manifest is a patch of another one, or its YAML is broken, so missing parts may be elsewhere. */
  readonly partial: boolean;
  /** A kustomization patches the manifest, so what linking does not compare may differ: resources, the grace period. */
  readonly retuned: boolean;
}

export type ConfigDelivery =
  | 'config-map'
  | 'secret'
  | 'kustomize'
  | 'host-path'
  | 'comment'
  | 'config-yaml'
  | 'file-of-config-map';

export interface ConfigLink {
  readonly delivery: ConfigDelivery;
  readonly file: SourceFile;
  readonly source: EnvoySource;
  readonly volume?: Volume;
  readonly mount?: VolumeMount;
  /** The path of the config in the container, if known. */
  readonly path?: string;
  /** The file of its ConfigMap that it reads its listeners from. */
  readonly lds?: EnvoySource;
  /** An additional `--config-yaml` argument may add listeners or change the admin interface. */
  readonly overlaid?: true;
}

export interface ServiceLink {
  readonly file: SourceFile;
  readonly manifest: Manifest;
  /** All pods that the Service selects; one list for all of them. */
  readonly pods: readonly { readonly manifest: Manifest }[];
  /** Whether the Service selects another pod for which the condition is true. */
  readonly someOtherPod: (is?: (pod: PodSpec) => boolean) => boolean;
}

/** An endpoint of a cluster whose host is the name of a Service. */
export interface Upstream {
  readonly cluster: EnvoyCluster;
  readonly port: Located<number>;
  /** All Services that the host may mean. */
  readonly services: readonly UpstreamService[];
  /** False if one of them may be part of another deployment. */
  readonly certain: boolean;
}

export interface UpstreamService extends PlacedManifest {
  /** Those that a headless Service selects. Empty for other Services. */
  readonly pods: readonly PlacedManifest[];
}

export interface PolicyLink extends PlacedManifest {
  readonly policy: NetworkPolicySpec;
  /** False if it may be part of another deployment, or if it is not known whether it selects the pod. */
  readonly certain: boolean;
}

/** The files of a workload, by URI, possibly with duplicates. */
export const filesOf = ({ file, config, services, patchedBy }: EnvoyWorkload): readonly string[] => [
  file.uri,
  ...(patchedBy ?? []).map(({ uri }) => uri),
  ...(config ? [config.file.uri] : []),
  ...services.map((service) => service.file.uri),
];

/** Also the files that are only compared with it. */
export const comparedFilesOf = (workload: EnvoyWorkload): readonly string[] => [
  ...filesOf(workload),
  ...workload.upstreams.flatMap(({ services }) =>
    services.flatMap(({ file, pods }) => [file.uri, ...pods.map((pod) => pod.file.uri)]),
  ),
  ...workload.policies.map(({ file }) => file.uri),
];

/** A port that Envoy binds in the pod. */
export interface BoundPort {
  readonly role: 'listener' | 'admin';
  /** The name of the listener, or its address if it has no name. */
  readonly name: string;
  readonly address: SocketAddress;
  /** Where the port is written. */
  readonly at: YamlScalar;
  readonly port: number;
  /** Empty if it cannot be read. */
  readonly host: string;
  readonly protocol: 'TCP' | 'UDP';
  /** Absent for the admin. */
  readonly listener?: EnvoyListener;
}

/** The ports that the other Envoys of the pod are known to bind. */
export const siblingPorts = ({ siblings }: EnvoyWorkload): BoundPort[] =>
  siblings.flatMap(({ config }) => (config ? linkedPorts(config) : []));

/** The ports that an Envoy of a pod binds, also those of listeners in a file beside its config. */
export const linkedPorts = ({ source, lds }: ConfigLink): BoundPort[] => [
  ...boundPorts(source.config),
  ...(lds ? boundPorts(lds.config) : []),
];

/** The clusters that a linked config names, also those of listeners in a file beside it. */
export const linkedReferences = ({ source, lds }: ConfigLink): readonly ClusterReference[] =>
  lds ? [...source.config.clusterReferences, ...lds.config.clusterReferences] : source.config.clusterReferences;

/** The ports that the static listeners and the admin bind, in file order. */
export function boundPorts(config: EnvoySource['config']): BoundPort[] {
  const listeners = config.listeners
    .filter((listener) => listener.bound)
    .flatMap((listener) =>
      listener.addresses.flatMap((address) => bound('listener', listener.name?.value, address, listener)),
    );
  return [...listeners, ...(config.admin?.address ? bound('admin', 'admin', config.admin.address) : [])];
}

function bound(
  role: BoundPort['role'],
  name: string | undefined,
  address: SocketAddress,
  listener?: EnvoyListener,
): BoundPort[] {
  if (!address.port) return [];
  const { port, protocol } = address;
  const host = address.address?.value ?? '';
  const called = name || `${host}:${port.value}`;
  return [
    { role, name: called, address, at: port.at, port: port.value, host, protocol, ...(listener && { listener }) },
  ];
}

export const isAnyAddress = (host: string): boolean => /^(0\.0\.0\.0|::|\[::\])$/.test(host);

export const isLoopback = (host: string): boolean => /^127\.|^localhost$|^::1$|^\[::1\]$/.test(host);

/** Static endpoints on loopback, with their cluster: the app in the same pod. */
export function loopbackEndpoints(
  config: Pick<EnvoyConfig, 'clusters'>,
): { cluster: EnvoyCluster; endpoint: EnvoyEndpoint; port: number }[] {
  return config.clusters.flatMap((cluster) =>
    cluster.endpoints.flatMap((endpoint) => {
      const { address, port } = endpoint.address;
      return address && port && isLoopback(address.value) ? [{ cluster, endpoint, port: port.value }] : [];
    }),
  );
}
