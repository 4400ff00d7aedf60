import type { TextRange } from '../text/text-range.ts';
import type { Located, YamlEntry, YamlMap, YamlScalar } from '../yaml/syntax/yaml-node.ts';

/** What the rules need of a Kubernetes manifest, each leaf with its place. */
export interface Manifest {
  readonly root: YamlMap;
  /** The YAML document that holds it, comments included. */
  readonly documentRange: TextRange;
  readonly apiVersion: string;
  readonly kind: string;
  readonly name?: Located<string>;
  readonly namespace?: Located<string>;
  readonly labels: Labels;
  readonly podSpec?: PodSpec;
  readonly service?: ServiceSpec;
  readonly configMap?: ConfigMapContent;
  readonly secret?: ConfigMapContent;
  readonly networkPolicy?: NetworkPolicySpec;
}

export type Labels = ReadonlyMap<string, Located<string>>;

/** A pod's spec with the metadata of the pod (of the template, where a controller makes the pods). */
export interface PodSpec {
  readonly node: YamlMap;
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly containers: readonly Container[];
  readonly initContainers: readonly Container[];
  readonly volumes: readonly Volume[];
  readonly volumesEntry?: YamlEntry;
  readonly hostNetwork: boolean;
}

export interface Container {
  readonly node: YamlMap;
  readonly name?: Located<string>;
  readonly image?: Located<string>;
  readonly command: readonly YamlScalar[];
  readonly args: readonly YamlScalar[];
  readonly ports: readonly ContainerPort[];
  readonly portsEntry?: YamlEntry;
  readonly env: readonly EnvVariable[];
  readonly envFrom: readonly EnvFrom[];
  readonly volumeMounts: readonly VolumeMount[];
  readonly probes: readonly Probe[];
  /** An init container that keeps running with the others (restartPolicy Always). */
  readonly nativeSidecar: boolean;
}

export interface ContainerPort {
  readonly node: YamlMap;
  readonly name?: Located<string>;
  readonly port?: Located<number>;
  readonly protocol: string;
}

/** A ConfigMap or a Secret by its name. */
export interface ContentReference {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name?: Located<string>;
  readonly optional: boolean;
}

export interface EnvVariable {
  readonly name: string;
  readonly value?: YamlScalar;
  /** A key of a ConfigMap or Secret that gives the value. */
  readonly from?: ContentReference & { readonly key?: Located<string> };
}

/** All keys of a ConfigMap or Secret as variables. */
export interface EnvFrom extends ContentReference {
  readonly prefix: string;
}

export interface VolumeMount {
  readonly node: YamlMap;
  readonly name?: Located<string>;
  readonly mountPath?: Located<string>;
  readonly subPath?: Located<string>;
}

export interface Volume {
  readonly node: YamlMap;
  readonly name?: Located<string>;
  readonly configMap?: {
    readonly name?: Located<string>;
    readonly items: readonly KeyToPath[];
    readonly optional: boolean;
  };
  /** What it holds of ConfigMaps and Secrets, those of a projected volume included. */
  readonly contents: readonly VolumeContent[];
  /** True for a projected volume, which may have other contents too. */
  readonly projected: boolean;
  readonly hostPath?: { readonly entry: YamlEntry; readonly path?: Located<string> };
}

/** A ConfigMap or Secret that is mounted as files: those of `items`, or one for each key if there are none. */
export interface VolumeContent extends ContentReference {
  readonly items: readonly KeyToPath[];
}

export interface KeyToPath {
  readonly key?: Located<string>;
  readonly path?: Located<string>;
}

export interface Probe {
  readonly kind: 'livenessProbe' | 'readinessProbe' | 'startupProbe';
  readonly node: YamlMap;
  readonly port?: PortReference;
}

/** A port by number or by the name of a containerPort. */
export type PortReference =
  | { readonly kind: 'number'; readonly port: Located<number> }
  | { readonly kind: 'name'; readonly name: Located<string> };

export interface ServiceSpec {
  readonly node: YamlMap;
  readonly selector: Labels;
  readonly ports: readonly ServicePort[];
  readonly externalName: boolean;
  /** Its name leads to the pods themselves, and so to their ports. */
  readonly headless: boolean;
}

export interface ServicePort {
  readonly node: YamlMap;
  readonly name?: Located<string>;
  readonly port?: Located<number>;
  /** As written. If it is undefined, Kubernetes uses `port`. */
  readonly targetPort?: PortReference;
  readonly protocol: string;
  /** True when targetPort is a placeholder or of no readable type. */
  readonly unknown: boolean;
}

/** The content of a ConfigMap or Secret. */
export interface ConfigMapContent {
  /** As they are written. Of a key of a Secret in both, `stringData` wins. */
  readonly keys: ReadonlyMap<string, { readonly key: YamlScalar; readonly value?: YamlScalar }>;
  /** The keys whose values are written in base64. */
  readonly encoded: ConfigMapContent['keys'];
}

/** What a NetworkPolicy allows to come into the pods that it selects. */
export interface NetworkPolicySpec {
  readonly node: YamlMap;
  /** The labels of the pods. Undefined if something else selects them, or if it is not known. */
  readonly podLabels?: Labels;
  /** False if it is about other traffic, undefined if this is not known. */
  readonly isIngress: boolean | undefined;
  /** Undefined if they cannot be read. */
  readonly rules?: readonly IngressRule[];
}

export interface IngressRule {
  readonly node: YamlMap;
  /** Empty if the rule allows all ports. */
  readonly ports: readonly IngressPort[];
}

export interface IngressPort {
  readonly node: YamlMap;
  /** Absent for all ports of the protocol. */
  readonly port?: PortReference;
  readonly endPort?: Located<number>;
  readonly protocol: string;
  /** True if a part of it cannot be read. */
  readonly unknown: boolean;
}
