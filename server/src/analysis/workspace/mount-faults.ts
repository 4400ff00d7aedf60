import type { ContentReference, Volume, VolumeContent, VolumeMount } from '../kubernetes/manifest.ts';
import type { Located } from '../yaml/syntax/yaml-node.ts';
import type { Content } from './content-lookup.ts';

/** A key that a pod asks for and that its ConfigMap or Secret surely lacks. */
export interface AbsentKey {
  readonly kind: ContentReference['kind'];
  readonly name: string;
  readonly key: Located<string>;
  readonly known: readonly string[];
  /** Set for the `subPath` of a mount: then a folder is created at this path. */
  readonly mountPath?: string;
}

/** A ConfigMap that a pod needs and that no file of the workspace defines, although the other ConfigMaps of the pod are there. */
export interface AbsentConfigMap {
  readonly name: Located<string>;
  /** Names of ConfigMaps beside the pod that may be meant. */
  readonly near: readonly string[];
}

/** A config that is mounted at another path than the one that Envoy reads. */
export interface MisplacedConfig {
  /** The path that Envoy reads. */
  readonly path: string;
  /** Where the config is. */
  readonly mountedAt: string;
  readonly mount: VolumeMount;
}

/** A volume with files of ConfigMaps and Secrets where a container mounts it. */
export interface MountedContent {
  readonly mount: VolumeMount;
  readonly volume: Volume;
  /** `content` is undefined if it is not in the workspace or ambiguous. */
  readonly sources: readonly { readonly reference: VolumeContent; readonly content: Content | undefined }[];
  /** The files of a projected volume that come from elsewhere. */
  readonly otherFiles: readonly string[];
  /** True if all files of the volume are known. */
  readonly complete: boolean;
}
