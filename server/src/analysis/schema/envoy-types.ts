/** How the values of a type are written in a config. */
import { isEnum, messageOf } from './envoy-facts.ts';

export interface TypeForm {
  /**
   * `any`: a map with `@type`. `json`, `json-map`, `json-list`: data of any form. `scalar`: a scalar, which some messages are written as.
   * `message`: a map of fields.
   */
  readonly kind: 'any' | 'json' | 'json-map' | 'json-list' | 'scalar' | 'message' | 'unknown';
  /** The type that the scalar is read as: of a wrapper, the wrapped type. */
  readonly scalar?: string;
  /** The loader reads a map of fields as well. */
  readonly hasFields: boolean;
}

/** The form of a type by its name: of a scalar type, an enum or a message. */
export function typeForm(type: string): TypeForm {
  const known = forms.get(type);
  if (known) return known;
  const form = newForm(type);
  if (form.kind !== 'unknown') forms.set(type, form);
  return form;
}

/** The type that a scalar is read as. Undefined for types that are not written as scalars. */
export const scalarType = (type: string): string | undefined => typeForm(type).scalar;

const forms = new Map<string, TypeForm>();

function newForm(type: string): TypeForm {
  const special = specialForms.get(type);
  if (special) return special;
  const isMessage = !isEnum(type) && messageOf(type) !== undefined;
  const hasFields = isMessage && type !== 'google.protobuf.FieldMask';
  const scalar = scalarOf(type);
  if (scalar !== undefined) return { kind: 'scalar', scalar, hasFields };
  return { kind: isMessage ? 'message' : 'unknown', hasFields };
}

const specialForms: ReadonlyMap<string, TypeForm> = new Map([
  ['google.protobuf.Any', { kind: 'any', hasFields: false }],
  ['google.protobuf.Value', { kind: 'json', hasFields: false }],
  ['google.protobuf.Struct', { kind: 'json-map', hasFields: false }],
  ['google.protobuf.ListValue', { kind: 'json-list', hasFields: false }],
]);

function scalarOf(type: string): string | undefined {
  if (scalarTypes.has(type) || isEnum(type)) return type;
  if (!/^google\.protobuf\.(Bool|String|Bytes|Double|Float|U?Int(32|64))Value$/.test(type)) return undefined;
  return messageOf(type)?.f.value?.t;
}

const scalarTypes: ReadonlySet<string> = new Set([
  ...['string', 'bytes', 'bool', 'double', 'float', 'int32', 'uint32', 'int64', 'uint64'],
  ...['google.protobuf.Duration', 'google.protobuf.Timestamp', 'google.protobuf.FieldMask'],
]);
