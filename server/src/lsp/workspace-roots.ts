import { withoutTrailing } from '../analysis/index.ts';
import { canonicalUri } from './canonical-uri.ts';
import { isSkippedFolder } from './find-files.ts';

/** The folders that are open in an editor. They may contain each other. */
export interface WorkspaceRoots {
  add(folderUris: readonly string[]): void;
  remove(folderUris: readonly string[]): void;
  /** Whether a file or folder is read with one of them: it is below the folder, and not in a skipped folder. */
  hold(uri: string): boolean;
  /** The innermost of them that contains a file, by its canonical URI with a slash at its end. */
  rootOf(uri: string): string | undefined;
  /** Whether one of them is in a folder, by its canonical URI with a slash at its end. */
  areBelow(folder: string): boolean;
}

export function createRoots(): WorkspaceRoots {
  const roots = new Set<string>();
  return {
    add(folderUris) {
      for (const uri of folderUris) roots.add(asFolder(uri));
    },
    remove(folderUris) {
      for (const uri of folderUris) roots.delete(asFolder(uri));
    },
    rootOf: (uri) =>
      [...roots].filter((root) => canonicalUri(uri).startsWith(root)).sort((a, b) => b.length - a.length)[0],
    areBelow: (folder) => [...roots].some((root) => root.startsWith(folder)),
    hold(uri) {
      const canonical = canonicalUri(uri);
      return [...roots].some(
        (root) =>
          canonical.startsWith(root) &&
          !canonical
            .slice(root.length)
            .split('/')
            .slice(0, -1)
            .some((name) => isSkippedFolder(decode(name))),
      );
    },
  };
}

const asFolder = (uri: string): string => `${withoutTrailing(canonicalUri(uri), '/')}/`;

function decode(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
