import type { Severity } from './rule.ts';

/** A rule's severity in the settings: `off` silences it. */
export type SeverityOverride = Severity | 'off';

/** Severity per rule code, from the settings; `area/*` speaks for all rules of an area, the exact code wins. */
export type SeverityOverrides = Readonly<Record<string, SeverityOverride>>;

/** @param codes of one area: the rule's, then those that it had earlier */
export const overrideFor = (codes: readonly string[], overrides: SeverityOverrides): SeverityOverride | undefined =>
  [...codes, `${codes[0]?.split('/')[0]}/*`].map((name) => overrides[name]).find((one) => one !== undefined);
