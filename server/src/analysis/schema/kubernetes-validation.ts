import { validationChanges } from '../../../../schemas/kubernetes/validation-changes.ts';
import type { ManifestPath } from './schema-finding.ts';
import { rootPlace, stepInto } from './kubernetes-places.ts';
import { isTooNew } from './kubernetes-versions.ts';

/**
 * How the API server treats a part of an object whose strict decoding succeeded:
 * - `validated`: it rejects the object if the part is wrong.
 * - `later`: it accepts the object, and rejects the pods or claims that a controller makes of the part.
 * - `ignored`: it drops the part.
 */
type Treatment = 'validated' | 'later' | 'ignored';

/** @param version the minor version of the API server, such as `1.33`; the newest if undefined */
export function treatmentOf(
  { apiVersion, kind }: { readonly apiVersion: string; readonly kind: string },
  path: ManifestPath,
  version: string | undefined,
): Treatment {
  let place = rootPlace(apiVersion, kind);
  let treatment: Treatment = 'validated';
  for (const step of path) {
    const name = `${place?.typeName}.${step}`;
    place = place && stepInto(place, step);
    if (isBefore(validationChanges.enabledSince, name, version) || isIgnoredIn(name, version)) return 'ignored';
    const isLater = validationChanges.neverValidated.includes(name);
    if (isLater || isBefore(validationChanges.validatedSince, name, version)) treatment = 'later';
    if (validationChanges.alwaysValidated.includes(name) && treatment === 'later') return 'validated';
  }
  return treatment;
}

const isBefore = (since: Readonly<Record<string, string>>, name: string, version: string | undefined): boolean =>
  Object.hasOwn(since, name) && isTooNew(since[name], version);

const isIgnoredIn = (name: string, version: string | undefined): boolean =>
  Object.hasOwn(validationChanges.ignoredIn, name) && validationChanges.ignoredIn[name] === version;

type Permission = keyof typeof validationChanges.allowedSince;

/** Whether the API server of a version allows what older ones reject. */
export const isAllowed = (what: Permission, version: string | undefined): boolean =>
  !isTooNew(allowedSince(what), version);

/** The version since which it is allowed. */
export const allowedSince = (what: Permission): string => validationChanges.allowedSince[what];
