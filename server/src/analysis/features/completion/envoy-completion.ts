import { columnOf } from '../../text/line-places.ts';
import { typedPosition, type TypedPosition } from '../../envoy/typed-position.ts';
import { innerType } from '../../envoy/validate/validate-scalar.ts';
import { bootstrapType, type EnvoySource } from '../../workspace/envoy-source.ts';
import type { SourceFile } from '../../workspace/source-file.ts';
import { targetVersion } from '../../workspace/target-version.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { type CursorContext, cursorContext } from '../../yaml/cursor/cursor-context.ts';
import { clusterOffers, namesClusterByType, ownClusterName } from './cluster-names.ts';
import type { CompletionItem, Offer } from './completion-item.ts';
import { configAt } from './config-at.ts';
import { type KeyPlace, keyOffers } from './key-offers.ts';
import { type Lead, keyItem } from './key-text.ts';
import { keyStyle } from './key-style.ts';
import { valueItem } from './value-text.ts';
import { valueOffers } from './value-offers.ts';

/** What an editor can insert. */
export interface InsertAbility {
  /** Supports items with several lines that are inserted as they are. */
  readonly lines: boolean;
}

/** Keys and values of Envoy's API at an offset. Undefined if the API does not determine them. */
export function completeByApi(
  workspace: Workspace,
  file: SourceFile,
  offset: number,
  ability: InsertAbility,
): readonly CompletionItem[] | undefined {
  const config = configAt(file, offset);
  const place = config && cursorContext(file.text, offset, config.range);
  const position = place && typedPosition(config.source?.type ?? bootstrapType, place.steps);
  if (!place || !position) return undefined;
  const { source } = config;
  const version = source && targetVersion(workspace, file, source).version;
  const asked: Asked = { file, source, place, position, version, ability };
  return isValue(asked) ? values(asked) : keys(asked);
}

interface Asked {
  readonly file: SourceFile;
  readonly source: EnvoySource | undefined;
  readonly place: CursorContext;
  readonly position: TypedPosition;
  readonly version: string | undefined;
  readonly ability: InsertAbility;
}

function isValue({ place: { kind }, position }: Asked): boolean {
  if (kind === 'value') return true;
  return kind !== 'key' && position.form !== 'map' && innerType(position.type) !== undefined;
}

function values(asked: Asked): CompletionItem[] | undefined {
  const { file, source, place, position, version } = asked;
  const offers: readonly Offer[] = namesClusterByType(position)
    ? source
      ? clusterOffers(source, place.range.start, ownClusterName(position, place.steps))
      : []
    : valueOffers({ position, steps: place.steps, rootType: source?.type ?? bootstrapType, version });
  if (offers.length === 0) return undefined;
  const inJson = keyStyle(place, file.text, false).quoted;
  const needsDash = place.kind === 'item' || (place.kind === 'open' && position.form === 'list');
  return offers.map((offer) => valueItem(offer, needsDash ? '- ' : '', place, inJson));
}

function keys({ file, place, position, version, ability }: Asked): CompletionItem[] {
  const style = keyStyle(place, file.text, ability.lines);
  const { map, entry, steps, previous } = place;
  const items = (at: Pick<KeyPlace, 'position' | 'map' | 'steps'>, lead: Lead): CompletionItem[] => {
    const own = entry ? (map?.entries.indexOf(entry) ?? -1) : -1;
    return keyOffers({ ...at, own, version }).map((offer) => keyItem(offer, lead, place, style, file.text));
  };
  const isNewItem = place.kind === 'item' || (place.kind === 'open' && position.form === 'list');
  if (!isNewItem) return items({ position, map, steps }, '');
  const column = columnOf(file.text, place.range.start);
  const more =
    previous && items({ position: { ...position, form: 'one' }, ...previous }, indent(previous.column - column));
  return [...(more ?? []), ...items({ position: { ...position, form: 'one' }, map: undefined, steps }, '- ')];
}

const indent = (count: number): Lead => ` ${' '.repeat(Math.max(0, count - 1))}`;
