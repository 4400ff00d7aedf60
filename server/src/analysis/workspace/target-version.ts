import type { FileRange } from '../text/text-range.ts';
import { placeOf } from '../yaml/yaml-path.ts';
import type { Directive } from './directives.ts';
import { compareVersions, envoyVersion, type ImageVersion, imageVersion } from './envoy-version.ts';
import type { EnvoySource, SourceFile } from './source-file.ts';
import type { Workspace } from './workspace.ts';

/** The version of Envoy that a config is written for. */
export interface TargetVersion {
  /** As it is known, `1.34` or `1.34.1`, also where it is older or newer than any that was read; undefined: the newest. */
  readonly version: string | undefined;
  /** `setting`: the editor's, or the option of the command line. `image`: the oldest of the images that read the config. */
  readonly origin: 'comment' | 'setting' | 'image' | 'newest';
  /** The comment or the image that names it. */
  readonly at?: FileRange;
  /** Contrib's extensions are there, or may be: every workload that reads the config has an image with them, or a foreign one. */
  readonly contrib: boolean;
}

/** Tells the version by the comment in the file, else by the settings, else by the images of the linked sidecars. */
export function targetVersion(workspace: Workspace, file: SourceFile, source: EnvoySource): TargetVersion {
  const images = linkedImages(workspace, source);
  const contrib = images.length > 0 && images.every((image) => image.contrib);
  const comment = versionComment(file, source);
  if (comment) {
    const at = { uri: file.uri, range: comment.range };
    return { version: commentedVersion(comment), origin: 'comment', at, contrib };
  }
  if (workspace.envoyVersion !== undefined) return { version: workspace.envoyVersion, origin: 'setting', contrib };
  const [oldest] = images
    .flatMap(({ version, at }) => (version === undefined || !at ? [] : [{ version, at }]))
    .sort((a, b) => compareVersions(a.version, b.version));
  return { version: undefined, ...oldest, origin: oldest ? 'image' : 'newest', contrib };
}

/**
 * The comment that names the version, `# envoy-sidecar: version=1.34`: of a config within a manifest its own comment goes
 * before the manifest's, and other configs' comments do not count. Comments that cannot be read are left out.
 */
export function versionComment(file: SourceFile, source: EnvoySource): Directive | undefined {
  const comments = file.directives.filter((directive) => commentedVersion(directive) !== undefined);
  return (
    comments.find((comment) => isWithin(comment, source)) ??
    comments.find((comment) => !file.envoySources.some((other) => isWithin(comment, other)))
  );
}

/** The version that a comment names; words behind it explain. */
export const commentedVersion = ({ name, value }: Directive): string | undefined =>
  name === 'version' ? envoyVersion(value.split(/\s/)[0] ?? '') : undefined;

const isWithin = ({ range }: Directive, { scalar }: EnvoySource): boolean =>
  !scalar || (scalar.range.start <= range.start && range.end <= scalar.range.end);

function linkedImages(
  workspace: Workspace,
  source: EnvoySource,
): readonly (ImageVersion & { readonly at?: FileRange })[] {
  return workspace.workloads
    .filter(({ config }) => config?.source === source)
    .map(({ file, envoyContainer: { image } }) =>
      image
        ? { ...imageVersion(image.value), at: { uri: file.uri, range: placeOf(image.at) } }
        : // A patch leaves the image to its base, and then tells as little as a foreign image.
          { version: undefined, contrib: true },
    );
}
