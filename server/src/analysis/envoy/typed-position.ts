import { fieldOf, messageOf, typeOfUrl } from '../schema/envoy-facts.ts';
import type { EnvoyField } from '../schema/envoy-model.ts';
import { isMapField, isTypedStruct, type Slot, slotOf, valueType } from '../schema/envoy-slots.ts';
import type { YamlMap, YamlNode } from '../yaml/syntax/yaml-node.ts';
import { valueAt, type YamlStep } from '../yaml/syntax/yaml-path.ts';

/** What the API wants at a place of a config. */
export interface TypedPosition {
  /** `one`: a value of the type. `list`, `map`: such of them. `type-url`: the value of `@type`, or of a TypedStruct's `type_url`. */
  readonly form: 'one' | 'list' | 'map' | 'type-url';
  /** The scalar type, or the full name of the enum or message; of a list's items and a map's values. */
  readonly type: string;
  /** The extensions that are allowed in the value. */
  readonly slot: Slot | undefined;
  /** The field that the value is for, of a type URL the one that holds the extension; absent at the root. */
  readonly field?: FieldPosition;
}

export interface FieldPosition {
  /** Full name of the message. */
  readonly message: string;
  /** In snake_case. */
  readonly name: string;
  readonly field: EnvoyField;
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

/**
 * What the API expects at the end of a path through a config. Undefined if the path contains something that the API
 * does not define, or leaves open, such as a Struct.
 * @param rootType full name of the root's message
 */
export function typedPosition(rootType: string, steps: readonly YamlStep[]): TypedPosition | undefined {
  let at: TypedPosition | undefined = { form: 'one', type: rootType, slot: undefined };
  for (const step of steps) {
    if (!at) return undefined;
    at = step.entry ? entryOf(at, step.node, step.entry.key.text) : itemOf(at);
  }
  return at;
}

/** A value alone is a list of one, and lists in lists are joined. */
function itemOf(at: TypedPosition): TypedPosition | undefined {
  return at.form === 'list' || at.field?.field.r ? { ...at, form: 'one' } : undefined;
}

function entryOf(at: TypedPosition, node: YamlNode, key: string): TypedPosition | undefined {
  if (at.form === 'map') return { ...at, form: 'one' };
  if (at.form === 'type-url' || node.kind !== 'map') return undefined;
  const content = mapContent(at, node);
  if (!content) return undefined;
  const { message, slot } = content;
  if (key === '@type' && content.isAny) return { ...at, form: 'type-url', type: 'string', slot };
  if (content.wellKnown !== undefined)
    return key === 'value' ? { form: 'one', type: content.wellKnown, slot } : undefined;
  if (message === undefined) return undefined;
  if (isTypedStruct(message)) return typedStructEntry(node, key, slot);
  const found = fieldOf(message, key);
  return found && fieldPosition({ message, ...found }, slot);
}

/** What a field of a message expects. @param outer the slot of the message */
export function fieldPosition(field: FieldPosition, outer: Slot | undefined): TypedPosition {
  const form = isMapField(field.field) ? 'map' : field.field.r ? 'list' : 'one';
  return { form, type: valueType(field.field), slot: slotOf(field.field, outer), field };
}

/** The fields of a map at a place. Undefined if it has no fields or arbitrary ones. */
export function mapContent({ type, slot }: TypedPosition, node: YamlMap | undefined): MapContent | undefined {
  if (/^google\.protobuf\.(Struct|Value|ListValue)$/.test(type)) return undefined;
  if (type !== 'google.protobuf.Any') return messageOf(type) && { message: type, isAny: false, slot };
  const url = valueAt(node, '@type');
  const named = url?.kind === 'scalar' ? typeOfUrl(url.text) : undefined;
  if (named?.kind !== 'message') return { isAny: true, slot };
  const isWellKnown = /^google\.protobuf\.(?!Empty$)/.test(named.name);
  return { isAny: true, slot, ...(isWellKnown ? { wellKnown: named.name } : { message: named.name }) };
}

/** The config in a TypedStruct is of the type that its `type_url` names. */
function typedStructEntry(node: YamlMap, key: string, slot: Slot | undefined): TypedPosition | undefined {
  if (key === 'type_url' || key === 'typeUrl') return { form: 'type-url', type: 'string', slot };
  const url = valueAt(node, 'type_url', 'typeUrl');
  const named = url?.kind === 'scalar' ? typeOfUrl(url.text) : undefined;
  return key === 'value' && named?.kind === 'message' ? { form: 'one', type: named.name, slot } : undefined;
}
