import { messageOf } from '../../schema/envoy-facts.ts';
import { deprecated, type EnvoyElement, isFrom, presence, removed, since } from '../../schema/envoy-versions.ts';
import { report, type ValidateOptions, type Walk } from './walk.ts';

/** Says so where the target version lacks a field, or a field is deprecated there; false where it is not there. */
export function checkFieldVersion(type: string, name: string, walk: Walk): boolean {
  const element: EnvoyElement = { kind: 'field', message: type, name };
  const { version } = walk.options;
  if (version !== undefined && presence(element, version) === 'absent') {
    reportAbsence(element, name, version, walk);
    return false;
  }
  const annotations = messageOf(type)?.f[name]?.a;
  if (annotations?.deprecated)
    reportDeprecated(element, type, name, walk, annotations['envoy.annotations.disallowed_by_default'] === true);
  return true;
}

/** Whether the target version surely has the field. */
export const isPresent = (type: string, name: string, { version }: ValidateOptions): boolean =>
  version === undefined || presence({ kind: 'field', message: type, name }, version) === 'present';

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
