import type { ManifestValidator } from '../../../../schemas/kubernetes/validators.js';
import { isFilledIn } from '../yaml/edit/placeholder.ts';
import { describePlace, type KubernetesPlace, stepInto } from './kubernetes-places.ts';
import { didYouMean } from '../text/did-you-mean.ts';
import type { ManifestPath, SchemaFinding } from './schema-finding.ts';
import { absence, isTooNew, valueSince } from './kubernetes-versions.ts';

/** What a compiled validator finds in a manifest, in our words. Values that hold a placeholder are unknown, not wrong. */
export function findingsOf(
  validator: ManifestValidator,
  root: KubernetesPlace,
  value: unknown,
  version: string | undefined,
): SchemaFinding[] {
  if (validator(value)) return [];
  const findings = (validator.errors ?? []).flatMap((error) => toFinding(error, root, value, version) ?? []);
  // A value of the wrong type is also not an allowed value, but one finding is sufficient.
  const wrong = new Set(findings.filter(({ code }) => code !== 'invalid-value').map(keyOf));
  return findings.filter((finding) => finding.code !== 'invalid-value' || !wrong.has(keyOf(finding)));
}

const keyOf = (finding: SchemaFinding): string => JSON.stringify(finding.path);

type ValidationError = NonNullable<ManifestValidator['errors']>[number];

function toFinding(
  error: ValidationError,
  root: KubernetesPlace,
  value: unknown,
  version: string | undefined,
): SchemaFinding | undefined {
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
  return describeError(error, { path, actual, place, parent, version });
}

interface Spot {
  readonly path: ManifestPath;
  readonly actual: unknown;
  readonly place: KubernetesPlace;
  readonly parent: KubernetesPlace;
  readonly version: string | undefined;
}

function describeError(error: ValidationError, spot: Spot): SchemaFinding | undefined {
  const { path, actual, place, parent } = spot;
  const field = String(path.findLast((step) => typeof step === 'string') ?? place.typeName);
  switch (error.keyword) {
    case 'additionalProperties':
      return unknownField(spot, String(error.params.additionalProperty));
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

function unknownField({ path, place, version }: Spot, name: string): SchemaFinding | undefined {
  if (isFilledIn(name)) return undefined;
  return {
    code: 'unknown-field',
    path: [...path, name],
    args: [name, place.typeName],
    // Looked for when somebody asks: there may be thousands of such keys.
    get suggestions() {
      const fields = Object.entries(place.type ?? {}).filter(([, field]) => !absence(field, version));
      return didYouMean(
        name,
        fields.map(([field]) => field),
      );
    },
  };
}

function invalidValue(
  error: ValidationError,
  { path, place, parent, version }: Spot,
  args: readonly (string | number)[],
): SchemaFinding {
  const finding = { code: 'invalid-value', path } as const;
  if (error.keyword === 'enum') {
    const values = error.params.allowedValues as readonly unknown[];
    const name = `${parent.typeName}.${args[0]}`;
    const allowed = values.filter(
      (value): value is string =>
        typeof value === 'string' && value !== '' && !isTooNew(valueSince(name, value), version),
    );
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
