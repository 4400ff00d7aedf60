import { isBracedPlaceholder } from '../../yaml/edit/placeholder.ts';
import { shadowedIn } from '../../yaml/syntax/shadowed-entries.ts';
import { fieldOf, jsonName, type MessageField, messageOf } from '../../schema/envoy-facts.ts';
import { optionalRouteSlot, type Slot, slotOf, slotTakes, structSlot, unreadSlot } from '../../schema/envoy-slots.ts';
import { typeForm } from '../../schema/envoy-types.ts';
import type { SetField } from './set-field.ts';
import { valueAt } from '../../yaml/syntax/yaml-path.ts';
import type { YamlEntry, YamlMap, YamlNode, YamlScalar } from '../../yaml/syntax/yaml-node.ts';
import { field, isFieldName } from '../envoy-field.ts';
import { envoyBool, envoyString } from '../envoy-scalar.ts';
import { extensionType } from '../typed/any-type.ts';
import type { EnvoyFinding } from './envoy-finding.ts';
import { visitOnce } from './visit-once.ts';
import { isElision, loadedScalar } from './loaded-scalar.ts';
import { reportMissingConfig } from './missing-config.ts';
import { reportMissing } from './missing-fields.ts';
import { reportConflicts } from './oneof-conflicts.ts';
import { checkAny } from './validate-any.ts';
import { checkScalar, checkScalarMessage, type ScalarPlace } from './validate-scalar.ts';
import { checkItemCount, checkMapRules } from './validate-size.ts';
import { checkFieldVersion } from './field-version.ts';
import { passedOver } from './passed-over.ts';
import { suppressDerived } from './suppress-derived.ts';
import { newWalk, report, reportBelow, type ValidateOptions, type Walk, type WalkTools } from './walk.ts';

/**
 * Everything that Envoy's loader would reject in a message or warn about, in one pass and in the order of the text,
 * without consequences of other findings and without anything that a placeholder makes unknown.
 * @param type full name of the message
 */
export function validateMessage(
  node: YamlNode,
  type: string,
  options: ValidateOptions,
  tools: WalkTools = {},
): readonly EnvoyFinding[] {
  const walk = newWalk(options, { message: visitMessage, value: visitValue }, tools);
  visitValue(node, type, { message: type, name: '' }, tools.slot, walk);
  return suppressDerived(node, walk.findings);
}

/** The fields of a message. `skip`: keys that are not fields, such as `@type`. */
function visitMessage(
  node: YamlMap,
  type: string,
  slot: Slot | undefined,
  walk: Walk,
  skip: readonly string[] = [],
): void {
  walk.messages?.visit(type, node, walk.path);
  const set: SetField[] = [];
  let elided = false;
  // Of equal keys the last one counts, and Envoy never looks at the others (semantics case `dup-key`).
  const isShadowed = shadowedIn(node);
  const holder = namedSlot(node, type) ?? slot;
  for (const [index, entry] of node.entries.entries()) {
    const key = entry.key.text;
    // Envoy leaves out what has the tag `!ignore`, a place for anchors.
    if (skip.includes(key) || entry.key.tag === '!ignore' || isShadowed(index)) continue;
    if (isUnread(node, entry, type)) {
      noteUnread(index, node, type, holder, set, walk);
      continue;
    }
    if (isElision(key)) elided = true;
    else visitEntry(index, entry, type, slotOfEntry(node, type, key, holder) ?? holder, walk, set);
  }
  reportConflicts(set, type, walk);
  if (elided) return;
  reportMissing(set, type, walk);
  reportMissingConfig(set, node, type, slot, walk);
}

/** Types of clusters that are written as a Struct are found by their name. */
function namedSlot(node: YamlMap, type: string): Slot | undefined {
  if (type !== 'envoy.config.cluster.v3.Cluster.CustomClusterType') return undefined;
  return extensionType(node) === 'google.protobuf.Struct'
    ? structSlot(envoyString(field(node, 'name'))?.value ?? '')
    : undefined;
}

/** What replaces the slot of a field, because of other fields of the message. */
function slotOfEntry(node: YamlMap, type: string, key: string, holder: Slot | undefined): Slot | undefined {
  if (isReplaced(node, type, key)) return unreadSlot;
  if (type !== FILTER_CONFIG && type !== HTTP_FILTER) return undefined;
  if (envoyBool(field(node, 'is_optional')) !== true) return undefined;
  if (type === FILTER_CONFIG) return key === 'config' ? optionalRouteSlot : undefined;
  // Envoy leaves out an optional filter that it does not have in this place (checked with Envoy 1.36 to 1.40).
  const place = fieldOf(type, key);
  const slot = place && isFieldName(key, 'typed_config') ? slotOf(place, holder) : undefined;
  return slot && !slotTakes(slot, extensionType(node) ?? '') ? unreadSlot : undefined;
}

const HTTP_FILTER = 'envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter';

