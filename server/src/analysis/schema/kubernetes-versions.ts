import { constraints } from '../../../../schemas/kubernetes/constraints.ts';
import { isRecord } from './kubernetes-conditions.ts';
import type { KubernetesField } from './kubernetes-facts.ts';
import type { ManifestPath, SchemaFinding } from './schema-finding.ts';
import { type KubernetesPlace, kubernetesFacts, stepInto } from './kubernetes-places.ts';

/**
 * Reads a version of Kubernetes as people and `kubectl version` write it: `1.33`, `v1.33.4`, `v1.33.5-gke.100`. The result is
 * the minor version, since patch releases do not change the API. Undefined for other texts.
 */
export const kubernetesVersion = (written: string): string | undefined =>
  /^v?((?:0|[1-9]\d{0,3})\.(?:0|[1-9]\d{0,3}))(?:\.\d{1,4})?(?:[-+][\w.+-]*)?$/.exec(written)?.[1];

/** Whether a version comes before another one. Both are minor versions, such as `1.33`. */
function isBefore(version: string, other: string): boolean {
  const [[major = 0, minor = 0], [otherMajor = 0, otherMinor = 0]] = [versionNumbers(version), versionNumbers(other)];
  return major < otherMajor || (major === otherMajor && minor < otherMinor);
}

const versionNumbers = (version: string): number[] => version.split('.').map(Number);

/** Why a version does not have a field: it came `since` a later version, or is `removed` since an earlier one. */
type Absence = { readonly since: string } | { readonly removed: string };

/** Undefined if the version has the field. No version stands for the newest one. */
export function absence({ since, until }: KubernetesField, version: string | undefined): Absence | undefined {
  if (until !== undefined && (version === undefined || isBefore(until, version))) return { removed: next(until) };
  return isTooNew(since, version) && since !== undefined ? { since } : undefined;
}

const next = (version: string): string => {
  const [major = 0, minor = 0] = versionNumbers(version);
  return `${major}.${minor + 1}`;
};

/** Whether something came with a version after the given one. */
export const isTooNew = (since: string | undefined, version: string | undefined): boolean =>
  since !== undefined && version !== undefined && isBefore(version, since);

/** The version with which a kind came to the API server, if the oldest known version does not have it. */
export function kindSince(apiVersion: string, kind: string): string | undefined {
  const key = `${apiVersion}/${kind}`;
  return Object.hasOwn(kubernetesFacts.newKinds, key) ? kubernetesFacts.newKinds[key] : undefined;
}

/** The version with which a value of an enum came. @param path `Type.field` */
export function valueSince(path: string, value: string): string | undefined {
  const values = constraints.newValues[path];
  return values && Object.hasOwn(values, value) ? values[value] : undefined;
}

/** The fields and values in an object that a version does not have. What is inside of such a field is not looked at. */
export function versionFindings(
  place: KubernetesPlace,
  value: unknown,
  version: string,
  path: ManifestPath = [],
): SchemaFinding[] {
  return partsOf(value).flatMap(([step, part]) => {
    const inner = stepInto(place, step);
    if (!inner || inner.notValidated) return [];
    const at = [...path, step];
    const finding = fieldFinding(inner, at, version) ?? valueFinding(`${place.typeName}.${step}`, part, at, version);
    return finding ? [finding] : versionFindings(inner, part, version, at);
  });
}

function partsOf(value: unknown): readonly (readonly [string | number, unknown])[] {
  if (Array.isArray(value)) return [...value.entries()];
  return isRecord(value) ? Object.entries(value) : [];
}

function fieldFinding({ field }: KubernetesPlace, path: ManifestPath, version: string): SchemaFinding | undefined {
  const absent = field && absence(field, version);
  if (!absent) return undefined;
  const name = String(path.at(-1));
  return 'since' in absent
    ? { code: 'version-too-old', path, args: [name, absent.since] }
    : { code: 'removed-field', path, args: [name, absent.removed] };
}

function valueFinding(name: string, value: unknown, path: ManifestPath, version: string): SchemaFinding | undefined {
  const since = typeof value === 'string' ? valueSince(name, value) : undefined;
  return since !== undefined && isTooNew(since, version)
    ? { code: 'version-too-old', constraint: 'enum', path, args: [String(value), since] }
    : undefined;
}

/** The minor versions that are known, such as `1.33`, newest first. */
export function kubernetesReleases(): readonly string[] {
  const { version, older } = kubernetesFacts.source;
  const minors = [version, ...older.map((one) => one.version).reverse()].map((one) => one.split('.')[1] ?? '');
  return minors.map((minor) => `1.${minor}`);
}
