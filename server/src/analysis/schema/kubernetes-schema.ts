import * as compiledValidators from '../../../../schemas/kubernetes/validators.js';
import { conditionFindings, isRecord } from './kubernetes-conditions.ts';
import type { KubernetesField } from './kubernetes-facts.ts';
import { findingsOf } from './kubernetes-findings.ts';
import type { ManifestPath, SchemaFinding } from './schema-finding.ts';
import { type KubernetesPlace, rootPlace, stepInto } from './kubernetes-places.ts';
import { treatmentOf } from './kubernetes-validation.ts';
import { versionFindings } from './kubernetes-versions.ts';

export type { KubernetesField } from './kubernetes-facts.ts';
export type { ManifestPath, SchemaFinding } from './schema-finding.ts';

export interface ValidationOptions {
  /**
   * The manifest is a part of an object, such as a patch. Missing fields and directives such as `$patch` are not
   * errors.
   */
  readonly partial?: boolean;
  /** The minor version of the API server, such as `1.33`. If undefined, the newest. */
  readonly version?: string | undefined;
}

/**
 * Validates a manifest as the API server's strict decoding and its validation do. Kinds and versions that the facts do
 * not know (custom resources above all) yield nothing. A `List` is validated item by item.
 * @param value the manifest as JSON, read by `toManifestValue`
 */
export function validateManifest(
  apiVersion: string,
  kind: string,
  value: unknown,
  options: ValidationOptions = {},
): readonly SchemaFinding[] {
  if (apiVersion === 'v1' && kind === 'List') return validateList(value, options);
  const root = rootPlace(apiVersion, kind);
  const validator = root && validatorOf(root.typeName);
  if (!root || !validator) return [];
  const unknown = options.version === undefined ? [] : versionFindings(root, value, options.version);
  const isInUnknown = isWithinAny(unknown.map(({ path }) => path));
  const known = [...findingsOf(validator, root, value, options.version), ...conditionFindings(root, value)].filter(
    (finding) => !isAboutOwnerInTemplate(finding) && !isInUnknown(finding.path),
  );
  return [...unknown, ...(options.partial ? known.filter((finding) => !isFineInPart(finding)) : known)].flatMap(
    (finding) => treated(finding, { apiVersion, kind }, options.version) ?? [],
  );
}

/** The finding as the API server of a version treats it; undefined if the server does not look at the part. */
function treated(
  finding: SchemaFinding,
  type: { readonly apiVersion: string; readonly kind: string },
  version: string | undefined,
): SchemaFinding | undefined {
  if (isDecoding(finding)) return finding;
  const { code, path, args } = finding;
  const treatment = treatmentOf(type, code === 'missing-field' ? [...path, args[0] ?? ''] : path, version);
  if (treatment === 'ignored') return undefined;
  return treatment === 'later' ? { ...finding, later: true } : finding;
}

/** Whether the server finds it when it decodes an object, before it validates it. */
const isDecoding = ({ code, constraint, args }: SchemaFinding): boolean =>
  code === 'unknown-field' ||
  code === 'wrong-type' ||
  code === 'removed-field' ||
  (code === 'version-too-old' && constraint !== 'enum') ||
  (constraint === 'format' && args[2] !== 'port-name');

/** Whether a path is one of many, or leads through one. */
function isWithinAny(outer: readonly ManifestPath[]): (path: ManifestPath) => boolean {
  const known = new Set(outer.map((path) => JSON.stringify(path)));
  return (path) => known.size > 0 && path.some((_, i) => known.has(JSON.stringify(path.slice(0, i + 1))));
}

/** The allowed fields at a path of a manifest, by name. Undefined if the path does not lead to a known type. */
export function kubernetesFieldsAt(
  apiVersion: string,
  kind: string,
  path: ManifestPath,
): Readonly<Record<string, KubernetesField>> | undefined {
  let place: KubernetesPlace | undefined = rootPlace(apiVersion, kind);
  for (const step of path) place = place && stepInto(place, step);
  return place?.type;
}

/** The names of `kubernetesFieldsAt`. */
export function kubernetesFieldNames(apiVersion: string, kind: string, path: ManifestPath): readonly string[] {
  return Object.keys(kubernetesFieldsAt(apiVersion, kind, path) ?? {});
}

/** Whether the facts know a kind in that version. */
export const isKnownKind = (apiVersion: string, kind: string): boolean => rootPlace(apiVersion, kind) !== undefined;

function validateList(value: unknown, options: ValidationOptions): readonly SchemaFinding[] {
  const items: readonly unknown[] = isRecord(value) && Array.isArray(value.items) ? value.items : [];
  return items.flatMap((item, index) => {
    if (!isRecord(item) || typeof item.apiVersion !== 'string' || typeof item.kind !== 'string') return [];
    const findings = validateManifest(item.apiVersion, item.kind, item, options);
    return findings.map((finding) => ({ ...finding, path: ['items', index, ...finding.path] }));
  });
}

function validatorOf(typeName: string): compiledValidators.ManifestValidator | undefined {
  const validators: Readonly<Record<string, compiledValidators.ManifestValidator>> = compiledValidators;
  return Object.hasOwn(validators, typeName) ? validators[typeName] : undefined;
}

/** The server looks at the owners of the object itself only. */
const isAboutOwnerInTemplate = ({ code, path }: SchemaFinding): boolean =>
  path.indexOf('ownerReferences') > 1 && (code === 'missing-field' || code === 'empty-value');

function isFineInPart(finding: SchemaFinding): boolean {
  return (
    finding.code === 'missing-field' ||
    finding.code === 'empty-value' ||
    finding.code === 'duplicate-list-item' ||
    (finding.code === 'unknown-field' && String(finding.path.at(-1)).startsWith('$'))
  );
}
