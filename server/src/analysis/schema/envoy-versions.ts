/**
 * In which versions Envoy supports elements of its API. Only some releases were read: 1.33, 1.34 and patch releases are
 * not known, so a change may have been made at any time after `before`, up to `version`.
 */
import { versions } from '../../../../schemas/envoy/versions.js';
import { enumValues, envoyFacts, isListed, messageOf } from './envoy-facts.ts';
import type { EnvoyChange } from './envoy-model.ts';

/** Something that the API names. Names of fields and oneofs are in snake_case. */
export type EnvoyElement =
  | { readonly kind: 'message' | 'enum'; readonly name: string }
  | { readonly kind: 'field' | 'oneof'; readonly message: string; readonly name: string }
  | { readonly kind: 'enum-value'; readonly enum: string; readonly name: string }
  | { readonly kind: 'extension'; readonly category: string; readonly name: string };

/** Minor versions, as in `1.37`. */
export interface VersionStep {
  /** The first version read with the new state. */
  readonly version: string;
  /** The last known version with the old state. Undefined if no older version was read. */
  readonly before: string | undefined;
}

/** When the element appeared; undefined where the oldest version that was read has it, or nothing has. */
export function since(element: EnvoyElement): VersionStep | undefined {
  const owner = ownerOf(element);
  return step(element, changeOf(element)?.a) ?? (owner && step(owner, changeOf(owner)?.a));
}

/** When the element disappeared; undefined where the newest version has it, or nothing ever had. */
export function removed(element: EnvoyElement): VersionStep | undefined {
  return step(element, changeOf(element)?.r);
}

/** When the element became deprecated. Undefined if it is not. */
export function deprecated(element: EnvoyElement): VersionStep | undefined {
  const recorded = step(element, changeOf(element)?.d);
  if (recorded || !isDeprecated(element)) return recorded;
  return since(element) ?? { version: versions().api[0] ?? '', before: undefined };
}

/**
 * Whether the version, as in `1.37` or `1.37.2`, has the element. Unknown in gaps, before the oldest and after the newest
 * version that was read. Ask only for elements that some version has: of others nothing is recorded, as of those that never
 * changed.
 */
export function presence(element: EnvoyElement, version: string): 'present' | 'absent' | 'unknown' {
  const appeared = since(element);
  const gone = removed(element);
  const afterRemoval = gone && side(gone, version);
  if (afterRemoval === 'new') return 'absent';
  if (afterRemoval === 'between') return 'unknown';
  const read = readVersions(element);
  if (!gone && minorOf(version) > minorOf(read.at(-1) ?? '')) return 'unknown';
  if (appeared) return { new: 'present', old: 'absent', between: 'unknown' }[side(appeared, version)] as 'present';
  return minorOf(version) >= minorOf(read[0] ?? '') ? 'present' : 'unknown';
}

/** Whether the version certainly lacks the element. No version stands for the newest one. */
export const isAbsent = (element: EnvoyElement, version: string | undefined): boolean =>
  version !== undefined && presence(element, version) === 'absent';

/** The validation rules of a field in a version, in the form of `EnvoyField.v`. */
export type RulesInVersion =
  | { readonly kind: 'known'; readonly rules: Readonly<Record<string, unknown>> | undefined }
  | { readonly kind: 'unknown' };

/** The rules of a field of the newest version as they were in an older one. */
export function rulesIn(message: string, fieldName: string, version: string): RulesInVersion {
  const read = versions().api;
  if (minorOf(version) < minorOf(read[0] ?? '') || minorOf(version) > minorOf(read.at(-1) ?? '')) {
    return { kind: 'unknown' };
  }
  const element: EnvoyElement = { kind: 'field', message, name: fieldName };
  const change = changeOf(element);
  for (const changed of read) {
    const before = change?.[`v${changed}`];
    const passed = before === undefined ? undefined : step(element, changed);
    if (!passed || side(passed, version) === 'new') continue;
    if (side(passed, version) === 'between') return { kind: 'unknown' };
    return { kind: 'known', rules: (before ?? undefined) as Readonly<Record<string, unknown>> | undefined };
  }
  return { kind: 'known', rules: envoyFacts().messages[message]?.f[fieldName]?.v };
}

