import { envoyFacts } from '../schema/envoy-facts.ts';
import type { FormatCommandFact } from '../schema/envoy-model.ts';
import { isFrom } from '../schema/envoy-versions.ts';

/** The names of the commands that formats may contain in the newest version, without those of additional formatters. */
export const formatCommandNames = (): readonly string[] => Object.keys(envoyFacts().formats);

/**
 * The form of a command in a version as in `1.37` or `1.37.2`, or in the newest one. `newer`: only later versions have it. Undefined for
 * other words. Versions before the oldest that was asked count as that one.
 */
export function formatCommand(name: string, version: string | undefined): FormatCommandFact | 'newer' | undefined {
  const { formats } = envoyFacts();
  if (!Object.hasOwn(formats, name)) return undefined;
  return formats[name]?.findLast(({ a }) => version === undefined || a === undefined || isFrom(a, version)) ?? 'newer';
}
