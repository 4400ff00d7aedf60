import { envoyVersion, type SeverityOverride, type SeverityOverrides } from '../analysis/index.ts';

/** The part of the section `envoySidecar` that the server reads; the client reads the rest itself. */
export interface Settings {
  readonly severity: SeverityOverrides;
  readonly envoyImages: readonly string[];
  /** As in `1.34`; undefined: by the image, else the newest. */
  readonly envoyVersion: string | undefined;
}

export const defaultSettings: Settings = { severity: {}, envoyImages: [], envoyVersion: undefined };

const severities: readonly SeverityOverride[] = ['error', 'warning', 'information', 'hint', 'off'];

/** Reads what an editor sent. Values of the wrong shape are left out, since every editor lets people write anything. */
export function readSettings(section: unknown): Settings {
  if (!isRecord(section)) return defaultSettings;
  const severity = isRecord(section.severity) ? Object.entries(section.severity) : [];
  const images = Array.isArray(section.envoyImages) ? section.envoyImages : [];
  return {
    severity: Object.fromEntries(
      severity.flatMap(([code, value]) => {
        const known = severities.find((candidate) => candidate === value);
        return known ? [[code, known] as const] : [];
      }),
    ),
    envoyImages: images.filter((image): image is string => typeof image === 'string' && image !== ''),
    envoyVersion: typeof section.envoyVersion === 'string' ? envoyVersion(section.envoyVersion.trim()) : undefined,
  };
}

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
