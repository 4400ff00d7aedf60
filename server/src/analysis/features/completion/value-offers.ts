import { sideOf } from '../../envoy/validate/extension-side.ts';
import { extensionType } from '../../envoy/typed/any-type.ts';
import { typedPosition } from '../../envoy/typed/typed-path.ts';
import { mapContent, type TypedPosition } from '../../envoy/typed/typed-position.ts';
import {
  enumValues,
  envoyFacts,
  extensionTypes,
  fieldOf,
  isEnum,
  type MessageField,
  messageOf,
  type NamedEnumValue,
} from '../../schema/envoy-facts.ts';
import { isExtensionMessage, type Slot, slotOf, slotTypes } from '../../schema/envoy-slots.ts';
import { scalarType } from '../../schema/envoy-types.ts';
import { extensionSince, isAbsent } from '../../schema/envoy-versions.ts';
import type { YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { parsedAt, valueAt, type YamlStep } from '../../yaml/syntax/yaml-path.ts';
import { typeName } from '../type-text.ts';
import { extensionSketch, messageSketch, type SketchStyle } from './envoy-sketch.ts';
import { fittingBest } from './fitting-best.ts';
import { type FittingPlace, misfitsOfType } from './fitting.ts';
import { isCamelCase } from './key-offers.ts';
import { usualFieldValues } from './usual-fields.ts';
import { typeCommonness } from './common-types.ts';
import type { Offer } from './completion-item.ts';

/** The value of a scalar that is being written. */
export interface ValuePlace {
  readonly position: TypedPosition;
  readonly steps: readonly YamlStep[];
  readonly rootType: string;
  /** The config as it was parsed. */
  readonly root: YamlNode | undefined;
  /** The version of Envoy that the config is for; the newest without. */
  readonly version: string | undefined;
}

/** Values that the API lists: enum values and booleans, types of extensions, and names of extensions. */
export function valueOffers(place: ValuePlace): readonly Offer[] {
  const { position } = place;
  if (position.form === 'type-url') return typeOffers(place);
  const type = scalarType(position.type);
  if (type === 'bool') return ['true', 'false'].map((label) => ({ label, kind: 'value', detail: '' }));
  if (type !== undefined && isEnum(type)) return enumOffers(type, place);
  const { field } = position;
  return field ? [...(field.name === 'name' ? nameOffers(field, place) : []), ...usualOffers(field)] : [];
}

const usualOffers = ({ message, name }: MessageField): readonly Offer[] =>
  usualFieldValues(message, name).map((value) => ({
    ...{ label: value.replaceAll('"', ''), kind: 'enum-value', detail: '' },
    described: { kind: 'field', message, name },
  }));

function enumOffers(type: string, { version }: ValuePlace): Offer[] {
  const isThere = ({ name }: NamedEnumValue): boolean => !isAbsent({ kind: 'enum-value', enum: type, name }, version);
  return [...enumValues(type)]
    .filter(isThere)
    .sort((a, b) => Number(a.deprecated) - Number(b.deprecated))
    .map(({ name, deprecated }) => ({
      label: name,
      kind: 'enum-value',
      detail: typeName(type),
      ...(deprecated && { deprecated }),
      described: { kind: 'enum-value', enum: type, name },
    }));
}

/**
 * The types that are allowed in the place and have the fields that are there, starting with the type for the `name` next to it, then types that are common
 * in sidecars.
 */
function typeOffers({ position: { slot, field }, steps, root, version }: ValuePlace): Offer[] {
  if (!slot) return [];
  const node = steps.at(-1)?.node;
  const isAlone = node?.kind === 'map' && node.entries.length === 1;
  const style = sketchStyle(steps, version);
  const named = lastWord(namedExtension(steps));
  const meant = new Set(
    slot.categories.flatMap((category) =>
      extensionTypes(category).flatMap(({ extension, type }) => (lastWord(extension) === named ? [type] : [])),
    ),
  );
  const isForRoute = steps.at(-3)?.entry?.key.text.replaceAll('_', '').toLowerCase() === 'typedperfilterconfig';
  const rank = (type: string): number =>
    (meant.has(type) || (slot.any && likely.has(type)) ? 0 : 2000) +
    (isForRoute && !/Route|FilterConfig$/.test(type) ? 1000 : 0) +
    typeCommonness(type);
  return fittingTypes(allowedTypes(slot, field, version), { steps, root, slot, version })
    .sort((a, b) => rank(a) - rank(b))
    .map((type) => ({ ...typeOffer(type), ...(isAlone && { below: messageSketch(type, style) }) }));
}

/** Types that the target version has, for filters or for routes, as the place is. */
function allowedTypes(slot: Slot, field: MessageField | undefined, version: string | undefined): readonly string[] {
  return (slot.any ? anyTypes(field) : slotTypes(slot)).filter(
    (type) =>
      messageOf(type) !== undefined &&
      !isAbsent({ kind: 'message', name: type }, version) &&
      (version === undefined || slot.types.includes(type) || !extensionSince(type, slot.categories, version)) &&
      sideOf(type, slot, version) === undefined,
  );
}

/** Those that have the fields next to `@type`. */
function fittingTypes(
  types: readonly string[],
  { steps, root, ...place }: Pick<ValuePlace, 'steps' | 'root'> & FittingPlace,
): string[] {
  const key = steps.at(-1)?.entry?.key;
  const written = key && parsedAt(root, key)?.map;
  if (!written || written.entries.length < 2) return [...types];
  return fittingBest(types, (type) => misfitsOfType(written, type, place));
}

/** Names of extensions have changed over the years, except for their last word. */
const lastWord = (name: string | undefined): string | undefined => name?.slice(name.lastIndexOf('.') + 1);

/** For places without a category: resources in files of xDS, and usually the action of a matcher elsewhere. */
function anyTypes(field: MessageField | undefined): readonly string[] {
  if (field?.message === 'envoy.service.discovery.v3.DiscoveryResponse') return resources;
  const { extensions, messages } = envoyFacts();
  const unlisted = Object.keys(messages).filter(isExtensionMessage);
  return [...new Set([...actions, ...extensions.flatMap(([, , types]) => types), ...unlisted])];
}

const resources = [
  'envoy.config.listener.v3.Listener',
  'envoy.config.cluster.v3.Cluster',
  'envoy.config.route.v3.RouteConfiguration',
  'envoy.config.endpoint.v3.ClusterLoadAssignment',
  'envoy.extensions.transport_sockets.tls.v3.Secret',
  'envoy.config.route.v3.ScopedRouteConfiguration',
  'envoy.config.route.v3.VirtualHost',
  'envoy.service.runtime.v3.Runtime',
];

const actions = [
  'envoy.config.route.v3.Route',
  'google.protobuf.StringValue',
  'envoy.config.route.v3.RouteList',
  'envoy.extensions.filters.udp.udp_proxy.v3.Route',
];

const likely: ReadonlySet<string> = new Set([...resources, ...actions]);

function typeOffer(type: string): Offer {
  const url = `type.googleapis.com/${type}`;
  return {
    label: typeName(type),
    kind: 'type',
    detail: type,
    shortDetail: type
      .split('.')
      .slice(-3, -1)
      .join('.')
      .replace(/\.v\d+\w*$/, ''),
    newText: url,
    // The name comes first, so that items that start with the typed letters are shown first.
    filterText: `${typeName(type)} ${url}`,
    described: { kind: 'type', name: type },
  };
}

/** The `name` next to a `typed_config`, or its key in a map. */
function namedExtension(steps: readonly YamlStep[]): string | undefined {
  const holder = steps.at(-2);
  const name = valueAt(holder?.node, 'name');
  return name?.kind === 'scalar' ? name.text : holder?.entry?.key.text;
}

/** Names of the extensions that are allowed in the `typed_config` next to it, starting with those of its type. */
function nameOffers({ message }: MessageField, { rootType, steps, version }: ValuePlace): Offer[] {
  const config = fieldOf(message, 'typed_config');
  const holder = typedPosition(rootType, steps.slice(0, -1));
  const node = steps.at(-1)?.node;
  if (config?.type !== 'google.protobuf.Any' || !holder || node?.kind !== 'map') return [];
  const slot = slotOf(config, mapContent(holder, node)?.slot);
  const type = extensionType(node);
  const rank = (one: { readonly type: string }): number => (one.type === type ? -1 : typeCommonness(one.type));
  const known = (slot?.categories ?? []).flatMap((category) =>
    extensionTypes(category)
      .filter((one) => version === undefined || !extensionSince(one.type, [category], version))
      .map((one) => ({ ...one, category })),
  );
  const sorted = known.sort((a, b) => rank(a) - rank(b));
  const hasConfig = node.entries.some(({ key }) => {
    const { name, field } = fieldOf(message, key.text) ?? {};
    return name === 'typed_config' || (config.field.x !== undefined && field?.x === config.field.x);
  });
  const style = sketchStyle(steps, version);
  const key = style.camel ? 'typedConfig' : 'typed_config';
  return sorted.map(({ extension, type: own, category }) => ({
    ...{ label: extension, kind: 'value', detail: category },
    ...(!hasConfig && isMainType(own) && { below: [[key, extensionSketch(own, style)]] }),
  }));
}

/** Not one for the overrides of a route. */
const isMainType = (type: string): boolean =>
  messageOf(type) !== undefined && !/Route$|FilterConfig$|Policy$/.test(type);

const sketchStyle = (steps: readonly YamlStep[], version: string | undefined): SketchStyle => ({
  version,
  camel: isCamelCase({ map: undefined, own: -1, steps }),
});
