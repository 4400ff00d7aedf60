import { type MessageField, messageFields } from '../../schema/envoy-facts.ts';
import { perVersion } from '../../schema/per-version.ts';
import { deprecated, type EnvoyElement, isFrom, presence, removed, since } from '../../schema/envoy-versions.ts';
import { report, type ValidateOptions, type Walk } from './walk.ts';

/**
 * Reports a field that the target version does not support, or that is deprecated in it. Returns false if the field
 * does not exist.
 */
export function checkFieldVersion({ message, name, field }: MessageField, walk: Walk): boolean {
  const { version } = walk.options;
  if (version !== undefined && notPresent(message, version).get(name) === 'absent') {
    reportAbsence({ kind: 'field', message, name }, name, version, walk);
    return false;
  }
  const annotations = field.a;
  if (annotations?.deprecated) {
    const refused = annotations['envoy.annotations.disallowed_by_default'] === true;
    reportDeprecated({ kind: 'field', message, name }, message, name, walk, refused);
  }
  return true;
}

/** Whether the target version certainly has the field. */
export const isPresent = ({ message, name }: MessageField, { version }: ValidateOptions): boolean =>
  version === undefined || !notPresent(message, version).has(name);

/** The fields that a version lacks, or of which it is not known whether it has them. */
const notPresent = perVersion((type, version): ReadonlyMap<string, 'absent' | 'unknown'> => {
  const fields = new Map<string, 'absent' | 'unknown'>();
  if (version === undefined) return fields;
  for (const { name } of messageFields(type)) {
    const known = presence({ kind: 'field', message: type, name }, version);
    if (known !== 'present') fields.set(name, known);
  }
  return fields;
});

function reportAbsence(element: EnvoyElement, name: string, target: string, walk: Walk): void {
  const gone = removed(element);
  const appeared = since(element);
  if (gone && isFrom(gone.version, target)) report(walk, { code: 'removed', name, removed: gone, target });
  else if (appeared) report(walk, { code: 'version-too-old', what: 'field', name, since: appeared, target });
}

function reportDeprecated(element: EnvoyElement, type: string, name: string, walk: Walk, refused: boolean): void {
  const step = deprecated(element);
  const { version } = walk.options;
  // In a gap between the versions that were read nothing is known.
  if (version !== undefined && step?.before !== undefined && !isFrom(step.version, version)) return;
  report(walk, { code: 'deprecated-field', what: 'field', type, name, since: step, refused });
}