/** Whether a version, as in `1.37.2`, is this minor version or a newer one. */
export const isFrom = (minor: string, version: string): boolean => minorOf(version) >= minorOf(minor);

/**
 * Whether a type may be an extension of an older binary than those that were read: the newest one does not have it, but the
 * API has or had it.
 */
export const mayHaveBeenExtension = (type: string, version: string | undefined): boolean =>
  version !== undefined &&
  minorOf(version) < minorOf(versions().extensions[0] ?? '') &&
  !isListed(type) &&
  (messageOf(type) !== undefined || removed({ kind: 'message', name: type }) !== undefined);

/**
 * The first version whose binary accepts a type in one of the categories, if the given version certainly does not. The
 * newest binary accepts the type there.
 */
export function extensionSince(type: string, categories: readonly string[], version: string): VersionStep | undefined {
  let latest: VersionStep | undefined;
  for (const [name, category, types] of envoyFacts().extensions) {
    if (!categories.includes(category) || !types.includes(type)) continue;
    const step = typeSince({ kind: 'extension', category, name }, type);
    if (!step || side(step, version) !== 'old') return undefined;
    if (!latest || isFrom(step.version, latest.version)) latest = step;
  }
  return latest;
}

/** When an extension began to accept a type. Undefined if the oldest binary accepts it. */
function typeSince(element: EnvoyElement, type: string): VersionStep | undefined {
  const change = changeOf(element);
  const appeared = step(element, change?.a);
  for (const changed of versions().extensions) {
    const before = change?.[`t${changed}`];
    if (before && !before.includes(type)) return step(element, changed);
  }
  return appeared;
}

/** The state of an element in a version: `between` if the version was not read. */
function side({ version, before }: VersionStep, asked: string): 'old' | 'new' | 'between' {
  if (minorOf(asked) >= minorOf(version)) return 'new';
  return before !== undefined && minorOf(asked) <= minorOf(before) ? 'old' : 'between';
}

function step(element: EnvoyElement, version: string | undefined): VersionStep | undefined {
  if (version === undefined) return undefined;
  const read = readVersions(element);
  return { version, before: read[read.indexOf(version) - 1] };
}

function readVersions(element: EnvoyElement): readonly string[] {
  return element.kind === 'extension' ? versions().extensions : versions().api;
}

/** Of a new message or enum only itself is recorded. */
function ownerOf(element: EnvoyElement): EnvoyElement | undefined {
  if (element.kind === 'field' || element.kind === 'oneof') return { kind: 'message', name: element.message };
  return element.kind === 'enum-value' ? { kind: 'enum', name: element.enum } : undefined;
}

function changeOf(element: EnvoyElement): EnvoyChange | undefined {
  const key = keyOf(element);
  return Object.hasOwn(versions().changes, key) ? versions().changes[key] : undefined;
}

function keyOf(element: EnvoyElement): string {
  switch (element.kind) {
    case 'message':
      return `M ${element.name}`;
    case 'enum':
      return `E ${element.name}`;
    case 'field':
      return `f ${element.message}.${element.name}`;
    case 'oneof':
      return `O ${element.message}.${element.name}`;
    case 'enum-value':
      return `V ${element.enum}.${element.name}`;
    case 'extension':
      return `X ${element.category} ${element.name}`;
  }
}

function isDeprecated(element: EnvoyElement): boolean {
  if (element.kind === 'field') {
    return envoyFacts().messages[element.message]?.f[element.name]?.a?.deprecated === true;
  }
  if (element.kind !== 'enum-value') return false;
  return enumValues(element.enum).some(({ name, deprecated }) => deprecated && name === element.name);
}

function minorOf(version: string): number {
  const minor = version.indexOf('.') + 1;
  return Number.parseInt(version, 10) * 1000 + (minor > 0 ? Number.parseInt(version.slice(minor), 10) : 0);
}
