/**
 * Envoy's API as the newest release has it: the door to `schemas/envoy/`. All functions are pure look-ups. The
 * facts are parsed at the first of them, so that start and files of other kinds do not pay for them.
 */
import { facts } from '../../../../schemas/envoy/facts.js';
import { lazy } from '../text/lazy.ts';
import type { EnvoyFacts, EnvoyField, EnvoyMessage, EnumValue } from './envoy-model.ts';

/** A field and its name in snake_case. */
export interface NamedField {
  readonly name: string;
  readonly field: EnvoyField;
}

/** A number of an enum, and whether its name is deprecated or rejected unless a runtime flag allows it. */
export interface NamedEnumValue {
  readonly name: string;
  readonly number: number;
  readonly deprecated: boolean;
  readonly disallowedByDefault: boolean;
}

/** A type that an extension of a category takes, and the extension's name. */
export interface ExtensionType {
  readonly extension: string;
  readonly type: string;
}

/** What a `@type` names. `contrib`: only Envoy's contrib image knows it. */
export type NamedType =
  | { readonly kind: 'message'; readonly name: string; readonly message: EnvoyMessage }
  | { readonly kind: 'contrib'; readonly name: string }
  | { readonly kind: 'unknown'; readonly name: string };

/** All facts, for what the look-ups below do not answer. */
export function envoyFacts(): EnvoyFacts {
  return facts();
}

/** The message of that full name, as in `envoy.config.cluster.v3.Cluster`. */
export function messageOf(name: string): EnvoyMessage | undefined {
  return own(facts().messages, name);
}

/** The fields of a message in the order of their numbers. Empty for an unknown message. */
export function messageFields(messageName: string): readonly NamedField[] {
  return Object.entries(messageOf(messageName)?.f ?? {}).map(([name, field]) => ({ name, field }));
}

/** The field that Envoy reads for a key in snake_case or lowerCamelCase. */
export function fieldOf(messageName: string, key: string): NamedField | undefined {
  const fields = messageOf(messageName)?.f;
  if (!fields) return undefined;
  const field = own(fields, key);
  if (field) return { name: key, field };
  const guess = key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const guessed = jsonName(guess) === key ? own(fields, guess) : undefined;
  if (guessed) return { name: guess, field: guessed };
  // Names with digits (`set_current_client_cert_details_1`) and underscores in a row are not guessed that way.
  const name = Object.keys(fields).find(
    (one) => one[0] === key[0] && one.length >= key.length && jsonName(one) === key,
  );
  return name === undefined ? undefined : { name, field: fields[name] as EnvoyField };
}

/** Whether an enum has that name. */
export const isEnum = (name: string): boolean => Object.hasOwn(facts().enums, name);

/** The name of a field in protobuf's JSON: `http2_protocol_options` is `http2ProtocolOptions`. */
export function jsonName(fieldName: string): string {
  return fieldName.replace(/_+(.?)/g, (_, letter: string) => letter.toUpperCase());
}

/** The values of an enum in the order of the API. Empty for an unknown enum. */
export function enumValues(enumName: string): readonly NamedEnumValue[] {
  return Object.entries(own(facts().enums, enumName) ?? {}).map(([name, value]) => ({
    name,
    ...numberAndOptions(value),
  }));
}

/** The name of an enum's value, the first of several. */
export function enumNameOf(enumName: string, number: number): string | undefined {
  const values = own(facts().enums, enumName);
  for (const name in values) if (numberOf(values[name]) === number) return name;
  return undefined;
}

/** The number of an enum's value by its name, which is written in any case (semantics cases `enum-*`). */
export function enumNumberOf(enumName: string, written: string): { name: string; number: number } | undefined {
  const values = own(facts().enums, enumName);
  const upper = written.toUpperCase();
  for (const name in values) {
    const number = numberOf(values[name]);
    if (number !== undefined && name.length === upper.length && name.toUpperCase() === upper) return { name, number };
  }
  return undefined;
}

const numberOf = (value: EnumValue | undefined): number | undefined => (typeof value === 'number' ? value : value?.[0]);

/**
 * The types that the release binary accepts for a category of extensions, according to its `/server_info`, including
 * route types of filters. Extensions without a type are omitted. If it is empty, the binary may not have the category.
 */
export const extensionTypes = (category: string): readonly ExtensionType[] => typesByCategory().get(category) ?? [];

/** What a type URL names. Envoy looks at nothing before the last slash, and wants a slash. */
export function typeOfUrl(typeUrl: string): NamedType {
  const name = typeUrl.slice(typeUrl.lastIndexOf('/') + 1);
  const message = messageOf(name);
  if (message) return { kind: 'message', name, message };
  return { kind: facts().contrib.includes(name) ? 'contrib' : 'unknown', name };
}

function numberAndOptions(value: EnumValue): Omit<NamedEnumValue, 'name'> {
  const [number, options] = typeof value === 'number' ? [value, {} as Readonly<Record<string, unknown>>] : value;
  return {
    number,
    deprecated: options.deprecated === true,
    disallowedByDefault: options['envoy.annotations.disallowed_by_default_enum'] === true,
  };
}

/** Whether some category of the release binary takes the type. */
export const isListed = (type: string): boolean => listedTypes().has(type);

/** There are hundreds of rows, and a walk over a config asks for every extension in it. */
const typesByCategory = lazy(() => {
  const categories = new Map<string, ExtensionType[]>();
  for (const [extension, category, types] of facts().extensions) {
    const known = categories.get(category) ?? [];
    known.push(...types.map((type) => ({ extension, type })));
    categories.set(category, known);
  }
  return categories as ReadonlyMap<string, readonly ExtensionType[]>;
});

const listedTypes = lazy<ReadonlySet<string>>(() => new Set(facts().extensions.flatMap(([, , types]) => types)));

/** Keys come from the user's file, where `constructor` is as good a name as any. */
function own<Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
