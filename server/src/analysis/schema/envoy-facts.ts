/**
 * Envoy's API as the newest release has it: the door to `schemas/envoy/`. All functions are pure look-ups. The
 * facts are parsed at the first of them, so that start and files of other kinds do not pay for them.
 */
import { facts } from '../../../../schemas/envoy/facts.js';
import { lazy } from '../text/lazy.ts';
import type { EnvoyFacts, EnvoyField, EnvoyMessage, EnumValue } from './envoy-model.ts';

/** A field of a message. There is one object for each field, so it can be compared and used as a key. */
export interface MessageField {
  /** Full name of the message. */
  readonly message: string;
  /** In snake_case. */
  readonly name: string;
  readonly field: EnvoyField;
  readonly form: 'one' | 'list' | 'map';
  /** The scalar type, or the full name of the message or enum, of one value: of a list's items and a map's values. */
  readonly type: string;
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
export const messageFields = (messageName: string): readonly MessageField[] => fieldsOf(messageName)?.inOrder ?? [];

/** The field that Envoy reads for a key in snake_case or lowerCamelCase. */
export const fieldOf = (messageName: string, key: string): MessageField | undefined =>
  fieldsOf(messageName)?.byKey.get(key);

interface FieldTable {
  readonly inOrder: readonly MessageField[];
  /** In both spellings. */
  readonly byKey: ReadonlyMap<string, MessageField>;
}

/** Filled message by message, because no config has all of them. */
const fieldTables = new Map<string, FieldTable>();

function fieldsOf(messageName: string): FieldTable | undefined {
  const known = fieldTables.get(messageName);
  if (known) return known;
  const fields = messageOf(messageName)?.f;
  if (!fields) return undefined;
  const inOrder = Object.entries(fields).map(([name, field]) => messageField(messageName, name, field));
  const table = {
    inOrder,
    byKey: new Map([
      ...inOrder.map((one) => [jsonName(one.name), one] as const),
      ...inOrder.map((one) => [one.name, one] as const),
    ]),
  };
  fieldTables.set(messageName, table);
  return table;
}

function messageField(message: string, name: string, field: EnvoyField): MessageField {
  const { t, r } = field;
  if (!t.startsWith('map<')) return { message, name, field, form: r ? 'list' : 'one', type: t };
  return { message, name, field, form: 'map', type: t.slice(t.indexOf(',') + 1, -1) };
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

/** The message that replaced a message of the v2 API, both without `type.googleapis.com/`. */
export const v3TypeOf = (v2Type: string): string | undefined => own(facts().v2, v2Type);

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

/** The names of the extensions that may have options for clusters: filters, and the protocols of upstreams. */
export const clusterOptionExtensions = lazy<ReadonlySet<string>>(
  () =>
    new Set(
      facts().extensions.flatMap(([name, category]) =>
        /^envoy\.(filters\.(http|network)|upstream_options)$/.test(category) ? [name] : [],
      ),
    ),
);

const listedTypes = lazy<ReadonlySet<string>>(() => new Set(facts().extensions.flatMap(([, , types]) => types)));

/** Keys come from the user's file, where `constructor` is as good a name as any. */
function own<Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
