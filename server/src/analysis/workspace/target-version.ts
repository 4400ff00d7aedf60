import type { FileRange } from '../text/text-range.ts';
import type { Directive } from './directives.ts';
import { compareVersions, envoyVersion, type ImageVersion } from './envoy-version.ts';
import { projectVersion } from './project/projects.ts';
import type { EnvoyWorkload } from './envoy-workload.ts';
import type { EnvoySource } from './envoy-source.ts';
import type { SourceFile } from './source-file.ts';
import type { Workspace } from './workspace.ts';
import type { XdsLink } from './xds-links.ts';

/** The version of Envoy that a config is written for. */
export interface TargetVersion {
  /**
   * The version as far as it is known, `1.34` or `1.34.1`, even if there is no data for it. Undefined for the newest.
   */
  readonly version: string | undefined;
  /** `setting`: the editor's, or the option of the command line. `image`: the oldest of the images that read the config. */
  readonly origin: 'comment' | 'setting' | 'project' | 'image' | 'newest';
  /** The comment, the value in the project file, or the image with the version. */
  readonly at?: FileRange;
  /** Contrib's extensions are there, or may be: every workload that reads the config has an image with them, or a foreign one. */
  readonly contrib: boolean;
}

/** Since then Envoy takes no extension by its name alone, and since 1.18 nothing of the v2 API: what older ones take is not known. */
export const OLDEST_CHECKED = '1.22';

/** Whether a config is for a version of which too little is known to say what it accepts. */
export const isUnchecked = ({ version }: Pick<TargetVersion, 'version'>): boolean =>
  version !== undefined && compareVersions(version, `${OLDEST_CHECKED}.0`) < 0;

/**
 * Determines the version from a comment in the file or a linked manifest, otherwise from the settings, otherwise from
 * the project file of the config, otherwise from the images of the linked sidecars. A file of xDS has the version of the config that refers to it.
 */
export function targetVersion(workspace: Workspace, file: SourceFile, source: EnvoySource): TargetVersion {
  const naming = namingConfigs(workspace, source);
  const read = new Map([{ file, source }, ...naming].map((one) => [one.source, one.file.uri]));
  const linked = [...read].flatMap(([config, uri]) =>
    (workspace.workloadsByFile.get(uri) ?? []).filter((workload) => workload.config?.source === config),
  );
  const images = linked.flatMap(imagesOf);
  const contrib = images.length > 0 && images.every((image) => image.contrib);
  const own = commentIn(file, source) ?? oldest(naming.flatMap((other) => commentIn(other.file, other.source) ?? []));
  const comment = own ?? oldest(linked.flatMap((workload) => commentIn(workload.file) ?? []));
  if (comment) return { ...comment, origin: 'comment', contrib };
  if (workspace.envoyVersion !== undefined) return { version: workspace.envoyVersion, origin: 'setting', contrib };
  const project = projectVersion(workspace.projects, file.uri, 'envoyVersions');
  if (project) return { ...project, origin: 'project', contrib };
  const image = oldest(images.flatMap(({ version, at }) => (version === undefined || !at ? [] : [{ version, at }])));
  return image ? { ...image, origin: 'image', contrib } : { version: undefined, origin: 'newest', contrib };
}

/** The configs that refer to a config as xDS file, and those that refer to them. */
function namingConfigs({ index: { xdsLinks } }: Workspace, source: EnvoySource): readonly XdsLink[] {
  const found: XdsLink[] = [];
  if (source.form === 'bootstrap' || xdsLinks.length === 0) return found;
  const reached = new Set<EnvoySource | undefined>([source]);
  for (const read of reached)
    for (const link of xdsLinks)
      if (link.resources === read && !reached.has(link.source)) {
        reached.add(link.source);
        found.push(link);
      }
  return found;
}

interface Named {
  readonly version: string;
  readonly at: FileRange;
}

/** The first of them where several are as old. */
const oldest = ([first, ...others]: readonly Named[]): Named | undefined =>
  first && others.reduce((least, one) => (compareVersions(one.version, least.version) < 0 ? one : least), first);

/**
 * The comment with the version, `# envoy-sidecar: version=1.34`. For a config in a manifest, its own comment takes
 * precedence over that of the manifest, and comments of other configs are ignored. Invalid comments are skipped.
 */
function commentIn(file: SourceFile, source?: EnvoySource): Named | undefined {
  const comments = file.directives.filter((directive) => commentedVersion(directive) !== undefined);
  const comment =
    comments.find((candidate) => source && isWithin(candidate, source)) ??
    comments.find((candidate) => !file.envoySources.some((other) => isWithin(candidate, other)));
  const version = comment && commentedVersion(comment);
  return comment && version !== undefined ? { version, at: { uri: file.uri, range: comment.range } } : undefined;
}

/** The version in a comment. Words after it are explanations. */
export const commentedVersion = ({ name, value }: Directive): string | undefined =>
  name === 'version' ? envoyVersion(value.split(/\s/)[0] ?? '') : undefined;

const isWithin = ({ range }: Directive, { scalar }: EnvoySource): boolean =>
  !scalar || (scalar.range.start <= range.start && range.end <= scalar.range.end);

/** A container without an image is treated like one with an unknown image. */
function imagesOf({ images }: EnvoyWorkload): readonly (ImageVersion & { readonly at?: FileRange })[] {
  if (images.length === 0) return [{ version: undefined, contrib: true }];
  return images.map(({ version, at }) => ({ ...version, at }));
}
