import type { CallHierarchyItem } from 'vscode-languageserver';
import {
  type Call,
  type CallItem,
  callItem,
  displayWords,
  incomingCalls,
  outgoingCalls,
  type TextRange,
} from '../analysis/index.ts';
import { answering } from './answering.ts';
import { lspSymbolKind, symbolName } from './features-to-protocol.ts';
import { fileOf, toOffset, toTextRange } from './from-protocol.ts';
import type { Server } from './server.ts';
import { type Outbound, toRange } from './to-protocol.ts';

/** The way of a request as a call hierarchy: a Service leads to a listener, this to routes, and so on. */
export function registerCallHierarchy(server: Server): void {
  const { connection, session, outbound } = server;
  const answer = answering(server);
  connection.languages.callHierarchy.onPrepare(({ textDocument, position }) =>
    answer<CallHierarchyItem[] | null>('call hierarchy', textDocument, null, (file) => {
      const found = callItem(session.workspace, file.uri, toOffset(file, position));
      const item = found && toItem(outbound(), found);
      return item ? [item] : null;
    }),
  );
  connection.languages.callHierarchy.onIncomingCalls(({ item }) =>
    answer('incoming calls', item, [], (file) =>
      incomingCalls(session.workspace, file.uri, toTextRange(file, item.selectionRange)).flatMap((call) => {
        const from = toItem(outbound(), call.item);
        return from ? [{ from, fromRanges: rangesIn(outbound(), call.item.uri, call) }] : [];
      }),
    ),
  );
  connection.languages.callHierarchy.onOutgoingCalls(({ item }) =>
    answer('outgoing calls', item, [], (file) =>
      outgoingCalls(session.workspace, file.uri, toTextRange(file, item.selectionRange)).flatMap((call) => {
        const to = toItem(outbound(), call.item);
        return to ? [{ to, fromRanges: rangesIn(outbound(), file.uri, call) }] : [];
      }),
    ),
  );
}

function toItem(outbound: Outbound, item: CallItem): CallHierarchyItem | undefined {
  const file = fileOf(outbound.workspace, item.uri);
  if (!file) return undefined;
  const range = (one: TextRange) => toRange(file.lineIndex, one);
  return {
    name: symbolName(outbound, item),
    detail: displayWords(item.detail, outbound.features.translate),
    kind: lspSymbolKind[item.kind],
    uri: outbound.clientUri(item.uri),
    range: range(item.range),
    selectionRange: range(item.selection),
  };
}

function rangesIn({ workspace }: Outbound, uri: string, { at }: Call) {
  const file = workspace.files.get(uri);
  return file ? at.map((one) => toRange(file.lineIndex, one)) : [];
}
