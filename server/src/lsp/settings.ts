import {
  envoyVersion,
  type InlayHintKind,
  inlayHintKinds,
  kubernetesVersion,
  type SeverityOverrides,
  severityNames,
} from '../analysis/index.ts';

/** The part of the section `envoySidecar` that the server uses. The client reads the other settings. */
export interface Settings {
  readonly severity: SeverityOverrides;
  readonly envoyImages: readonly string[];
  /** For example `1.34`. If undefined, the version of the image is used, otherwise the newest. */
  readonly envoyVersion: string | undefined;
  /** For example `1.33`. If undefined, the newest that is known. */
  readonly kubernetesVersion: string | undefined;
  /** Configs and manifests are formatted. */
  readonly format: boolean;
  /** Those that are shown. */
  readonly inlayHints: readonly InlayHintKind[];
}

export const defaultSettings: Settings = {
  severity: {},
  envoyImages: [],
  envoyVersion: undefined,
  kubernetesVersion: undefined,
  format: false,
  inlayHints: inlayHintKinds,
};

/** Reads the settings of an editor. Values of the wrong type are ignored, because editors do not enforce types. */
export function readSettings(section: unknown): Settings {
  if (!isRecord(section)) return defaultSettings;
  const severity = isRecord(section.severity) ? Object.entries(section.severity) : [];
  const hints = isRecord(section.inlayHints) ? section.inlayHints : {};
  const images = Array.isArray(section.envoyImages) ? section.envoyImages : [];
  return {
    severity: Object.fromEntries(
      severity.flatMap(([code, value]) => {
        const known = severityNames.find((candidate) => candidate === value);
        return known ? [[code, known] as const] : [];
      }),
    ),
    envoyImages: images.filter((image): image is string => typeof image === 'string' && image !== ''),
    envoyVersion: readVersion(section.envoyVersion, envoyVersion),
    kubernetesVersion: readVersion(section.kubernetesVersion, kubernetesVersion),
    format: isRecord(section.format) && section.format.enable === true,
    inlayHints: inlayHintKinds.filter((kind) => hints[kind] !== false),
  };
}

const readVersion = (written: unknown, read: (text: string) => string | undefined): string | undefined =>
  typeof written === 'string' ? read(written.trim()) : undefined;

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
