import type { PlacedSource } from '../../rules/rule.ts';
import { workloadsOf } from '../../rules/run-rules.ts';
import { grouped } from '../../text/grouped.ts';
import { type TextRange, touches } from '../../text/text-range.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { togetherWith } from '../symbols/configs-together.ts';
import { placeOfMention } from '../symbols/named-symbol.ts';
import { symbolAt } from '../symbols/symbol-at.ts';
import { containersOf } from '../symbols/port-names.ts';
import { type CallEdge, type CallItem, containerItem, keyOf, serviceItem } from './call-item.ts';
import { callEdges, type CallScope, configItems } from './call-edges.ts';

/** An item at the other end of an edge, and the places that name it, in the file of the item that leads there. */
export interface Call {
  readonly item: CallItem;
  readonly at: readonly TextRange[];
}

/**
 * The Service, listener, route, cluster or container at an offset: the one whose name is written there, otherwise the innermost
 * one around it.
 */
export function callItem(workspace: Workspace, uri: string, offset: number): CallItem | undefined {
  const items = [...configItems(scopeOf(workspace, uri)), ...manifestItems(workspace, uri)];
  const meant = symbolAt(workspace, uri, offset)?.definitions.map(placeOfMention) ?? [];
  const named = items.find((item) =>
    meant.some((place) => place.uri === item.uri && place.range.start === item.selection.start),
  );
  const around = items.filter((item) => item.uri === uri && touches(item.range, offset));
  return named ?? around.sort((a, b) => sizeOf(a) - sizeOf(b))[0];
}

const sizeOf = ({ range }: CallItem): number => range.end - range.start;

/** What leads requests to an item. */
export const incomingCalls = (workspace: Workspace, uri: string, selection: TextRange): readonly Call[] =>
  callsOf(edgesAround(workspace, uri), ({ to, from }) => (keyOf(to) === keyOf({ uri, selection }) ? from : undefined));

/** Where an item leads requests to. */
export const outgoingCalls = (workspace: Workspace, uri: string, selection: TextRange): readonly Call[] =>
  callsOf(edgesAround(workspace, uri), ({ to, from }) => (keyOf(from) === keyOf({ uri, selection }) ? to : undefined));

function callsOf(edges: readonly CallEdge[], other: (edge: CallEdge) => CallItem | undefined): readonly Call[] {
  const found = edges.flatMap((edge) => {
    const item = other(edge);
    return item ? [{ item, at: edge.at }] : [];
  });
  const byItem = grouped(found.map((one) => [keyOf(one.item), one] as const));
  return [...byItem.values()].flatMap((calls) => {
    const [first] = calls;
    const ranges = new Map(calls.map(({ at }) => [at.start, at]));
    return first ? [{ item: first.item, at: [...ranges.values()] }] : [];
  });
}

const edgesAround = (workspace: Workspace, uri: string): readonly CallEdge[] => callEdges(scopeOf(workspace, uri));

/** The configs in a file and those of the pods that the file belongs to, with what the same Envoys read. */
function scopeOf(workspace: Workspace, uri: string): CallScope {
  const file = workspace.files.get(uri);
  const own = (file?.envoySources ?? []).map(
    (source): PlacedSource => ({ file: file as NonNullable<typeof file>, source }),
  );
  const linked = workloadsOf(workspace, uri).flatMap(({ config }) => config ?? []);
  const together = [...own, ...linked].flatMap((one) => togetherWith(workspace, one));
  const sources = [...new Map(together.map((one) => [one.source, one])).values()];
  const workloads = workspace.workloads.filter(
    ({ config, silence }) => config && !silence.partial && sources.some(({ source }) => source === config.source),
  );
  return { sources, workloads };
}

/** The containers and Services of a file. */
const manifestItems = ({ files }: Workspace, uri: string): readonly CallItem[] => {
  const file = files.get(uri);
  return (file?.manifests ?? []).flatMap((manifest) => [
    ...(file && manifest.service ? [serviceItem({ file, manifest })] : []),
    ...(file && manifest.podSpec ? containersOf(manifest.podSpec).map((one) => containerItem(file, one)) : []),
  ]);
};
