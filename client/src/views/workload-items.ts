import type { Position, Range } from 'vscode-languageserver-types';
import type { WorkloadNode } from '../../../server/src/protocol.ts';

/** An item of the view. Its `uri` and `position` are what commands read of it. */
export interface WorkloadItem {
  /** The same for the same part after a change, so that VS Code keeps what is expanded. */
  readonly id: string;
  readonly node: WorkloadNode;
  readonly parent: WorkloadItem | undefined;
  readonly below: readonly WorkloadItem[];
  readonly uri: string;
  readonly position: Position | undefined;
}

/** The items for the nodes of the server. @param uriOf the URI of a file as the editor writes it */
export function workloadItems(
  nodes: readonly WorkloadNode[],
  uriOf: (uri: string) => string = (uri) => uri,
  parent?: WorkloadItem,
): readonly WorkloadItem[] {
  const seen = new Map<string, number>();
  return nodes.map((node) => {
    const name = `${parent?.id ?? ''}/${node.kind} ${node.label}`;
    const count = seen.get(name) ?? 0;
    seen.set(name, count + 1);
    const below: WorkloadItem[] = [];
    const item: WorkloadItem = {
      id: `${name} ${count}`,
      node,
      parent,
      below,
      uri: node.location ? uriOf(node.location.uri) : '',
      position: node.location?.range.start,
    };
    below.push(...workloadItems(node.below, uriOf, item));
    return item;
  });
}

/** The smallest part that contains a position. Among equal ones, the first. */
export function itemAt(
  items: readonly WorkloadItem[],
  uri: string,
  position: Position,
  found?: WorkloadItem,
): WorkloadItem | undefined {
  return items.reduce((best, item) => {
    const isSmaller = covers(item, uri, position) && (!best || isInside(item.node.extent, best.node.extent));
    return itemAt(item.below, uri, position, isSmaller ? item : best);
  }, found);
}

/** Whether a position is in the part of an item. */
export const covers = ({ uri, node: { extent } }: WorkloadItem, where: string, position: Position): boolean =>
  uri === where && extent !== undefined && !isBefore(position, extent.start) && !isBefore(extent.end, position);

/** True if a range is smaller than another one that it overlaps. */
const isInside = (inner: Range | undefined, outer: Range | undefined): boolean =>
  inner !== undefined &&
  outer !== undefined &&
  !isBefore(inner.start, outer.start) &&
  !isBefore(outer.end, inner.end) &&
  (isBefore(outer.start, inner.start) || isBefore(inner.end, outer.end));

const isBefore = (a: Position, b: Position): boolean =>
  a.line < b.line || (a.line === b.line && a.character < b.character);

/** A diagnostic as the view reads it. The smaller the severity, the worse; the numbers are those of VS Code. */
export interface Problem {
  readonly range: Range;
  readonly severity: number;
}

/** The worst problem in the part of an item and in everything below it. Undefined if there is none. */
export function worstOf(item: WorkloadItem, problemsOf: (uri: string) => readonly Problem[]): number | undefined {
  const own = item.node.extent
    ? problemsOf(item.uri).flatMap(({ range, severity }) => (covers(item, item.uri, range.start) ? severity : []))
    : [];
  const all = [...own, ...item.below.flatMap((one) => worstOf(one, problemsOf) ?? [])];
  return all.length > 0 ? Math.min(...all) : undefined;
}
