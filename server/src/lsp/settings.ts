import { envoyVersion, type SeverityOverrides, severityNames } from '../analysis/index.ts';

/** The part of the section `envoySidecar` that the server uses. The client reads the other settings. */
export interface Settings {
  readonly severity: SeverityOverrides;
  readonly envoyImages: readonly string[];
  /** For example `1.34`. If undefined, the version of the image is used, otherwise the newest. */
  readonly envoyVersion: string | undefined;
}

export const defaultSettings: Settings = { severity: {}, envoyImages: [], envoyVersion: undefined };

/** Reads the settings of an editor. Values of the wrong type are ignored, because editors do not enforce types. */
export function readSettings(section: unknown): Settings {
  if (!isRecord(section)) return defaultSettings;
  const severity = isRecord(section.severity) ? Object.entries(section.severity) : [];
  const images = Array.isArray(section.envoyImages) ? section.envoyImages : [];
  return {
    severity: Object.fromEntries(
      severity.flatMap(([code, value]) => {
        const known = severityNames.find((candidate) => candidate === value);
        return known ? [[code, known] as const] : [];
      }),
    ),
    envoyImages: images.filter((image): image is string => typeof image === 'string' && image !== ''),
    envoyVersion: typeof section.envoyVersion === 'string' ? envoyVersion(section.envoyVersion.trim()) : undefined,
  };
}

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
