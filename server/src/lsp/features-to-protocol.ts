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
  type SourceFile,
  type SymbolKind,
} from '../analysis/index.ts';
import type { PlaceParams } from '../protocol.ts';
import { type Outbound, toLocation, toRange } from './to-protocol.ts';

export function toDefinition(
  outbound: Outbound,
  file: SourceFile,
  found: Definition,
): Location | LocationLink[] | null {
  const target = toLocation(outbound, found.target);
  if (!target) return null;
  if (!outbound.features.definitionLinks) return target;
  return [
    {
      originSelectionRange: toRange(file.lineIndex, found.origin),
      targetUri: target.uri,
      targetRange: target.range,
      targetSelectionRange: target.range,
    },
  ];
}

export const toCodeLens =
  (outbound: Outbound, file: SourceFile) =>
  ({ range, title, command, offset }: CodeLens): LspCodeLens => {
    const position = toRange(file.lineIndex, { start: offset, end: offset }).start;
    const place: PlaceParams = { uri: outbound.clientUri(file.uri), position };
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
  (file: SourceFile) =>
  (symbol: DocumentSymbol): LspDocumentSymbol => ({
    name: nameOf(symbol),
    detail: symbol.detail,
    kind: lspSymbolKind[symbol.kind],
    range: toRange(file.lineIndex, symbol.range),
    selectionRange: toRange(file.lineIndex, symbol.selection),
    children: symbol.children.map(toDocumentSymbol(file)),
  });

/** The outline for editors that do not support nested symbols. */
export const toFlatSymbols =
  (outbound: Outbound, file: SourceFile, containerName?: string) =>
  (symbol: DocumentSymbol): SymbolInformation[] => [
    {
      name: nameOf(symbol),
      kind: lspSymbolKind[symbol.kind],
      location: { uri: outbound.clientUri(file.uri), range: toRange(file.lineIndex, symbol.range) },
      ...(containerName !== undefined && { containerName }),
    },
    ...symbol.children.flatMap(toFlatSymbols(outbound, file, nameOf(symbol))),
  ];

/** Editors reject symbols without a name. */
const nameOf = ({ name, kind }: DocumentSymbol): string => (name.trim() === '' ? kind : name);

const lspSymbolKind: Readonly<Record<SymbolKind, LspSymbolKind>> = {
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
