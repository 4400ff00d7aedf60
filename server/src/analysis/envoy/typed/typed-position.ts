import { fieldOf, type MessageField, typeOfUrl } from '../../schema/envoy-facts.ts';
import { type Slot, slotOf } from '../../schema/envoy-slots.ts';
import { typeForm } from '../../schema/envoy-types.ts';
import type { YamlMap, YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { anyForm, anyUrl, structType } from './any-type.ts';

/** What the API expects at a place of a config. */
export interface TypedPosition {
  /** `one`: a value of the type. `list`, `map`: such of them. `type-url`: the value of `@type`, or of a TypedStruct's `type_url`. */
  readonly form: 'one' | 'list' | 'map' | 'type-url';
  /** The scalar type, or the full name of the enum or message; of a list's items and a map's values. */
  readonly type: string;
  /** The extensions that are allowed in the value. */
  readonly slot: Slot | undefined;
  /** The field that the value is for, of a type URL the one that holds the extension; absent at the root. */
  readonly field?: MessageField;
}

/** The fields that a map may have. */
export interface MapContent {
  /** The message of the fields. Undefined without an `@type`. */
  readonly message?: string;
  /** An extension, which has `@type` in addition to its fields. */
  readonly isAny: boolean;
  /** The name of a well-known type in an extension, which is written below `value`. */
  readonly wellKnown?: string;
  /** The extensions that are allowed below. */
  readonly slot: Slot | undefined;
}

/** A value of a type that no field determines, such as the root of a config. */
export const positionOf = (type: string, slot?: Slot): TypedPosition => ({ form: 'one', type, slot });

/** What a field of a message expects. @param outer the slot of the message */
export const fieldPosition = (field: MessageField, outer: Slot | undefined): TypedPosition => ({
  form: field.form,
  type: field.type,
  slot: slotOf(field, outer),
  field,
});

/** A value alone is a list of one, and lists in lists are joined. */
export const itemPosition = (at: TypedPosition): TypedPosition | undefined =>
  at.form === 'list' || at.field?.form === 'list' ? { ...at, form: 'one' } : undefined;

/** The value of a key. Undefined if the API does not define it, or leaves it open, such as the content of a Struct. */
export function entryPosition(at: TypedPosition, node: YamlNode, key: string): TypedPosition | undefined {
  if (at.form === 'map') return { ...at, form: 'one' };
  if (at.form === 'type-url' || node.kind !== 'map') return undefined;
  const content = mapContent(at, node);
  if (!content) return undefined;
  const { message, slot } = content;
  if (key === '@type' && content.isAny) return { ...at, form: 'type-url', type: 'string', slot };
  if (content.wellKnown !== undefined) return key === 'value' ? positionOf(content.wellKnown, slot) : undefined;
  if (message === undefined) return undefined;
  if (anyForm(message) === 'struct') return structEntry(node, key, slot);
  const found = fieldOf(message, key);
  return found && fieldPosition(found, slot);
}

/** The fields of a map at a place. Undefined if it has no fields or arbitrary ones. */
export function mapContent({ type, slot }: TypedPosition, node: YamlMap | undefined): MapContent | undefined {
  const { kind, hasFields } = typeForm(type);
  if (kind !== 'any') return hasFields ? { message: type, isAny: false, slot } : undefined;
  const url = anyUrl(node);
  const named = url && typeOfUrl(url.text);
  if (named?.kind !== 'message') return { isAny: true, slot };
  return anyForm(named.name) === 'value'
    ? { isAny: true, slot, wellKnown: named.name }
    : { isAny: true, slot, message: named.name };
}

/** The config in a TypedStruct is of the type that its `type_url` names. */
function structEntry(node: YamlMap, key: string, slot: Slot | undefined): TypedPosition | undefined {
  if (key === 'type_url' || key === 'typeUrl') return { form: 'type-url', type: 'string', slot };
  const named = structType(node);
  return key === 'value' && named?.kind === 'message' ? positionOf(named.name, slot) : undefined;
}
