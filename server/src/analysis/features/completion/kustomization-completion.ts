import { kustomizationFields, kustomizationPlace } from '../../kubernetes/kustomization-fields.ts';
import type { SourceFile } from '../../workspace/source-file.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { cursorContext } from '../../yaml/cursor/cursor-context.ts';
import type { YamlStep } from '../../yaml/syntax/yaml-path.ts';
import type { CompletionItem } from './completion-item.ts';
import { hasKey, type KeyOffer, type ValueStart, type WrittenMap } from './key-offer.ts';
import { kustomizationValues } from './kustomization-values.ts';
import { type InsertAbility, type Offers, offeredItems } from './offered-items.ts';

/** Keys and values of a kustomization. Undefined in other files. */
export function completeKustomization(
  workspace: Workspace,
  file: SourceFile,
  offset: number,
  ability: InsertAbility,
): readonly CompletionItem[] | undefined {
  if (file.kind !== 'kustomization') return undefined;
  const cursor = cursorContext(file.text, offset);
  if (!cursor) return [];
  return offeredItems(({ steps }) => offersAt({ workspace, file }, steps), cursor, file.text, ability);
}

interface Here {
  readonly workspace: Workspace;
  readonly file: SourceFile;
}

function offersAt(here: Here, steps: readonly YamlStep[]): Offers | undefined {
  const place = kustomizationPlace(steps.map(({ entry, index }) => entry?.key.text ?? index ?? 0));
  if (!place) return undefined;
  const isList = place.type.startsWith('[]');
  const item = isList ? place.type.slice(2) : place.type;
  return {
    isList,
    root: here.file.yaml.documents[0]?.root,
    wholes: [],
    isScalar: item !== 'map' && !kustomizationFields(item),
    values: () => kustomizationValues({ ...here, place, steps }),
    keys: (written) => keysOf(here, item, written),
    isString: (plain) => !/^(true|false|null|~|[-+.\d][\d.e+-]*)$/i.test(plain),
  };
}

function keysOf(here: Here, type: string, written: WrittenMap): readonly KeyOffer[] {
  return Object.entries(kustomizationFields(type) ?? {})
    .filter(([name]) => !hasKey(written, name))
    .map(([name, field]) => ({
      label: name,
      kind: 'field',
      detail: field.type,
      value: valueStart(here, type, name, written),
      ...(field.deprecated && { deprecated: true }),
      described: { kind: 'kustomization-field', type, name },
    }));
}

function valueStart(here: Here, of: string, name: string, { steps }: WrittenMap): ValueStart {
  const field = kustomizationFields(of)?.[name];
  if (!field) return { form: 'scalar', hasOffers: false };
  const { type, values } = field;
  if (type === 'text') return { form: 'text', hasOffers: false };
  if (type === 'map' || kustomizationFields(type)) return { form: 'map', hasOffers: type !== 'map' };
  const isList = type.startsWith('[]');
  const place = { type, field: `${of}.${name}`, ...(values && { values }) };
  const hasOffers =
    kustomizationFields(type.slice(2)) !== undefined || kustomizationValues({ ...here, place, steps }).length > 0;
  return { form: isList ? 'list' : 'scalar', hasOffers };
}
