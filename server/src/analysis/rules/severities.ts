import type { Severity } from './rule.ts';

/** The severity of a rule in the settings. `off` disables it. */
export type SeverityOverride = Severity | 'off';

/**
 * Severities from the settings by rule code. `area/*` applies to all rules of an area, and the exact code takes
 * precedence.
 */
export type SeverityOverrides = Readonly<Record<string, SeverityOverride>>;

/** @param codes the current code of the rule and its former codes, of one area */
export function overrideFor(codes: readonly string[], overrides: SeverityOverrides): SeverityOverride | undefined {
  for (const code of codes) {
    const override = overrides[code];
    if (override !== undefined) return override;
  }
  return overrides[`${codes[0]?.split('/')[0]}/*`];
}
