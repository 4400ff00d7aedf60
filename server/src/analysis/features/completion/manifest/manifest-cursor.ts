import { isRootField } from '../../../schema/kubernetes-places.ts';
import type { SourceFile } from '../../../workspace/source-file.ts';
import type { Workspace } from '../../../workspace/workspace.ts';
import { type CursorContext, cursorContext } from '../../../yaml/cursor/cursor-context.ts';
import type { YamlNode } from '../../../yaml/syntax/yaml-node.ts';
import { isTemplate } from '../../../yaml/edit/placeholder.ts';
import { documentRange } from '../document-range.ts';
import { hasManifests } from './starts.ts';

/**
 * What is being written at an offset of a manifest, or of a document that is becoming one. A text with placeholders that does
 * not parse may be a manifest with an unfinished line.
 */
export function manifestCursor(
  workspace: Workspace,
  { text, kind }: SourceFile,
  offset: number,
): CursorContext | undefined {
  const isUnfinished = kind === 'template' && !isTemplate(text, []);
  if (kind !== 'kubernetes' && kind !== 'other' && !isUnfinished) return undefined;
  const cursor = cursorContext(text, offset, documentRange(text, offset));
  if (!cursor) return undefined;
  const keys = keysOf(cursor.root)
    .filter((key) => key !== cursor.entry?.key)
    .map((key) => key.text);
  if (keys.length === 0) return kind === 'kubernetes' || hasManifests(workspace) ? cursor : undefined;
  const isTold = keys.includes('apiVersion') || keys.includes('kind');
  const isManifest = kind === 'kubernetes' ? isTold || keys.every(isRootField) : isTold && keys.every(isRootField);
  return isManifest ? cursor : undefined;
}

const keysOf = (root: YamlNode | undefined) => (root?.kind === 'map' ? root.entries.map(({ key }) => key) : []);
