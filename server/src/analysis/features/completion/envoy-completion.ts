import { namesClusterByType } from '../../envoy/typed/cluster-fields.ts';
import { typedPosition } from '../../envoy/typed/typed-path.ts';
import type { TypedPosition } from '../../envoy/typed/typed-position.ts';
import { loadedScalar } from '../../envoy/validate/loaded-scalar.ts';
import { scalarType } from '../../schema/envoy-types.ts';
import { bootstrapType, type EnvoySource } from '../../workspace/envoy-source.ts';
import type { SourceFile } from '../../workspace/source-file.ts';
import { targetVersion } from '../../workspace/target-version.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { type CursorContext, cursorContext } from '../../yaml/cursor/cursor-context.ts';
import { clusterOffers, missingClusters, ownClusterName } from './cluster-names.ts';
import type { CompletionItem, Offer } from './completion-item.ts';
import { configAt } from './config-at.ts';
import { keyOffers } from './key-offers.ts';
import { type InsertAbility, type Offers, offeredItems } from './offered-items.ts';
import { wholeItems } from './whole-snippets.ts';
import { valueOffers } from './value-offers.ts';

/** Keys and values of Envoy's API at an offset. Undefined if the API does not determine them. */
export function completeByApi(
  workspace: Workspace,
  file: SourceFile,
  offset: number,
  ability: InsertAbility,
): readonly CompletionItem[] | undefined {
  const config = configAt(file, offset);
  const place = config && cursorContext(file.text, offset, config.range);
  if (!place) return undefined;
  const { source } = config;
  const version = source && targetVersion(workspace, file, source).version;
  const items = offeredItems((at) => offersAt({ source, place: at, version }), place, file.text, ability);
  return items.length > 0 ? items : undefined;
}

function offersAt({ source, place, version }: Omit<Asked, 'position'>): Offers | undefined {
  const position = typedPosition(source?.type ?? bootstrapType, place.steps);
  if (!position) return undefined;
  const item: TypedPosition = position.form === 'list' ? { ...position, form: 'one' } : position;
  return {
    root: source?.config.root,
    isList: position.form === 'list',
    isScalar: position.form !== 'map' && scalarType(position.type) !== undefined,
    values: () => values({ source, place, position, version }),
    keys: (written) => keyOffers({ ...written, position: item, version }),
    wholes: position.field ? wholeItems(position.field.message, position.field.name) : [],
    isString,
  };
}

interface Asked {
  readonly source: EnvoySource | undefined;
  readonly place: CursorContext;
  readonly position: TypedPosition;
  readonly version: string | undefined;
}

function values({ source, place, position, version }: Asked): readonly Offer[] {
  const at = place.range.start;
  const { message, name } = position.field ?? {};
  if (!namesClusterByType(position)) {
    const isCluster = message === 'envoy.config.cluster.v3.Cluster' && name === 'name';
    const missing = source && isCluster ? missingClusters(source, at) : [];
    const rootType = source?.type ?? bootstrapType;
    return [...missing, ...valueOffers({ position, steps: place.steps, root: source?.config.root, rootType, version })];
  }
  return source ? clusterOffers(source, at, ownClusterName(position, place.steps)) : [];
}

const isString = (text: string): boolean =>
  loadedScalar({ kind: 'scalar', style: 'plain', text, range: { start: 0, end: 0 } }).kind === 'string';
