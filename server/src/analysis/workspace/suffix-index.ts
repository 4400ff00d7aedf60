import { lazy } from '../text/lazy.ts';
import { type NearestIndex, nearestIndex } from './nearest-index.ts';
import type { SourceFile } from './source-file.ts';
import { reversedSegments } from './uri-path.ts';

/** Files by the ends of their paths. */
export interface SuffixIndex {
  /** The files whose path shares most names with the end of a path, one at least; undefined where none does. */
  longest(path: string): NearestIndex<SourceFile> | undefined;
}

/** The files whose paths end alike, and where they part. */
interface Node {
  readonly files: SourceFile[];
  readonly before: Map<string, Node>;
  readonly nearest: () => NearestIndex<SourceFile>;
}

export function suffixIndex(files: readonly SourceFile[]): SuffixIndex {
  const root = newNode();
  for (const file of files) {
    let node = root;
    for (const segment of reversedSegments(file.uri)) {
      const next = node.before.get(segment) ?? newNode();
      node.before.set(segment, next);
      next.files.push(file);
      node = next;
    }
  }
  return {
    longest(path) {
      let node: Node | undefined;
      for (const segment of reversedSegments(path)) {
        const next: Node | undefined = (node ?? root).before.get(segment);
        if (!next) break;
        node = next;
      }
      return node?.nearest();
    },
  };
}

function newNode(): Node {
  const files: SourceFile[] = [];
  return { files, before: new Map(), nearest: lazy(() => nearestIndex(files, ({ uri }) => uri)) };
}
