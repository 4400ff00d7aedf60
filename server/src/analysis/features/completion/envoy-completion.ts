import { typedPosition } from '../../envoy/typed/typed-path.ts';
import type { TypedPosition } from '../../envoy/typed/typed-position.ts';
import { loadedScalar } from '../../envoy/validate/loaded-scalar.ts';
import { scalarType } from '../../schema/envoy-types.ts';
import { bootstrapType } from '../../workspace/envoy-source.ts';
import type { SourceFile } from '../../workspace/source-file.ts';
import { targetVersion } from '../../workspace/target-version.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { cursorContext } from '../../yaml/cursor/cursor-context.ts';
import type { CompletionItem } from './completion-item.ts';
import { type ConfigPlace, configValues } from './values/config-values.ts';
import { configAt } from './config-at.ts';
import { keyOffers } from './key-offers.ts';
import { type InsertAbility, type Offers, offeredItems } from './offered-items.ts';
import { wholeItems } from './whole-snippets.ts';

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
  const items = offeredItems(
    (at) => offersAt({ workspace, file, source, place: at, version }),
    place,
    file.text,
    ability,
  );
  return items.length > 0 ? items : undefined;
}

function offersAt(asked: Omit<ConfigPlace, 'position'>): Offers | undefined {
  const { source, place, version } = asked;
  const position = typedPosition(source?.type ?? bootstrapType, place.steps);
  if (!position) return undefined;
  const item: TypedPosition = position.form === 'list' ? { ...position, form: 'one' } : position;
  return {
    root: source?.config.root,
    isList: position.form === 'list',
    isScalar: position.form !== 'map' && scalarType(position.type) !== undefined,
    values: () => configValues({ ...asked, position }),
    keys: (written) => keyOffers({ ...written, position: item, version }),
    wholes: position.field ? wholeItems(position.field.message, position.field.name) : [],
    isString,
  };
}

const isString = (text: string): boolean =>
  loadedScalar({ kind: 'scalar', style: 'plain', text, range: { start: 0, end: 0 } }).kind === 'string';
