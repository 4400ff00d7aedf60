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
  minLength?: number;
  minItems?: number;
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: boolean | JsonSchema;
}

/** The facts as JSON Schemas by type name, as strict as the API server's strict decoding. */
export function toJsonSchemas(facts: KubernetesFacts, constraints: Constraints): Record<string, JsonSchema> {
  const schemas: Record<string, JsonSchema> = {};
  const requiredIn = (type: string): readonly string[] => {
    const fields = facts.types[type] ?? {};
    return Object.keys(fields).filter((field) => isRequired(`${type}.${field}`, fields[field], constraints));
  };
  for (const [type, fields] of Object.entries(facts.types)) {
    const required = [...requiredIn(type)];
    schemas[type] = {
      type: ['object', 'null'],
      properties: Object.fromEntries(
        Object.entries(fields).map(([name, field]) => [
          name,
          fieldSchema(`${type}.${name}`, field, { isRequired: required.includes(name), requiredIn, constraints }),
        ]),
      ),
      additionalProperties: false,
      ...(required.length > 0 ? { required } : {}),
    };
  }
  return schemas;
}

interface Rules {
  readonly isRequired: boolean;
  readonly requiredIn: (type: string) => readonly string[];
  readonly constraints: Constraints;
}

/**
 * `null` is decoded as if the field were absent, so it is allowed except in a required field. So is the empty string of an enum:
 * the API server uses the default instead, with exceptions (`neverEmpty`). An empty string or list is the same as an absent one, and an item that is
 * `null` is an object without fields.
 */
function fieldSchema(path: string, field: KubernetesField, { isRequired, requiredIn, constraints }: Rules): JsonSchema {
  const schema = typeSchema(constraints.notValidated.includes(path) ? 'map:any' : field.type);
  if (schema.items && requiredIn(field.type.slice(2)).length > 0) forbidNull(schema.items);
  const allowed = constraints.notEnforcedEnums.includes(path) ? undefined : allowedValues(path, field, constraints);
  if (allowed !== undefined)
    (schema.items ?? schema).enum = isRequired
      ? [...allowed]
      : [...new Set([...allowed, ...(constraints.neverEmpty.includes(path) ? [] : ['']), null])];
  const range = constraints.ranges[path];
  if (range !== undefined) [schema.minimum, schema.maximum] = range;
  if (constraints.ports.includes(path)) schema.format = 'port-name';
  if (isRequired) {
    forbidNull(schema);
    if (field.type.startsWith('[]')) schema.minItems = 1;
    else if (field.type === 'string' && allowed === undefined) schema.minLength = 1;
  }
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
  bytes: { type: ['string', 'array', 'null'], format: 'bytes', items: { type: 'integer' } },
};

function forbidNull(schema: JsonSchema): void {
  if (schema.$ref !== undefined) schema.type = 'object';
  else if (Array.isArray(schema.type)) schema.type = schema.type.filter((type) => type !== 'null');
}
