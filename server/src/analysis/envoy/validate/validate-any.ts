import { typeOfUrl } from '../../schema/envoy-facts.ts';
import { isLateSlot, type Slot, slotTakes } from '../../schema/envoy-slots.ts';
import { type EnvoyElement, isAbsent, isFrom, mayHaveBeenExtension, since } from '../../schema/envoy-versions.ts';
import type { YamlMap, YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { counterpart, sideOf } from './extension-side.ts';
import { checkExtensionVersion } from './extension-version.ts';
import { anyForm } from '../typed/any-type.ts';
import { isWrittenEmpty } from './is-written-empty.ts';
import { isElision, isUnfilled, isUnset, loadedScalar } from './loaded-scalar.ts';
import { requiredGroups } from './missing-fields.ts';
import { report, reportBelow, type Walk } from './walk.ts';

/** The config of an extension, or any message: a map whose `@type` says what it is. */
export function checkAny(node: YamlNode, slot: Slot | undefined, walk: Walk): void {
  if (node.kind !== 'map') {
    if (node.kind === 'seq') report(walk, { code: 'wrong-type', expected: 'google.protobuf.Any', found: 'a list' });
    else if (loadedScalar(node).kind !== 'null' && !isUnfilled(node.text))
      report(walk, { code: 'wrong-type', expected: 'google.protobuf.Any', found: 'a string' });
    return;
  }
  const index = lastIndexOf(node, '@type');
  const type = node.entries[index]?.value;
  if (index < 0) {
    // An empty message is one without a type as well, which only a place for any message takes. Its holder reports it elsewhere.
    const isLost = node.entries.length > 0 || isByFilterName(slot);
    if (isLost && !node.entries.some(({ key }) => isElision(key.text)))
      report(walk, { code: 'missing-type', of: 'config' });
  } else if (!type || (type.kind === 'scalar' && loadedScalar(type).kind === 'null'))
    report(walk, { code: 'missing-type', of: 'config' });
  else if (type.kind !== 'scalar')
    reportBelow(walk, index, { code: 'invalid-value', kind: 'type-url', expected: '', text: '' });
  else if (!isUnfilled(type.text)) {
    walk.path.push(index);
    const name = checkType(node, type.text, slot, walk);
    walk.path.pop();
    if (name !== undefined) visitContent(node, name, slot, walk);
  }
}

/** A value of `typed_per_filter_config`, whose holder is a map ("Didn't find a registered implementation"; Envoy 1.36 to 1.40). */
const isByFilterName = (slot: Slot | undefined): boolean => slot?.forRoutes === true && slot.types.length > 0;

const lastIndexOf = ({ entries }: YamlMap, key: string): number =>
  entries.findLastIndex((entry) => entry.key.text === key);

/** The message of a type URL, if the target version supports it in this place. */
function checkType(node: YamlMap, url: string, slot: Slot | undefined, walk: Walk): string | undefined {
  const slash = url.indexOf('/', 1);
  if (slash < 0 || slash === url.length - 1 || url.includes('\n')) {
    report(walk, { code: 'invalid-value', kind: 'type-url', expected: '', text: url });
    return undefined;
  }
  const { kind, name } = typeOfUrl(url);
  const { categories = [], types = [] } = slot ?? {};
  if (kind === 'message') {
    if (!isInVersion(name, walk)) return undefined;
    if (slot && !isPassedOver(slot, walk) && (anyForm(name) !== 'struct' || takesNoTypedStruct(slot))) {
      if (!slotTakes(slot, name)) {
        if (isLate(slot, walk) || mayHaveBeenExtension(name, walk.options.version)) return undefined;
        report(walk, { code: 'wrong-extension-category', type: name, categories, types });
        return undefined;
      }
      if (isOfOtherSide(node, name, slot, walk) || !checkExtensionVersion(name, slot, walk)) return undefined;
    }
    return name;
  }
  if (mayHaveBeenExtension(name, walk.options.version)) return undefined;
  if (kind === 'unknown' || !walk.options.contrib)
    report(walk, { code: 'unknown-extension', type: name, contrib: kind === 'contrib', categories, types });
  return undefined;
}

/**
 * Filters and routes have separate configs in the same category. Envoy reads an empty message of the other side as an
 * empty one of this side (checked with Envoy 1.36 to 1.40).
 */
function isOfOtherSide(node: YamlMap, type: string, slot: Slot, walk: Walk): boolean {
  const { categories, types } = slot;
  const side = sideOf(type, slot, walk.options.version);
  if (!side) return false;
  const meant = counterpart(type, slot);
  const accepted =
    meant !== undefined && isWrittenEmpty(node, type) && requiredGroups(meant, walk.options).length === 0;
  report(walk, {
    code: 'wrong-extension-category',
    type,
    side,
    ...(meant !== undefined && { meant }),
    ...(accepted && { accepted }),
    categories,
    types,
  });
  return !accepted;
}

/** Of what is not loaded, Envoy looks up only the tracer of the whole config (checked with Envoy 1.36 and 1.40). */
const isPassedOver = ({ categories }: Slot, { options, unread }: Walk): boolean =>
  options.unruled === true || (unread === true && !categories.includes('envoy.tracers'));

/** Types of clusters, request ids and compressors are looked up by the type alone ("for type: 'xds.type.v3.TypedStruct'"; Envoy 1.36 to 1.40). */
const takesNoTypedStruct = ({ categories }: Slot): boolean =>
  categories.length === 1 && /^envoy\.(clusters|request_id|compression\.compressor)$/.test(categories[0] ?? '');

function isInVersion(name: string, walk: Walk): boolean {
  const element: EnvoyElement = { kind: 'message', name };
  const { version } = walk.options;
  const appeared = since(element);
  if (version === undefined || !appeared || !isAbsent(element, version)) return true;
  report(walk, { code: 'version-too-old', what: 'type', name, since: appeared, target: version });
  return false;
}

/**
 * Well-known types have their own JSON form, which is written below `value`. A TypedStruct contains the config of
 * another type.
 */
function visitContent(node: YamlMap, name: string, slot: Slot | undefined, outer: Walk): void {
  const walk = isUnruled(slot, outer) ? { ...outer, options: { ...outer.options, unruled: true as const } } : outer;
  const form = anyForm(name);
  if (form === 'struct') visitTypedStruct(node, slot, walk);
  else if (form === 'value') {
    const index = lastIndexOf(node, 'value');
    const value = node.entries[index]?.value;
    if (!value) return;
    walk.path.push(index);
    const inside = slot?.struct ? undefined : slot;
    walk.visit.value(value, slot?.struct?.type ?? name, { message: name, name: 'value' }, inside, walk);
    walk.path.pop();
  } else walk.visit.message(node, name, slot, walk, ['@type']);
}

/** Extensions that Envoy does not look up when it validates: before 1.38, those of the bootstrap are among them (seen with Envoy 1.36 to 1.40). */
const isLate = (slot: Slot | undefined, { options: { version } }: Walk): boolean =>
  isLateSlot(slot) ||
  (version !== undefined && !isFrom('1.38', version) && slot?.categories.includes('envoy.bootstrap') === true);

/** In extensions that it does not load, late slots and retry priorities, Envoy does not check the API's rules (checked with Envoy 1.36 and 1.40). */
const isUnruled = (slot: Slot | undefined, walk: Walk): boolean =>
  walk.unread === true || isLate(slot, walk) || (slot?.categories.includes('envoy.retry_priorities') ?? false);

/**
 * Envoy reads the struct into the message in `type_url`, as strictly as if it were written here
 * (`any-typedstruct-unk`). If the filter has another type in this place, it reads it into that (checked with Envoy 1.36
 * to 1.40). Without `type_url`, there is no such extension ("Didn't find a registered implementation … with type URL: ''").
 */
function visitTypedStruct(node: YamlMap, slot: Slot | undefined, walk: Walk): void {
  const urlIndex = Math.max(lastIndexOf(node, 'type_url'), lastIndexOf(node, 'typeUrl'));
  const index = lastIndexOf(node, 'value');
  const url = node.entries[urlIndex]?.value;
  const value = node.entries[index]?.value;
  if (isUnset(url) && slot && isLookedUp(slot, walk) && node.entries.every(({ key }) => structKeys.includes(key.text)))
    report(walk, { code: 'missing-field', type: 'xds.type.v3.TypedStruct', groups: [['type_url']] });
  if (url?.kind !== 'scalar' || isUnfilled(url.text) || isUnset(url)) return;
  walk.path.push(urlIndex);
  const type = checkStructType(url.text, slot, walk);
  walk.path.pop();
  if (type === undefined || value?.kind !== 'map') return;
  walk.path.push(index);
  walk.visit.message(value, (slot && counterpart(type, slot)) ?? type, slot, walk);
  walk.path.pop();
}

const structKeys = ['@type', 'type_url', 'typeUrl', 'value'];

/** Whether Envoy rejects unknown extensions. */
const isLookedUp = (slot: Slot, walk: Walk): boolean => slot.categories.length > 0 && !slot.any && !isLate(slot, walk);

function checkStructType(url: string, slot: Slot | undefined, walk: Walk): string | undefined {
  const { kind, name } = typeOfUrl(url);
  const { categories = [], types = [] } = slot ?? {};
  if (kind !== 'message') {
    if (slot && isLookedUp(slot, walk) && !(kind === 'contrib' && walk.options.contrib))
      report(walk, { code: 'unknown-extension', type: name, contrib: kind === 'contrib', categories, types });
    return undefined;
  }
  if (!slot || slotTakes(slot, name)) return name;
  if (isLate(slot, walk)) return name;
  report(walk, { code: 'wrong-extension-category', type: name, categories, types });
  return undefined;
}
