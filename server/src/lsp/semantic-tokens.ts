import { type SemanticTokens, SemanticTokensBuilder, type SemanticTokensOptions } from 'vscode-languageserver';
import { positionAt, type SemanticToken, semanticTokens, type SourceFile, tokenTypes } from '../analysis/index.ts';
import { answering } from './answering.ts';
import type { ClientFeatures } from './client-features.ts';
import { toTextRange } from './from-protocol.ts';
import type { Server } from './server.ts';

/** Those of a whole file are only for editors that cannot ask for what is visible: a long file has many. */
export const semanticTokensOptions = ({ tokensInRange }: ClientFeatures): SemanticTokensOptions => ({
  legend: { tokenTypes: [...tokenTypes], tokenModifiers: ['declaration'] },
  range: true,
  full: !tokensInRange,
});

export function registerSemanticTokens(server: Server): void {
  const { connection, session } = server;
  const answer = answering(server);
  connection.languages.semanticTokens.on(({ textDocument }) =>
    answer('semantic tokens', textDocument, { data: [] }, (file) =>
      toSemanticTokens(file, semanticTokens(session.workspace, file.uri)),
    ),
  );
  connection.languages.semanticTokens.onRange(({ textDocument, range }) =>
    answer('semantic tokens of a range', textDocument, { data: [] }, (file) =>
      toSemanticTokens(file, semanticTokens(session.workspace, file.uri, toTextRange(file, range))),
    ),
  );
}

function toSemanticTokens(file: SourceFile, tokens: readonly SemanticToken[]): SemanticTokens {
  const builder = new SemanticTokensBuilder();
  for (const { range, type, declares } of tokens) {
    const { line, character } = positionAt(file.lineIndex, range.start);
    builder.push(line, character, range.end - range.start, tokenTypes.indexOf(type), declares ? 1 : 0);
  }
  return builder.build();
}
