import type { PodParts } from './manifests.ts';
import type { Choices } from './random.ts';
import type { Scene } from './scene.ts';
import type { Tree, TreeMap } from './tree.ts';

/** A way that a config reaches Envoy. */
export interface Carrier {
  readonly name: string;
  readonly carry: (context: Context) => Carried;
  /** Only for kinds whose lists kustomize merges by name. */
  readonly builtInKinds?: true;
  /** The image of Envoy, if it is not one of Envoy's own. */
  readonly image?: string;
  /** Further files beside those of the layout, made of the right workload. */
  readonly beside?: (context: Context, workload: TreeMap) => readonly ManifestFile[];
  /** What Envoy reads is not known, so no mistake in it can be found. */
  readonly unknown?: true;
}

export interface Context {
  readonly scene: Scene;
  readonly choices: Choices;
  /** The text of the bootstrap, with its marks. */
  readonly config: string;
  /** The same without mistakes and marks. */
  readonly right: string;
  /** The bootstrap with its listeners in a file, and that file. */
  readonly split: (path: string) => string;
  readonly listeners: string;
}

export interface Carried {
  readonly parts: PodParts;
  /** The path that Envoy is to read. Absent if the parts say everything. */
  readonly path?: string;
  readonly documents?: readonly TreeMap[];
  /** Files beside the manifests. */
  readonly files?: readonly TextFile[];
  /** A comment before the workload. */
  readonly comment?: string;
  /** The files of a kustomization, made of the workload, of the other manifests, and of the workload without mistakes. */
  readonly kustomize?: (workload: TreeMap, others: readonly TreeMap[], right: TreeMap) => readonly PlannedFile[];
}

/** A file to be written: a text, one value, or manifests. */
export type PlannedFile = TextFile | TreeFile | ManifestFile;

export interface TextFile {
  readonly path: string;
  readonly text: string;
}

export interface TreeFile {
  readonly path: string;
  readonly tree: Tree;
}

export interface ManifestFile {
  readonly path: string;
  readonly manifests: readonly TreeMap[];
  /** Before the documents. */
  readonly comment?: string;
}
