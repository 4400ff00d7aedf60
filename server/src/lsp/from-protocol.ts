import type { Position, Range } from 'vscode-languageserver';
import { offsetAt, type SourceFile, type TextRange, type Workspace } from '../analysis/index.ts';
import { canonicalUri } from './canonical-uri.ts';

/** The file for a URI of the client. */
export const fileOf = (workspace: Workspace, clientUri: string): SourceFile | undefined =>
  workspace.files.get(canonicalUri(clientUri));

/** Positions beyond the end of a line or the text are clamped. */
export const toOffset = (file: SourceFile, position: Position): number => offsetAt(file.lineIndex, position);

export const toTextRange = (file: SourceFile, { start, end }: Range): TextRange => ({
  start: toOffset(file, start),
  end: toOffset(file, end),
});
