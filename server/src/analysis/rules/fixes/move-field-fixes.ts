import { fieldOf, jsonName, messageFields } from '../../schema/envoy-facts.ts';
import { moveEntry, nestEntries } from '../../yaml/edit/move-entry.ts';
import type { YamlEntry, YamlMap, YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { entryOf } from '../../yaml/syntax/yaml-path.ts';
import { message } from '../message.ts';
import { editsIn, type Fix, type Subjects } from '../rule.ts';
import type { FoundInEnvoy } from '../findings/envoy-findings.ts';
import { shortName } from '../findings/type-labels.ts';
import { childMessages, type TypedMessage, typedAncestors } from '../../envoy/typed/typed-path.ts';

/** A larger map is not an Envoy message, and the search would compare each key with all others. */
const MAX_ENTRIES = 1000;

/**
 * Moves for a key that is unknown in its message: into a field that was left out, next to it, or to a message nearby
 * that has it.
 */
export function moveFieldFixes(subject: Subjects['envoy'], found: FoundInEnvoy<'unknown-field'>): readonly Fix[] {
  const { map, entry, editable, finding } = found;
  if (!map || !entry || !editable || map.entries.length > MAX_ENTRIES) return [];
  if (finding.together) return wrapFix(subject, map, finding.together);
  const { beside, others } = targetsOf(subject, found);
  const targets = [...beside, ...others].slice(0, 2);
  const wraps = beside.length > 0 ? [] : wrapInAbsent(subject, found);
  const moves = targets.flatMap(({ map: to, type }) => {
    const edits = moveEntry(subject.file.text, map, entry, to, slippedIn(entry.value, finding, type));
    return edits
      ? [
          {
            title: message("Move '{0}' to {1}", finding.key, shortName(type)),
            preferred: targets.length + wraps.length === 1,
            safe: false,
            edits: [editsIn(subject.file, ...edits)],
          },
        ]
      : [];
  });
  return [...wraps, ...moves];
}

/** Unset fields of the message whose type has the key: their map was left out. */
function wrapInAbsent(
  subject: Subjects['envoy'],
  { finding, map, entry }: FoundInEnvoy<'unknown-field'>,
): readonly Fix[] {
  if (!map || !entry) return [];
  const absent = messageFields(finding.type).filter(
    ({ name, field, form, type }) =>
      form === 'one' &&
      !field.a?.deprecated &&
      !entryOf(map, name, jsonName(name)) &&
      fieldOf(type, finding.key) !== undefined,
  );
  return absent.slice(0, 2).flatMap(({ name }) => {
    const edits = nestEntries(subject.file.text, map, [entry], name);
    return edits
      ? [
          {
            title: message("Move into '{0}'", name),
            preferred: absent.length === 1,
            safe: false,
            edits: [editsIn(subject.file, ...edits)],
          },
        ]
      : [];
  });
}

/** The first entry of a value that belongs to the target message instead. */
function slippedIn(
  value: YamlNode | undefined,
  { key }: FoundInEnvoy<'unknown-field'>['finding'],
  type: string,
): YamlEntry | undefined {
  const own = fieldOf(type, key)?.type;
  if (value?.kind !== 'map' || value.flow || own === undefined) return undefined;
  const index = value.entries.findIndex((inner) => !fieldOf(own, inner.key.text) && fieldOf(type, inner.key.text));
  const behind = value.entries.slice(index);
  return index > 0 && behind.every((inner) => fieldOf(type, inner.key.text)) ? behind[0] : undefined;
}

function wrapFix(
  { file }: Subjects['envoy'],
  map: YamlMap,
  { into, entries }: NonNullable<FoundInEnvoy<'unknown-field'>['finding']['together']>,
): readonly Fix[] {
  const chosen = entries.flatMap((index) => map.entries[index] ?? []);
  const edits = nestEntries(file.text, map, chosen, into);
  if (!edits) return [];
  return [{ title: message("Move into '{0}'", into), preferred: true, safe: false, edits: [editsIn(file, ...edits)] }];
}

/** The maps whose message has the field but does not set it: siblings of the key, and maps around it or far below. */
function targetsOf(
  { source }: Subjects['envoy'],
  { finding, map }: FoundInEnvoy<'unknown-field'>,
): { readonly beside: readonly TypedMessage[]; readonly others: readonly TypedMessage[] } {
  const ancestors = typedAncestors(source, finding.path);
  const here = ancestors.at(-1);
  if (!here || here.map !== map) return { beside: [], others: [] };
  const takes = (target: TypedMessage): boolean =>
    fieldOf(target.type, finding.key) !== undefined && !entryOf(target.map, finding.key);
  const beside = childMessages(here).filter(takes).toReversed();
  const around = ancestors.slice(0, -1).toReversed().filter(takes);
  // Far below only if there is exactly one such place.
  const below = descendants(here, FAR).filter(takes);
  return { beside, others: beside.length > 0 ? [] : around.length > 0 ? around : below.length === 1 ? below : [] };
}

/** The number of maps between a listener and the content of its HttpConnectionManager. */
const FAR = 4;

function descendants(start: TypedMessage, levels: number): readonly TypedMessage[] {
  const next = childMessages(start);
  return levels === 0 ? next : next.flatMap((child) => [child, ...descendants(child, levels - 1)]);
}
