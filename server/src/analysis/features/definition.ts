import type { Place } from '../rules/rule.ts';
import { type TextRange, touches } from '../text/text-range.ts';
import type { SourceFile } from '../workspace/source-file.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { fileLinks } from './file-links.ts';
import { isHere, placeOfMention } from './symbols/named-symbol.ts';
import { symbolAt } from './symbols/symbol-at.ts';

/** A reference from the range of a name or path to what it means. */
export interface Definition {
  readonly origin: TextRange;
  /** Several if variants of a file define the same name. */
  readonly targets: readonly Place[];
}

/** The definition of the name at an offset, or the file that a path there leads to. */
export function definition(workspace: Workspace, uri: string, offset: number): Definition | undefined {
  const file = workspace.files.get(uri);
  if (!file) return undefined;
  return named(workspace, uri, offset) ?? linked(workspace, file, offset);
}

function named(workspace: Workspace, uri: string, offset: number): Definition | undefined {
  const symbol = symbolAt(workspace, uri, offset);
  const here = symbol && [...symbol.references, ...symbol.definitions].find(isHere(uri, offset));
  if (!here || symbol.definitions.length === 0) return undefined;
  return { origin: placeOfMention(here).range, targets: symbol.definitions.map(placeOfMention) };
}

/** A path → the file. */
function linked(workspace: Workspace, file: SourceFile, offset: number): Definition | undefined {
  const link = fileLinks(workspace, file).find(({ range }) => touches(range, offset));
  return link && { origin: link.range, targets: [link.target] };
}
