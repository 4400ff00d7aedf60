import type { Manifest } from '../../../kubernetes/manifest.ts';
import type { ManifestPosition } from '../../../kubernetes/manifest-position.ts';
import { lineEnd } from '../../../text/line-places.ts';
import type { SourceFile } from '../../../workspace/source-file.ts';
import type { Workspace } from '../../../workspace/workspace.ts';
import { followPath, type YamlStep } from '../../../yaml/syntax/yaml-path.ts';
import type { ValuePath } from '../completion-place.ts';

/** A value in a manifest that is being written. */
export interface ManifestPlace {
  readonly workspace: Workspace;
  readonly file: SourceFile;
  readonly position: ManifestPosition;
  /** The way from the root of the document to the value. */
  readonly steps: readonly YamlStep[];
  /** The manifest as it was parsed. Undefined if it is broken. */
  readonly manifest: Manifest | undefined;
  /** The version of Kubernetes that the file is for. Undefined for the newest. */
  readonly version: string | undefined;
}

/** The manifest whose lines contain an offset. */
export const parsedManifestAt = ({ text, manifests }: SourceFile, offset: number): Manifest | undefined =>
  manifests.findLast(
    ({ root, documentRange }) =>
      root.range.start <= offset && documentRange.start <= offset && offset <= lineEnd(text, documentRange.end),
  );

/** The path to the value with the parsed nodes around it. */
export function valuePath({ position: { path }, manifest }: ManifestPlace): ValuePath {
  const { node, above, rest } = followPath(manifest?.root, path);
  const around = rest.length > 0 && node ? [...above, node] : above;
  return { path, around, ...(manifest && { manifest }) };
}
