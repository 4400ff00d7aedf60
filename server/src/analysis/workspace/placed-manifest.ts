import type { Manifest } from '../kubernetes/manifest.ts';
import type { SourceFile } from './source-file.ts';

/** A manifest in its file. */
export interface PlacedManifest {
  readonly file: SourceFile;
  readonly manifest: Manifest;
}
