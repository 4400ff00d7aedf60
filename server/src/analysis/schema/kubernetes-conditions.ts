import type { SchemaFinding } from './schema-finding.ts';
import { type KubernetesPlace, stepInto } from './kubernetes-places.ts';

/**
 * What the API server rejects beyond the schema: an object without a name, a Service without ports, duplicate items.
 */
export function conditionFindings(root: KubernetesPlace, value: unknown): SchemaFinding[] {
  if (!isRecord(value)) return [];
  return [...namelessObject(root, value), ...portlessService(root, value), ...duplicateItems(root, value, [])];
}

function namelessObject(root: KubernetesPlace, value: Readonly<Record<string, unknown>>): SchemaFinding[] {
  const metadata = value.metadata ?? undefined;
  if (metadata === undefined) return [{ code: 'missing-field', path: [], args: ['metadata', root.typeName] }];
  if (!isRecord(metadata) || isWritten(metadata.name) || isWritten(metadata.generateName)) return [];
  return metadata.name === ''
    ? [{ code: 'empty-value', path: ['metadata', 'name'], args: ['name'] }]
    : [{ code: 'missing-field', path: ['metadata'], args: ['name', 'ObjectMeta'] }];
}

const isWritten = (value: unknown): boolean => value !== undefined && value !== null && value !== '';

function portlessService(root: KubernetesPlace, { spec }: Readonly<Record<string, unknown>>): SchemaFinding[] {
  if (root.typeName !== 'Service' || !isRecord(spec)) return [];
  const hasPorts =
    spec.ports !== undefined && spec.ports !== null && !(Array.isArray(spec.ports) && !spec.ports.length);
  if (hasPorts || spec.type === 'ExternalName' || spec.clusterIP === 'None') return [];
  return [{ code: 'missing-field', path: ['spec'], args: ['ports', 'ServiceSpec'] }];
}

/**
 * Lists whose items may be repeated in a plain create (at most with a warning), while server-side apply rejects
 * duplicates.
 */
const onlyApplyRefuses = new Set(['env', 'hostAliases', 'imagePullSecrets', 'ownerReferences', 'ports', 'secrets']);

function duplicateItems(place: KubernetesPlace, value: unknown, path: readonly (string | number)[]): SchemaFinding[] {
  const findings = Array.isArray(value) && place.field?.keys ? duplicatesIn(place, value, path) : [];
  for (const [key, child] of Array.isArray(value) ? value.entries() : isRecord(value) ? Object.entries(value) : []) {
    const next = stepInto(place, key);
    if (next) findings.push(...duplicateItems(next, child, [...path, key]));
  }
  return findings;
}

function duplicatesIn(place: KubernetesPlace, items: readonly unknown[], path: readonly (string | number)[]) {
  const keys = place.field?.keys ?? [];
  const list = String(path.at(-1));
  const findings: SchemaFinding[] = [];
  const first = new Map<string, number>();
  for (const [index, item] of items.entries()) {
    const identity = identityOf(place, item, keys);
    const earlier = identity === undefined ? undefined : first.get(identity);
    if (identity === undefined) continue;
    if (earlier === undefined) first.set(identity, index);
    else
      findings.push({
        code: 'duplicate-list-item',
        path: [...path, index],
        args: [list, identity, earlier],
        ...(onlyApplyRefuses.has(list) && place.typeName !== 'ServiceSpec' ? { onlyApplyRefuses: true as const } : {}),
      });
  }
  return findings;
}

/** The values of the key fields, defaults filled in; undefined where one is missing or no plain value. */
function identityOf(place: KubernetesPlace, item: unknown, keys: readonly string[]): string | undefined {
  if (!isRecord(item)) return undefined;
  const type = stepInto(place, 0)?.type;
  const values = keys.map((key) => item[key] ?? type?.[key]?.default);
  return values.every((value) => typeof value === 'string' || typeof value === 'number') ? values.join('/') : undefined;
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