const FILTER_CONFIG = 'envoy.config.route.v3.FilterConfig';

/** A cluster's own HTTP options do not count beside typed ones, but they must be valid (checked with Envoy 1.36 to 1.40). */
const isReplaced = (node: YamlMap, type: string, key: string): boolean =>
  type === 'envoy.config.cluster.v3.Cluster' &&
  isFieldName(key, 'http_protocol_options') &&
  valueAt(field(node, 'typed_extension_protocol_options'), httpOptions) !== undefined;

const httpOptions = 'envoy.extensions.upstreams.http.v3.HttpProtocolOptions';

const withoutVisitor = (walk: Walk): Walk => (walk.messages ? { ...walk, messages: undefined, unread: true } : walk);

/**
 * If a field is written in both spellings, Envoy uses one value or merges them, so their values are not certain. A
 * filter that is disabled for a route is not configured there, and neither is an optional unknown plugin (checked with
 * Envoy 1.36 to 1.40).
 */
function isUnread(node: YamlMap, { key, value }: YamlEntry, type: string): boolean {
  if (type === FILTER_CONFIG && key.text === 'config') return envoyBool(field(node, 'disabled')) === true;
  if (type === 'envoy.config.route.v3.ClusterSpecifierPlugin' && key.text === 'extension')
    return envoyBool(field(node, 'is_optional')) === true;
  const found = value && fieldOf(type, key.text);
  const other = found && otherSpelling(node, key.text);
  if (!value || !found || !other?.value) return false;
  // Of a oneof, the second spelling is the mistake.
  if (found.field.x === undefined) return true;
  return value.kind === 'scalar' && value.text === '' && other.value.kind === 'scalar' && other.value.text !== '';
}

/** The entry with a value that a map has for the same field. Hardly any map has both kinds of names. */
function otherSpelling({ entries }: YamlMap, key: string): YamlEntry | undefined {
  const isSnake = key.includes('_');
  if (!entries.some((one) => (isSnake ? /[a-z][A-Z]/.test(one.key.text) : one.key.text.includes('_'))))
    return undefined;
  return entries.find((one) => one.value && one.key.text !== key && jsonName(one.key.text) === jsonName(key));
}

/**
 * The field counts as set. Members of oneofs are not recorded, because they would count twice. Envoy parses both values,
 * and joins lists (checked with Envoy 1.36 to 1.40).
 */
function noteUnread(
  index: number,
  node: YamlMap,
  type: string,
  slot: Slot | undefined,
  set: SetField[],
  walk: Walk,
): void {
  const entry = node.entries[index];
  const found = entry && fieldOf(type, entry.key.text);
  if (!found || !entry.value || found.field.x !== undefined) return;
  set.push({ found, entry, index });
  const other = otherSpelling(node, entry.key.text);
  const first = other && !isUnset(other.value, found) ? node.entries.indexOf(other) : index;
  if (other && first < index && !isUnset(entry.value, found))
    reportBelow(walk, index, { code: 'duplicate-field', first, keys: [other.key.text, entry.key.text] });
  if (!other || isUnset(entry.value, found)) return;
  const isJoined = found.form === 'list';
  walk.path.push(index);
  visitField(entry, found, slot, {
    ...withoutVisitor(walk),
    options: isJoined ? walk.options : { ...walk.options, unruled: true },
  });
  walk.path.pop();
}

function visitEntry(
  index: number,
  entry: YamlEntry,
  type: string,
  slot: Slot | undefined,
  walk: Walk,
  set: SetField[],
): void {
  walk.path.push(index);
  const found = fieldOf(type, entry.key.text);
  if (!found) {
    if (entry.key.text === '<<') report(walk, { code: 'merge-key' });
    else report(walk, { code: 'unknown-field', type, key: entry.key.text });
  } else if (checkFieldVersion(found, walk)) {
    if (!isUnset(entry.value, found)) {
      set.push({ found, entry, index });
      visitField(entry, found, slot, walk);
    }
  }
  walk.path.pop();
}

/** Null leaves a field unset, but for those that hold any value, of which null is one (semantics cases `null-*`). */
function isUnset(value: YamlNode | undefined, { field: { t } }: MessageField): boolean {
  if (t === 'google.protobuf.Value' || t === 'google.protobuf.NullValue') return false;
  return value === undefined || (value.kind === 'scalar' && isNull(value));
}

function visitField({ value }: YamlEntry, place: MessageField, outer: Slot | undefined, walk: Walk): void {
  if (!value || (value.kind === 'scalar' && isElision(value.text))) return;
  const slot = slotOf(place, outer);
  const inside = walk.messages?.isUnread(value, place) ? withoutVisitor(walk) : walk;
  visitOnce(value, 'field', place, slot, inside, () => visitFieldValue(value, place, slot, inside));
}

