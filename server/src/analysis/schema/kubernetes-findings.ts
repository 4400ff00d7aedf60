import type { ManifestValidator } from '../../../../schemas/kubernetes/validators.js';
import { isFilledIn } from '../yaml/edit/placeholder.ts';
import { describePlace, type KubernetesPlace, stepInto } from './kubernetes-places.ts';
import { didYouMean } from '../text/did-you-mean.ts';

/** Keys and list indices from a manifest's root. */
export type ManifestPath = readonly (string | number)[];

/**
 * Something the API server refuses. `args` fill a message's template:
 * - `unknown-field` [field, type]; `path` ends in the field.
 * - `wrong-type` [field, expected, actual]; both are words such as `string`, `integer`, `list`; `path` is the value's.
 * - `missing-field` [field, type]; `path` is that of the map which lacks it.
 * - `empty-value` [field]; `path` is that of the value or item.
 * - `invalid-value` [field, value, …]; then by `constraint`: enum → allowed values, comma-separated; range → smallest and
 *   largest number; format → the format's name (`quantity`, `time`, `bytes`, `port-name`).
 * - `version-too-old` [field or value, first version with it], `removed-field` [field, first version without it].
 * - `duplicate-list-item` [list, identity, index of the first]; `path` is that of the later item.
 */
export interface SchemaFinding {
  readonly code:
    | 'unknown-field'
    | 'wrong-type'
    | 'missing-field'
    | 'empty-value'
    | 'invalid-value'
    | 'duplicate-list-item'
    | 'version-too-old'
    | 'removed-field';
  readonly path: ManifestPath;
  readonly args: readonly (string | number)[];
  readonly constraint?: 'enum' | 'range' | 'format';
  /** Only server-side apply rejects it. A plain create accepts it. */
  readonly onlyApplyRefuses?: true;
  /** What was probably meant, best first: field names or enum values. */
  readonly suggestions?: readonly string[];
}

/** What a compiled validator finds in a manifest, in our words. Values that hold a placeholder are unknown, not wrong. */
export function findingsOf(validator: ManifestValidator, root: KubernetesPlace, value: unknown): SchemaFinding[] {
  if (validator(value)) return [];
  const findings = (validator.errors ?? []).flatMap((error) => toFinding(error, root, value) ?? []);
  // A value of the wrong type is also not an allowed value, but one finding is sufficient.
  const wrong = new Set(findings.filter(({ code }) => code !== 'invalid-value').map(keyOf));
  return findings.filter((finding) => finding.code !== 'invalid-value' || !wrong.has(keyOf(finding)));
}

const keyOf = (finding: SchemaFinding): string => JSON.stringify(finding.path);

type ValidationError = NonNullable<ManifestValidator['errors']>[number];

function toFinding(error: ValidationError, root: KubernetesPlace, value: unknown): SchemaFinding | undefined {
  const steps = error.instancePath
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  const path: (string | number)[] = [];
  let actual = value;
  let place: KubernetesPlace | undefined = root;
  let parent = root;
  for (const text of steps) {
    const step = Array.isArray(actual) ? Number(text) : text;
    actual = (actual as Readonly<Record<string | number, unknown>>)[step];
    parent = place;
    place = stepInto(place, step);
    path.push(step);
    if (!place) return undefined;
  }
  if (typeof actual === 'string' && isFilledIn(actual)) return undefined;
  return describeError(error, { path, actual, place, parent });
}

interface Spot {
  readonly path: ManifestPath;
  readonly actual: unknown;
  readonly place: KubernetesPlace;
  readonly parent: KubernetesPlace;
}

function describeError(error: ValidationError, spot: Spot): SchemaFinding | undefined {
  const { path, actual, place, parent } = spot;
  const field = String(path.findLast((step) => typeof step === 'string') ?? place.typeName);
  switch (error.keyword) {
    case 'additionalProperties':
      return unknownField(path, String(error.params.additionalProperty), place);
    case 'required':
      return { code: 'missing-field', path, args: [String(error.params.missingProperty), place.typeName] };
    case 'type':
      if (actual === null && typeof path.at(-1) === 'number') return { code: 'empty-value', path, args: [field] };
      return actual === null
        ? { code: 'missing-field', path: path.slice(0, -1), args: [field, parent.typeName] }
        : { code: 'wrong-type', path, args: [field, describePlace(place), describeValue(actual)] };
    case 'minLength':
    case 'minItems':
      return { code: 'empty-value', path, args: [field] };
    default:
      // An empty name is the same as none.
      if (field === 'targetPort' && actual === '') return undefined;
      return invalidValue(error, spot, [field, typeof actual === 'number' ? actual : String(actual)]);
  }
}

function unknownField(path: ManifestPath, name: string, place: KubernetesPlace): SchemaFinding | undefined {
  if (isFilledIn(name)) return undefined;
  return {
    code: 'unknown-field',
    path: [...path, name],
    args: [name, place.typeName],
    // Looked for when somebody asks: there may be thousands of such keys.
    get suggestions() {
      const fields = Object.entries(place.type ?? {}).filter(([, { until }]) => until === undefined);
      return didYouMean(
        name,
        fields.map(([field]) => field),
      );
    },
  };
}

function invalidValue(
  error: ValidationError,
  { path, place }: Spot,
  args: readonly (string | number)[],
): SchemaFinding {
  const finding = { code: 'invalid-value', path } as const;
  if (error.keyword === 'enum') {
    const values = error.params.allowedValues as readonly unknown[];
    const allowed = values.filter((value): value is string => typeof value === 'string' && value !== '');
    const suggestions = didYouMean(String(args[1]), allowed, { all: allowed.length <= 8 });
    return { ...finding, constraint: 'enum', args: [...args, allowed.join(', ')], suggestions };
  }
  if (error.keyword === 'format')
    return { ...finding, constraint: 'format', args: [...args, String(error.params.format)] };
  return { ...finding, constraint: 'range', args: [...args, ...(place.range ?? [])] };
}

function describeValue(value: unknown): string {
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'object') return 'map';
  return typeof value === 'number' && Number.isInteger(value) ? 'integer' : typeof value;
}
