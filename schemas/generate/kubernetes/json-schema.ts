import type { KubernetesFacts, KubernetesField } from '../../../server/src/analysis/schema/kubernetes-facts.ts';
import { allowedValues, isRequired } from '../../../server/src/analysis/schema/kubernetes-fields.ts';
import type { Constraints } from '../../kubernetes/constraints.ts';

/** The part of JSON Schema that is used here. */
export interface JsonSchema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  enum?: (string | null)[];
  minimum?: number;
  maximum?: number;
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: boolean | JsonSchema;
}

/** The facts as JSON Schemas by type name, as strict as the API server's strict decoding. */
export function toJsonSchemas(facts: KubernetesFacts, constraints: Constraints): Record<string, JsonSchema> {
  const schemas: Record<string, JsonSchema> = {};
  for (const [type, fields] of Object.entries(facts.types)) {
    const names = Object.keys(fields);
    const required = names.filter((field) => isRequired(`${type}.${field}`, fields[field], constraints));
    schemas[type] = {
      type: ['object', 'null'],
      properties: Object.fromEntries(
        Object.entries(fields).map(([name, field]) => [
          name,
          fieldSchema(`${type}.${name}`, field, required.includes(name), constraints),
        ]),
      ),
      additionalProperties: false,
      ...(required.length > 0 ? { required } : {}),
    };
  }
  return schemas;
}

/**
 * `null` is decoded as if the field were absent, so it is allowed except in a required field. So is the empty string of an enum:
 * the API server uses the default instead.
 */
function fieldSchema(path: string, field: KubernetesField, required: boolean, constraints: Constraints): JsonSchema {
  const schema = typeSchema(field.type);
  const allowed = constraints.notEnforcedEnums.includes(path) ? undefined : allowedValues(path, field, constraints);
  if (allowed !== undefined)
    (schema.items ?? schema).enum = required ? [...allowed] : [...new Set([...allowed, '', null])];
  const range = constraints.ranges[path];
  if (range !== undefined) [schema.minimum, schema.maximum] = range;
  if (constraints.ports.includes(path)) schema.format = 'port-name';
  if (required) forbidNull(schema);
  return schema;
}

function typeSchema(type: string): JsonSchema {
  if (type.startsWith('[]')) return { type: ['array', 'null'], items: typeSchema(type.slice(2)) };
  if (type.startsWith('map:')) return { type: ['object', 'null'], additionalProperties: typeSchema(type.slice(4)) };
  const primitive = primitiveSchemas[type];
  return primitive === undefined ? { $ref: `#/definitions/${type}` } : structuredClone(primitive);
}

const int32 = { minimum: -2147483648, maximum: 2147483647 };

const primitiveSchemas: Readonly<Record<string, JsonSchema>> = {
  any: {},
  string: { type: ['string', 'null'] },
  bool: { type: ['boolean', 'null'] },
  int32: { type: ['integer', 'null'], ...int32 },
  int64: { type: ['integer', 'null'] },
  quantity: { type: ['string', 'number', 'null'], format: 'quantity' },
  'int-or-string': { type: ['integer', 'string', 'null'], ...int32 },
  time: { type: ['string', 'null'], format: 'time' },
  bytes: { type: ['string', 'null'], format: 'bytes' },
};

function forbidNull(schema: JsonSchema): void {
  if (schema.$ref !== undefined) schema.type = 'object';
  else if (Array.isArray(schema.type)) schema.type = schema.type.filter((type) => type !== 'null');
}
