import type { ContentReference, VolumeMount } from '../kubernetes/manifest.ts';
import type { Located } from '../yaml/syntax/yaml-node.ts';

/** A key that a pod asks for and that its ConfigMap or Secret surely lacks. */
export interface AbsentKey {
  readonly kind: ContentReference['kind'];
  readonly name: string;
  readonly key: Located<string>;
  readonly known: readonly string[];
  /** Set for the `subPath` of a mount: then a folder is created at this path. */
  readonly mountPath?: string;
}

/** A config that is mounted at another path than the one that Envoy reads. */
export interface MisplacedConfig {
  /** The path that Envoy reads. */
  readonly path: string;
  /** Where the config is. */
  readonly mountedAt: string;
  readonly mount: VolumeMount;
}
