/** The messages that are allowed in an `Any`, according to the slot of a field, by categories of extensions. */
import { lazy } from '../text/lazy.ts';
import { envoyFacts, extensionTypes, isListed, type MessageField } from './envoy-facts.ts';

/**
 * What is allowed in an `Any`. A slot also applies to messages below its field: holders such as TypedExtensionConfig
 * have `outer`, so that the place of the holder determines its content.
 */
export interface Slot {
  /** Categories of extensions, such as `envoy.filters.http`. Empty if any message is allowed. */
  readonly categories: readonly string[];
  /** Types in addition to those of the categories. */
  readonly types: readonly string[];
  readonly any: boolean;
  /** Envoy does not look up the extension when it loads the config. */
  readonly late?: boolean;
  /** The value is a `Struct`, which is read into the type. */
  readonly struct?: { readonly type?: string };
  /** Envoy reads nothing in the message, so it looks up no extension below it. */
  readonly unread?: true;
  /** It takes what HTTP filters have for virtual hosts and routes. */
  readonly forRoutes?: true;
}

export const unreadSlot: Slot = { categories: [], types: [], any: true, late: true, unread: true };

/** An optional config for routes: Envoy passes over those that no filter takes, but a filter must be able to read its own. */
export const optionalRouteSlot: Slot = { categories: [], types: [], any: true, unread: true, forRoutes: true };

/**
 * The slot of the values of a field, one object for each field.
 * @param outer the slot of the field's message
 */
export function slotOf(at: MessageField, outer: Slot | undefined): Slot | undefined {
  const { field } = at;
  if (outer && (field.s === 'outer' || outer.struct || outer.unread)) return outer;
  if (!field.c && !field.u && !field.s) return undefined;
  const slot = slots.get(at) ?? newSlot(at);
  slots.set(at, slot);
  return slot;
}

const newSlot = ({ message, field }: MessageField): Slot => ({
  categories: field.c ?? [],
  types: field.u ?? [],
  any: field.s === 'any',
  ...(lateHolders.test(message) && { late: true }),
  ...((message === FILTER_CONFIG || field.u?.includes(FILTER_CONFIG)) && { forRoutes: true }),
});

/** Wraps what a filter has for a route. */
const FILTER_CONFIG = 'envoy.config.route.v3.FilterConfig';

const slots = new WeakMap<MessageField, Slot>();

/**
 * Whether Envoy looks up the extension of a slot only when it is needed, so that it loads a config with any message
 * there, or only in some places (checked with Envoy 1.36 and 1.40): DNS resolvers and upstreams, UDP writers and QUIC
 * extensions, which TCP listeners ignore, address selectors, which a cluster may not use, validators, which some kinds
 * of xDS do not have, and watchdog actions.
 */
export const isLateSlot = (slot: Slot | undefined): boolean =>
  slot?.late === true || (slot?.categories.some((category) => late.test(category)) ?? false);

const late =
  /^envoy\.(config\.validators|guarddog_actions|network\.dns_resolver|upstreams|udp_packet_writer|quic\.\w+(\.\w+)*|upstream\.local_address_selector)$/;

/**
 * The holders of extensions for retries that clients of Envoy's own have: gRPC's pass over them (seen with Envoy 1.40). And those of
 * credentials of Google's gRPC clients and of stores for alternate protocols, which are made when somebody calls (seen with Envoy 1.36
 * to 1.40; it refuses such a store where it has several workers, which no file tells).
 */
const lateHolders =
  /^envoy\.config\.core\.v3\.(AlternateProtocolsCacheOptions$|(RetryPolicy|GrpcService\.GoogleGrpc\.CallCredentials)\.)/;

/**
 * The slot of a cluster type that is found by its name, if it is written as a `Struct` (checked with Envoy 1.36 to
 * 1.40). Undefined for unknown names.
 */
export const structSlot = (name: string): Slot | undefined => structSlots().get(name);

const structSlots = lazy(
  () =>
    new Map(
      envoyFacts().extensions.flatMap(([name, category, types]): [string, Slot][] =>
        category === 'envoy.clusters' ? [[name, newStructSlot(category, types)]] : [],
      ),
    ),
);

const newStructSlot = (category: string, [type]: readonly string[]): Slot => ({
  categories: [category],
  types: ['google.protobuf.Struct'],
  any: false,
  struct: type === undefined ? {} : { type },
});

/** All types that are allowed in a slot, without `TypedStruct`, sorted. Empty if any message is allowed. */
export function slotTypes({ categories, types, any }: Slot): readonly string[] {
  if (any) return [];
  const all = [...categories.flatMap((category) => extensionTypes(category).map(({ type }) => type)), ...types];
  return [...new Set(all)].sort();
}

/**
 * Whether a message is allowed in a slot, as far as known. Some categories have two registries in the binary, which
 * lists only one of them. A message of an extension in no listed category may be in the other one.
 */
export const slotTakes = (slot: Slot, type: string): boolean =>
  slot.any ||
  slot.types.includes(type) ||
  slot.categories.some((category) => extensionTypes(category).some((extension) => extension.type === type)) ||
  (!slot.categories.every((category) => complete.test(category)) && isExtensionMessage(type) && !isListed(type));

/** A message of its own in a package of the extensions, not one inside of another. */
export const isExtensionMessage = (type: string): boolean => /^envoy\.extensions\.[a-z\d_.]+[A-Z]\w*$/.test(type);

/** The categories that have one registry and many extensions: what their lists lack, the binary lacks. */
const complete =
  /^envoy\.(filters\.(http|http\.upstream|network|listener)|access_loggers|clusters|transport_sockets\.(up|down)stream|load_balancing_policies|tracers)$/;
