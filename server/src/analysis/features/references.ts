import type { Place } from '../rules/rule.ts';
import type { TextRange } from '../text/text-range.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { placeOfMention } from './symbols/named-symbol.ts';
import { symbolAt } from './symbols/symbol-at.ts';

/** All references to the name at an offset, and its definitions, in all files. */
export function references(
  workspace: Workspace,
  uri: string,
  offset: number,
  options: { readonly includeDeclaration: boolean },
): readonly Place[] {
  const symbol = symbolAt(workspace, uri, offset);
  if (!symbol) return [];
  return [...(options.includeDeclaration ? symbol.definitions : []), ...symbol.references].map(placeOfMention);
}

/** A mention of a name in a file. */
export interface Highlight {
  readonly range: TextRange;
  /** Whether the name is defined there. */
  readonly defines: boolean;
}

/** The mentions in the same file of the name at an offset. */
export function highlights(workspace: Workspace, uri: string, offset: number): readonly Highlight[] {
  const { definitions = [], references: others = [] } = symbolAt(workspace, uri, offset) ?? {};
  return [...definitions, ...others].flatMap((mention) =>
    mention.file.uri === uri ? [{ range: placeOfMention(mention).range, defines: mention.defines }] : [],
  );
}
