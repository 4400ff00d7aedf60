import type { Workspace } from '../workspace/workspace.ts';
import { type FileLink, fileLinks } from './file-links.ts';

/** The paths in a file that an editor underlines, because they lead to a file of the workspace. */
export function documentLinks(workspace: Workspace, uri: string): readonly FileLink[] {
  const file = workspace.files.get(uri);
  return file ? fileLinks(workspace, file) : [];
}
