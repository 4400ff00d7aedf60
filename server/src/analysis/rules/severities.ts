import type { Severity } from './rule.ts';

/** A rule's severity in the settings: `off` silences it. */
export type SeverityOverride = Severity | 'off';

/** Severity per rule code, from the settings; `area/*` speaks for all rules of an area, the exact code wins. */
export type SeverityOverrides = Readonly<Record<string, SeverityOverride>>;

export const overrideFor = (code: string, overrides: SeverityOverrides): SeverityOverride | undefined =>
  overrides[code] ?? overrides[`${code.split('/')[0]}/*`];
