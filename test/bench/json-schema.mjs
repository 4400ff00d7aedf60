// The peer's side: a JSON schema of the bootstrap out of our own facts, in which every `typed_config` is checked by its `@type`.
import { facts } from '../../schemas/envoy/facts.js';

const { messages, enums } = facts();
const reference = (name) => ({ $ref: `#/definitions/${name}` });

/** A draft-07 schema of envoy.config.bootstrap.v3.Bootstrap and of everything that an `Any` in it may contain. */
export function bootstrapSchema() {
  const definitions = {};
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

const whenType = (name) => ({
  if: { properties: { '@type': { const: typeUrl(name) } }, required: ['@type'] },
  // biome-ignore lint/suspicious/noThenProperty: it is JSON schema's word.
  then: reference(`any:${name}`),
});

const typeUrl = (name) => `type.googleapis.com/${name}`;

function messageSchema(name) {
  const { f: fields } = messages[name];
  const properties = Object.fromEntries(
    Object.entries(fields).map(([field, described]) => [field, fieldSchema(described)]),
  );
  const required = Object.keys(fields).filter((field) => !fields[field].x && isRequired(fields[field].v));
  return { type: 'object', properties, additionalProperties: false, ...(required.length > 0 && { required }) };
}

/** In an `Any` the message has one more key. */
function anySchema(name) {
  const { properties, required = [], ...schema } = messageSchema(name);
  return {
    ...schema,
    properties: { ...properties, '@type': { const: typeUrl(name) } },
    required: ['@type', ...required],
  };
}

/** Enum values are written by name or by number. */
const enumSchema = (values) => ({
  enum: [
    ...Object.keys(values),
    ...new Set(Object.values(values).map((value) => (Array.isArray(value) ? value[0] : value))),
  ],
});

function fieldSchema({ t: type, r: isList, v: rules }) {
  if (type.startsWith('map<'))
    return { type: 'object', additionalProperties: typeSchema(type.slice(type.indexOf(',') + 1, -1)) };
  if (!isList) return { ...typeSchema(type), ...bounds(type, rules) };
  const { minItems, maxItems } = rules?.repeated ?? {};
  return {
    type: 'array',
    items: typeSchema(type),
    ...(minItems && { minItems: Number(minItems) }),
    ...(maxItems && { maxItems: Number(maxItems) }),
  };
}

const isRequired = (rules) =>
  !!(rules?.message?.required || rules?.any?.required || rules?.duration?.required) ||
  Number(rules?.repeated?.minItems ?? 0) > 0 ||
  (Number(rules?.string?.minLen ?? 0) > 0 && !rules.string.ignoreEmpty);

/** What a rule adds to the type. In draft-07 nothing can be added to a reference. */
function bounds(type, rules) {
  if (!rules || messages[type] || enums[type]) return {};
  const { gte, lte, gt, lt, minLen } = Object.values(rules)[0] ?? {};
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

const plainTypes = {
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

const typeSchema = (type) =>
  plainTypes[type] ?? (messages[type] || enums[type] || type === 'google.protobuf.Any' ? reference(type) : {});
