import {
  type CodeLens as LspCodeLens,
  type Location,
  type LocationLink,
  type DocumentSymbol as LspDocumentSymbol,
  type SymbolInformation,
  SymbolKind as LspSymbolKind,
} from 'vscode-languageserver';
import {
  type CodeLens,
  type Definition,
  type DocumentSymbol,
  displayMessage,
  displayWords,
  type SourceFile,
  type SymbolKind,
  type WorkspaceSymbol,
} from '../analysis/index.ts';
import type { PlaceParams } from '../protocol.ts';
import type { SentRequest } from '../sent-request.ts';
import { type Outbound, toLocation, toRange } from './to-protocol.ts';

export function toDefinition(
  outbound: Outbound,
  file: SourceFile,
  found: Definition,
): Location | Location[] | LocationLink[] | null {
  const targets = found.targets.flatMap((target) => toLocation(outbound, target) ?? []);
  if (!outbound.features.definitionLinks) return targets.length > 1 ? targets : (targets[0] ?? null);
  return targets.map(({ uri, range }) => ({
    originSelectionRange: toRange(file.lineIndex, found.origin),
    targetUri: uri,
    targetRange: range,
    targetSelectionRange: range,
  }));
}

export const toCodeLens =
  (outbound: Outbound, file: SourceFile) =>
  ({ range, title, command, offset, request }: CodeLens): LspCodeLens => {
    const position = toRange(file.lineIndex, { start: offset, end: offset }).start;
    const place: PlaceParams & { readonly request?: SentRequest } = {
      uri: outbound.clientUri(file.uri),
      position,
      ...(request && { request }),
    };
    return {
      range: toRange(file.lineIndex, range),
      command: {
        title: displayMessage(title, outbound.features.translate),
        command: `envoySidecar.${command}`,
        arguments: [place],
      },
    };
  };

export const toDocumentSymbol =
  (outbound: Outbound, file: SourceFile) =>
  (symbol: DocumentSymbol): LspDocumentSymbol => ({
    name: symbolName(outbound, symbol),
    detail: displayWords(symbol.detail, outbound.features.translate),
    kind: lspSymbolKind[symbol.kind],
    range: toRange(file.lineIndex, symbol.range),
    selectionRange: toRange(file.lineIndex, symbol.selection),
    children: symbol.children.map(toDocumentSymbol(outbound, file)),
  });

/** The outline for editors that do not support nested symbols. */
export const toFlatSymbols =
  (outbound: Outbound, file: SourceFile, containerName?: string) =>
  (symbol: DocumentSymbol): SymbolInformation[] => [
    {
      name: symbolName(outbound, symbol),
      kind: lspSymbolKind[symbol.kind],
      location: { uri: outbound.clientUri(file.uri), range: toRange(file.lineIndex, symbol.range) },
      ...(containerName !== undefined && { containerName }),
    },
    ...symbol.children.flatMap(toFlatSymbols(outbound, file, symbolName(outbound, symbol))),
  ];

/** Undefined if the file is not in the snapshot. */
export function toWorkspaceSymbol(
  outbound: Outbound,
  { name, kind, detail, at }: WorkspaceSymbol,
): SymbolInformation | undefined {
  const location = toLocation(outbound, at);
  const containerName = displayMessage(detail, outbound.features.translate);
  return location && { name, kind: lspSymbolKind[kind], location, containerName };
}

/** Editors reject symbols whose name is blank. */
export function symbolName({ features }: Outbound, { name, kind }: Pick<DocumentSymbol, 'name' | 'kind'>): string {
  const shown = displayWords(name, features.translate);
  return shown.trim() === '' ? kind : shown;
}

/** The nearest kind that editors know. */
export const lspSymbolKind: Readonly<Record<SymbolKind, LspSymbolKind>> = {
  config: LspSymbolKind.Module,
  listener: LspSymbolKind.Interface,
  filterChain: LspSymbolKind.Array,
  filter: LspSymbolKind.Function,
  virtualHost: LspSymbolKind.Namespace,
  route: LspSymbolKind.Key,
  cluster: LspSymbolKind.Class,
  endpoint: LspSymbolKind.Constant,
  admin: LspSymbolKind.Property,
  manifest: LspSymbolKind.Object,
  container: LspSymbolKind.Package,
  port: LspSymbolKind.Number,
  volume: LspSymbolKind.File,
  key: LspSymbolKind.Key,
};
