// The peer's side: a JSON schema of the bootstrap out of our own facts, in which every `typed_config` is checked by its `@type`.
import { facts } from '../../schemas/envoy/facts.js';
import type { EnumValue, EnvoyField } from '../../server/src/analysis/schema/envoy-model.ts';

const { messages, enums } = facts();

/** The parts of JSON schema (draft-07) that are used here. */
interface JsonSchema {
  readonly $schema?: string;
  readonly $ref?: string;
  readonly definitions?: Readonly<Record<string, JsonSchema>>;
  readonly type?: string | readonly string[];
  readonly pattern?: string;
  readonly enum?: readonly (string | number)[];
  readonly const?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: JsonSchema | false;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly minLength?: number;
  readonly allOf?: readonly JsonSchema[];
  readonly if?: JsonSchema;
  readonly then?: JsonSchema;
}

/** What is used of the validation rules of a field (`validate.rules`), in protobuf JSON. */
interface FieldRules {
  readonly message?: { readonly required?: boolean };
  readonly any?: { readonly required?: boolean };
  readonly duration?: { readonly required?: boolean };
  readonly repeated?: { readonly minItems?: string; readonly maxItems?: string };
  readonly string?: { readonly minLen?: string; readonly ignoreEmpty?: boolean };
}

type Bounds = Readonly<Partial<Record<'gte' | 'lte' | 'gt' | 'lt' | 'minLen', unknown>>>;

const rulesOf = ({ v }: EnvoyField): FieldRules => v ?? {};
const reference = (name: string): JsonSchema => ({ $ref: `#/definitions/${name}` });

/** A draft-07 schema of envoy.config.bootstrap.v3.Bootstrap and of everything that an `Any` in it may contain. */
export function bootstrapSchema(): JsonSchema {
  const definitions: Record<string, JsonSchema> = {};
  for (const name of Object.keys(messages)) definitions[name] = messageSchema(name);
  for (const [name, values] of Object.entries(enums)) definitions[name] = enumSchema(values);
  const types = Object.keys(messages).filter((name) => /^(envoy\.extensions|envoy\.config|xds|udpa)\./.test(name));
  for (const name of types) definitions[`any:${name}`] = anySchema(name);
  definitions['google.protobuf.Any'] = {
    type: 'object',
    properties: { '@type': { enum: types.map(typeUrl) } },
    required: ['@type'],
    allOf: types.map(whenType),
  };
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    ...reference('envoy.config.bootstrap.v3.Bootstrap'),
    definitions,
  };
}

const whenType = (name: string): JsonSchema => ({
  if: { properties: { '@type': { const: typeUrl(name) } }, required: ['@type'] },
  // biome-ignore lint/suspicious/noThenProperty: it is JSON schema's word.
  then: reference(`any:${name}`),
});

const typeUrl = (name: string): string => `type.googleapis.com/${name}`;

function messageSchema(name: string): JsonSchema {
  const fields = messages[name]?.f ?? {};
  const properties = Object.fromEntries(
    Object.entries(fields).map(([field, described]) => [field, fieldSchema(described)]),
  );
  const required = Object.entries(fields).flatMap(([name, field]) =>
    !field.x && isRequired(rulesOf(field)) ? [name] : [],
  );
  return { type: 'object', properties, additionalProperties: false, ...(required.length > 0 && { required }) };
}

/** In an `Any` the message has one more key. */
function anySchema(name: string): JsonSchema {
  const { properties, required = [], ...schema } = messageSchema(name);
  return {
    ...schema,
    properties: { ...properties, '@type': { const: typeUrl(name) } },
    required: ['@type', ...required],
  };
}

/** Enum values are written by name or by number. */
const enumSchema = (values: Readonly<Record<string, EnumValue>>): JsonSchema => ({
  enum: [
    ...Object.keys(values),
    ...new Set(Object.values(values).map((value) => (typeof value === 'number' ? value : value[0]))),
  ],
});

function fieldSchema(field: EnvoyField): JsonSchema {
  const { t: type, r: isList } = field;
  if (type.startsWith('map<'))
    return { type: 'object', additionalProperties: typeSchema(type.slice(type.indexOf(',') + 1, -1)) };
  if (!isList) return { ...typeSchema(type), ...bounds(field) };
  const { minItems, maxItems } = rulesOf(field).repeated ?? {};
  return {
    type: 'array',
    items: typeSchema(type),
    ...(minItems && { minItems: Number(minItems) }),
    ...(maxItems && { maxItems: Number(maxItems) }),
  };
}

const isRequired = ({ message, any, duration, repeated, string: text }: FieldRules): boolean =>
  !!(message?.required || any?.required || duration?.required) ||
  Number(repeated?.minItems ?? 0) > 0 ||
  (Number(text?.minLen ?? 0) > 0 && !text?.ignoreEmpty);

/** What a rule adds to the type. In draft-07 nothing can be added to a reference. */
function bounds({ t: type, v: rules }: EnvoyField): JsonSchema {
  if (!rules || messages[type] || enums[type]) return {};
  const { gte, lte, gt, lt, minLen }: Bounds = Object.values(rules)[0] ?? {};
  const limits = { minimum: gte, maximum: lte, exclusiveMinimum: gt, exclusiveMaximum: lt, minLength: minLen };
  return Object.fromEntries(
    Object.entries(limits).flatMap(([name, limit]) =>
      Number.isFinite(Number(limit)) && limit !== undefined ? [[name, Number(limit)]] : [],
    ),
  );
}

const string = { type: 'string' };
const integer = { type: 'integer' };
const numberOrText = { type: ['number', 'string'] };
const integerOrText = { type: ['integer', 'string'] };

const plainTypes: Readonly<Record<string, JsonSchema>> = {
  bool: { type: 'boolean' },
  ...{
    string,
    bytes: string,
    int32: integer,
    sint32: integer,
    uint32: { type: 'integer', minimum: 0 },
    fixed32: integer,
  },
  ...{ int64: integerOrText, uint64: integerOrText, fixed64: integerOrText, double: numberOrText, float: numberOrText },
  'google.protobuf.BoolValue': { type: 'boolean' },
  ...{ 'google.protobuf.StringValue': string, 'google.protobuf.BytesValue': string },
  ...{ 'google.protobuf.Int32Value': integer, 'google.protobuf.UInt32Value': integer },
  ...{ 'google.protobuf.Int64Value': integerOrText, 'google.protobuf.UInt64Value': integerOrText },
  ...{ 'google.protobuf.FloatValue': numberOrText, 'google.protobuf.DoubleValue': numberOrText },
  'google.protobuf.Duration': { type: 'string', pattern: '^-?[0-9]+(\\.[0-9]{0,9})?s$' },
  ...{ 'google.protobuf.Timestamp': string, 'google.protobuf.FieldMask': string },
  ...{ 'google.protobuf.Struct': { type: 'object' }, 'google.protobuf.Empty': { type: 'object' } },
  'google.protobuf.ListValue': { type: 'array' },
};

const typeSchema = (type: string): JsonSchema =>
  plainTypes[type] ?? (messages[type] || enums[type] || type === 'google.protobuf.Any' ? reference(type) : {});
