import type { Workspace } from '../workspace/workspace.ts';
import { type FileLink, fileLinks } from './file-links.ts';
import { type WebLink, webLinks } from './web-links.ts';

/** What an editor underlines in a file: paths that lead to a file of the workspace, and words that Envoy's documentation describes. */
export function documentLinks(workspace: Workspace, uri: string): readonly (FileLink | WebLink)[] {
  const file = workspace.files.get(uri);
  return file ? [...fileLinks(workspace, file), ...webLinks(file)] : [];
}
