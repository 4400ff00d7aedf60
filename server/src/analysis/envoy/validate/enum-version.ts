import { enumValues } from '../../schema/envoy-facts.ts';
import { deprecated, type EnvoyElement, isAbsent, isFrom, since } from '../../schema/envoy-versions.ts';
import type { ScalarReading } from './read-scalar.ts';
import { report, type Walk } from './walk.ts';

/**
 * Reports an enum value that the target version does not support, or that is deprecated. Returns false if there is
 * nothing more to report.
 */
export function checkEnumVersion(type: string, reading: ScalarReading, walk: Walk): boolean {
  if (reading.kind !== 'value') return false;
  const named = enumValues(type).find(({ name, number }) =>
    reading.enumName === undefined ? number === reading.value : name === reading.enumName,
  );
  if (!named) return true;
  const element: EnvoyElement = { kind: 'enum-value', enum: type, name: named.name };
  const { version } = walk.options;
  const appeared = since(element);
  if (version !== undefined && appeared && isAbsent(element, version)) {
    report(walk, { code: 'version-too-old', what: 'enum-value', name: named.name, since: appeared, target: version });
    return false;
  }
  if (!named.deprecated || isUnseen(type, named.number)) return true;
  const step = deprecated(element);
  if (version !== undefined && step?.before !== undefined && !isFrom(step.version, version)) return true;
  const refused = named.disallowedByDefault;
  report(walk, { code: 'deprecated-field', what: 'enum-value', type, name: named.name, since: step, refused });
  return !refused;
}

/**
 * Without an `api_type` a source has the deprecated one, but Envoy does not report this. It rejects the source where it
 * is used (checked with Envoy 1.36 and 1.40).
 */
const isUnseen = (type: string, number: number): boolean =>
  type === 'envoy.config.core.v3.ApiConfigSource.ApiType' && number === 0;
