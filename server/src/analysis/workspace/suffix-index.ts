import { lazy } from '../text/lazy.ts';
import { type NearestIndex, nearestIndex } from './nearest-index.ts';
import type { SourceFile } from './source-file.ts';
import { reversedSegments } from './uri-path.ts';

/** Files by the ends of their paths. */
export interface SuffixIndex {
  /** The files that share most names with the end of a path, at least one. Undefined if there are none. */
  longest(path: string): NearestIndex<SourceFile> | undefined;
  /** The files with a name. */
  named(name: string): readonly SourceFile[];
}

/** The files with the same ends of their paths, and where they differ. */
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
    named: (name) => root.before.get(name)?.files ?? [],
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
