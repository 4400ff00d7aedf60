import type { SeverityName } from '../workspace/project/project-keys.ts';

/**
 * Severities from the settings or a project file by rule code. `area/*` applies to all rules of an area, and the exact code takes
 * precedence.
 */
export type SeverityOverrides = Readonly<Record<string, SeverityName>>;

/** @param codes the current code of the rule and its former codes, of one area */
export function overrideFor(codes: readonly string[], overrides: SeverityOverrides): SeverityName | undefined {
  for (const code of codes) {
    const override = overrides[code];
    if (override !== undefined) return override;
  }
  return overrides[`${codes[0]?.split('/')[0]}/*`];
}

/** The same, by several settings. The first that has an override takes precedence. */
export function overridesOf(
  settings: readonly SeverityOverrides[],
): (codes: readonly string[]) => SeverityName | undefined {
  const filled = settings.filter((overrides) => Object.keys(overrides).length > 0);
  if (filled.length === 0) return () => undefined;
  return (codes) => {
    for (const overrides of filled) {
      const override = overrideFor(codes, overrides);
      if (override !== undefined) return override;
    }
    return undefined;
  };
}
