import { message } from '../../rules/message.ts';
import {
  fieldPosition,
  type MapContent,
  mapContent,
  positionOf,
  type TypedPosition,
} from '../../envoy/typed/typed-position.ts';
import { requiredGroups } from '../../envoy/validate/missing-fields.ts';
import { extensionTypes, fieldOf, jsonName, type MessageField, messageFields } from '../../schema/envoy-facts.ts';
import { isAbsent } from '../../schema/envoy-versions.ts';
import { typeText } from '../type-text.ts';
import { commonness } from './common-fields.ts';
import { fieldSketch } from './envoy-sketch.ts';
import { fitsField } from './fitting.ts';
import { hasKey, type KeyOffer, otherEntries, ownKey, type WrittenMap } from './key-offer.ts';
import { valueStart } from './value-start.ts';

/** The map in which a key is written, and what Envoy's API expects there. */
export interface KeyPlace extends WrittenMap {
  readonly position: TypedPosition;
  /** The version of Envoy that the config is for; the newest without. */
  readonly version: string | undefined;
}

/**
 * The keys that can still be added to a map: keys that are not set, without other members of a oneof that is set.
 * Required keys come first, deprecated keys last.
 */
export function keyOffers(place: KeyPlace): readonly KeyOffer[] {
  if (place.position.form === 'map') return mapKeys(place);
  const content = mapContent(place.position, place.map);
  if (!content) return [];
  const typeKey = content.isAny && !hasKey(place, '@type') ? [typeOffer] : [];
  // Without its type, nothing is known of the fields.
  if (content.isAny && ownKey(place) === '@type') return typeKey;
  if (content.wellKnown !== undefined) return [...typeKey, ...wellKnownValue(content, place)];
  if (content.message === undefined) return typeKey;
  return [...typeKey, ...fieldOffers(content.message, content, place)];
}

const typeOffer: KeyOffer = { label: '@type', kind: 'field', detail: message('type of the extension'), goesOn: true };

function wellKnownValue({ wellKnown = '', slot }: MapContent, place: KeyPlace): KeyOffer[] {
  if (hasKey(place, 'value')) return [];
  const value = positionOf(wellKnown, slot);
  return [{ label: 'value', kind: 'field', detail: typeText(value), value: valueStart(value) }];
}

function fieldOffers(message: string, { slot }: MapContent, place: KeyPlace): KeyOffer[] {
  const set = otherEntries(place).flatMap(({ key }) => fieldOf(message, key.text) ?? []);
  const names = new Set(set.map(({ name }) => name));
  const oneofs = new Set(set.flatMap(({ field }) => field.x ?? []));
  const { version } = place;
  const fields = messageFields(message).filter(
    ({ name, field }) =>
      !names.has(name) &&
      !(field.x !== undefined && oneofs.has(field.x)) &&
      !isAbsent({ kind: 'field', message, name }, version),
  );
  const required = new Set(
    requiredGroups(message, version === undefined ? {} : { version }).flatMap((group) =>
      group.length === 1 ? group : [],
    ),
  );
  const rank = ({ name, field }: MessageField): number => {
    if (field.a?.deprecated) return 3000;
    const base = required.has(name) ? 0 : field.a?.['xds.annotations.v3.field_status'] ? 2000 : 1000;
    return base + commonness(message, name);
  };
  const camel = isCamelCase(place);
  const style = { version, camel };
  const from = ownKey(place) ?? '';
  return fields
    .map((at) => ({ at, rank: rank(at) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ at }) => {
      const { name, field } = at;
      const value = fieldPosition(at, slot);
      return {
        label: camel ? jsonName(name) : name,
        kind: 'field',
        detail: typeText(value),
        value: valueStart(value),
        takes: (node) => fitsField(message, { from, to: name }, node, { slot, version }),
        ...(value.form !== 'map' && { sketch: fieldSketch(value, style) }),
        ...(field.a?.deprecated && { deprecated: true }),
        described: { kind: 'field', message, name, ...(version !== undefined && { version }) },
      };
    });
}

/** Keys have the spelling of those around them, because Envoy supports snake_case and lowerCamelCase. */
export function isCamelCase(place: WrittenMap): boolean {
  const around = place.steps.flatMap(({ node }) => (node.kind === 'map' ? [node.entries] : [])).reverse();
  for (const entries of [otherEntries(place), ...around]) {
    if (entries.some(({ key }) => /^[a-z]+_/.test(key.text))) return false;
    if (entries.some(({ key }) => /^[a-z]+[A-Z]/.test(key.text))) return true;
  }
  return false;
}

/** For a map of configs by extension name: the names of the allowed extensions. */
function mapKeys(place: KeyPlace): KeyOffer[] {
  const { slot } = place.position;
  const categories = place.position.type === 'google.protobuf.Any' ? (slot?.categories ?? []) : [];
  const names = categories.flatMap((category) => extensionTypes(category).map(({ extension }) => extension));
  return [...new Set(names)]
    .filter((name) => !hasKey(place, name))
    .map((label) => ({
      label,
      kind: 'field',
      detail: categories[0] ?? '',
      value: valueStart({ ...place.position, form: 'one' }),
    }));
}