function visitFieldValue(value: YamlNode, place: MessageField, slot: Slot | undefined, walk: Walk): void {
  const { form, type } = place;
  if (form === 'map') visitMap(value, place, slot, walk);
  else if (form === 'list') visitList(value, place, slot, walk);
  else if (value.kind === 'seq' && type !== 'google.protobuf.ListValue' && type !== 'google.protobuf.Value')
    report(walk, { code: 'wrong-type', expected: type, found: 'a list' });
  else visitValue(value, type, place, slot, walk);
}

function visitMap(value: YamlNode, place: MessageField, slot: Slot | undefined, walk: Walk): void {
  if (value.kind !== 'map') {
    report(walk, { code: 'wrong-type', expected: 'map', found: value.kind === 'seq' ? 'a list' : 'a string' });
    return;
  }
  checkMapRules(value, place, walk);
  const isShadowed = shadowedIn(value);
  const { message, name, type } = place;
  const ofValues: ScalarPlace = { message, name };
  for (const [index, { value: one }] of value.entries.entries()) {
    if (!one || isShadowed(index)) continue;
    walk.path.push(index);
    visitOnce(one, 'item', place, slot, walk, () => visitValue(one, type, ofValues, slot, walk));
    walk.path.pop();
  }
}

/**
 * A value alone is a list of one, and lists in lists are joined (semantics cases `rep-single-*`, `rep-nested-list`).
 */
function visitList(value: YamlNode, place: MessageField, slot: Slot | undefined, walk: Walk): void {
  if (value.kind === 'map' && looksLikeNames(value, place.type)) {
    report(walk, { code: 'wrong-type', expected: 'list', found: 'a map' });
    return;
  }
  checkItemCount(value, place, walk);
  visitItems(value, place, slot, walk);
}

function visitItems(value: YamlNode, place: MessageField, slot: Slot | undefined, walk: Walk): void {
  const { type } = place;
  if (value.kind !== 'seq') {
    visitValue(value, type, place, slot, walk);
    return;
  }
  const isPassedOver = passedOver(value, place, walk.options);
  for (const [index, item] of value.items.entries()) {
    walk.path.push(index);
    const isLeft = isPassedOver(index);
    const inside = isLeft || walk.messages?.isUnread(item) ? withoutVisitor(walk) : walk;
    const itemSlot = isLeft ? unreadSlot : slot;
    visitOnce(item, 'item', place, itemSlot, inside, () => {
      if (item.kind === 'seq' && type !== 'google.protobuf.ListValue') visitItems(item, place, itemSlot, inside);
      else visitValue(item, type, place, itemSlot, inside);
    });
    walk.path.pop();
  }
}

/** A map of maps without known keys: items by name, although a list is expected. */
const looksLikeNames = ({ entries }: YamlMap, type: string): boolean =>
  messageOf(type) !== undefined &&
  type !== 'google.protobuf.Any' &&
  entries.length > 0 &&
  entries.every(({ key, value }) => value?.kind === 'map' && !fieldOf(type, key.text));

/** One value: of a field, of an item, of a map's entry. */
function visitValue(node: YamlNode, type: string, place: ScalarPlace, slot: Slot | undefined, walk: Walk): void {
  if (node.kind === 'scalar' && isElision(node.text)) return;
  const { kind, scalar, hasFields } = typeForm(type);
  if (scalar !== undefined && isBracedPlaceholder(node)) return;
  if (kind === 'any') checkAny(node, slot, walk);
  else if (kind === 'json-map' || kind === 'json-list') checkJson(node, type, kind, walk);
  else if (kind !== 'json') {
    if (node.kind === 'map' && hasFields) {
      visitMessage(node, type, slot, walk);
      if (scalar !== undefined) checkScalarMessage(node, type, place, walk);
    } else if (node.kind === 'scalar' && kind === 'message' && isNull(node))
      visitMessage(emptyMap(node), type, slot, withoutVisitor(walk));
    else if (node.kind === 'scalar') checkScalar(node, type, place, walk);
    else report(walk, { code: 'wrong-type', expected: type, found: found(node) });
  }
}

const isNull = (node: YamlScalar): boolean => loadedScalar(node).kind === 'null';

/** Null as an item of a list is an empty message (semantics case `null-in-list`). */
const emptyMap = ({ range }: YamlScalar): YamlMap => ({ kind: 'map', flow: true, entries: [], range });

/** A Struct is a map of JSON, and a ListValue a list of it. */
function checkJson(node: YamlNode, type: string, kind: 'json-map' | 'json-list', walk: Walk): void {
  if (node.kind === 'scalar' && isNull(node)) return;
  if (node.kind !== (kind === 'json-map' ? 'map' : 'seq'))
    report(walk, { code: 'wrong-type', expected: type, found: found(node) });
}

const found = (node: YamlNode) =>
  node.kind === 'seq' ? 'a list' : node.kind === 'map' ? 'a map' : ('a string' as const);
