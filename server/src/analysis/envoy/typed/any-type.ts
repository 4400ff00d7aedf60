import { type NamedType, typeOfUrl } from '../../schema/envoy-facts.ts';
import type { YamlEntry, YamlMap, YamlNode, YamlScalar } from '../../yaml/syntax/yaml-node.ts';
import { asMap, entryOf } from '../../yaml/syntax/yaml-path.ts';
import { field } from '../envoy-field.ts';
import { isUnfilled } from '../validate/loaded-scalar.ts';

/** The entry that says which message an `Any` is. */
export const typeEntry = (node: YamlNode | undefined): YamlEntry | undefined => entryOf(node, '@type');

/** The type URL of an `Any`. Undefined if there is none, or if it is filled in later. */
export function anyUrl(node: YamlNode | undefined): YamlScalar | undefined {
  const url = typeEntry(node)?.value;
  return url?.kind === 'scalar' && !isUnfilled(url.text) ? url : undefined;
}

/** Full name of the message in an `Any`, whether or not Envoy knows it: what follows the last slash of its `@type`. */
export const anyType = (node: YamlNode | undefined): string | undefined => nameIn(anyUrl(node)?.text);

/** The type of an extension, which its holder has in `typed_config`. */
export const extensionType = (holder: YamlNode | undefined): string | undefined =>
  anyType(field(holder, 'typed_config'));

/** The type whose config a `TypedStruct` contains. */
export function structType(node: YamlNode | undefined): NamedType | undefined {
  const url = entryOf(node, 'type_url', 'typeUrl')?.value;
  return url?.kind === 'scalar' && !isUnfilled(url.text) ? typeOfUrl(url.text) : undefined;
}

/** A message, and what is written of its fields. */
export interface AnyContent {
  /** Full name of the message, whether or not Envoy knows it. */
  readonly type: string | undefined;
  readonly config: YamlMap | undefined;
}

/** The message in an `Any`. Envoy converts a `TypedStruct` to the message that it names. */
export function anyContent(node: YamlNode | undefined): AnyContent {
  const written = asMap(node);
  const type = anyType(written);
  return type !== undefined && anyForm(type) === 'struct'
    ? { type: structType(written)?.name, config: asMap(field(written, 'value')) }
    : { type, config: written };
}

const nameIn = (url: string | undefined): string | undefined => url?.slice(url.lastIndexOf('/') + 1);

/**
 * Where the content of a message in an `Any` is. `fields`: next to `@type`. `value`: a well-known type is written in its own form
 * below `value`. `struct`: a `TypedStruct` has the content of another type below `value`.
 */
export type AnyForm = 'fields' | 'value' | 'struct';

export function anyForm(type: string): AnyForm {
  if (/^(xds\.type\.v3|udpa\.type\.v1)\.TypedStruct$/.test(type)) return 'struct';
  return /^google\.protobuf\.(?!Empty$)/.test(type) ? 'value' : 'fields';
}
