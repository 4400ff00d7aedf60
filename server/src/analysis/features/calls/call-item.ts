import type { Container } from '../../kubernetes/manifest.ts';
import type { Words } from '../../rules/message.ts';
import type { TextRange } from '../../text/text-range.ts';
import type { PlacedManifest } from '../../workspace/placed-manifest.ts';
import type { SourceFile } from '../../workspace/source-file.ts';
import type { DocumentSymbol, SymbolKind } from '../document-symbol.ts';
import { symbol } from '../document-symbol.ts';

/** A part of the way of a request: a Service, a listener, a route, a cluster or a container. */
export interface CallItem {
  readonly kind: SymbolKind;
  readonly name: Words;
  readonly detail: Words;
  readonly uri: string;
  readonly range: TextRange;
  /** The part that is selected when the item is chosen; inside `range`. It identifies the item in its file. */
  readonly selection: TextRange;
}

/** One item leads requests to another one. */
export interface CallEdge {
  readonly from: CallItem;
  readonly to: CallItem;
  /** The place in the file of `from` that names `to`. */
  readonly at: TextRange;
}

export const itemOf = ({ uri }: Pick<SourceFile, 'uri'>, found: DocumentSymbol): CallItem => ({
  kind: found.kind,
  name: found.name,
  detail: found.detail,
  uri,
  range: found.range,
  selection: found.selection,
});

export const containerItem = (file: SourceFile, { name, image, node }: Container): CallItem =>
  itemOf(file, symbol('container', name?.value ?? '', image?.value ?? '', node, [], name?.at));

export const serviceItem = ({ file, manifest: { name, root } }: PlacedManifest): CallItem =>
  itemOf(file, symbol('manifest', name?.value ?? '', 'Service', root, [], name?.at));

/** What distinguishes an item from all others. */
export const keyOf = ({ uri, selection }: Pick<CallItem, 'uri' | 'selection'>): string => `${uri} ${selection.start}`;
