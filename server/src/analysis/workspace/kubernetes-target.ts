import { kubernetesVersion } from '../schema/kubernetes-versions.ts';
import type { FileRange } from '../text/text-range.ts';
import type { Directive } from './directives.ts';
import { projectVersion } from './project/projects.ts';
import type { SourceFile } from './source-file.ts';
import type { Workspace } from './workspace.ts';

/** The version of Kubernetes that the manifests of a file are written for. */
export interface KubernetesTarget {
  /** The minor version, such as `1.33`. */
  readonly version: string;
  /** The comment or the value in the project file with the version. Undefined if it is in the settings. */
  readonly at?: FileRange;
}

/**
 * The version in a comment of the file, otherwise that of the settings, otherwise that of the project file. Undefined for
 * the newest. Invalid comments are skipped.
 */
export function kubernetesTarget(
  { kubernetesVersion: setting, projects }: Pick<Workspace, 'kubernetesVersion' | 'projects'>,
  { uri, directives }: Pick<SourceFile, 'uri' | 'directives'>,
): KubernetesTarget | undefined {
  for (const directive of directives) {
    const version = commentedKubernetesVersion(directive);
    if (version !== undefined) return { version, at: { uri, range: directive.range } };
  }
  return setting === undefined ? projectVersion(projects, uri, 'kubernetesVersions') : { version: setting };
}

/** The version in the comment `# envoy-sidecar: kubernetes=1.33`. Words after it are explanations. */
export const commentedKubernetesVersion = ({ name, value }: Directive): string | undefined =>
  name === 'kubernetes' ? kubernetesVersion(value.split(/\s/)[0] ?? '') : undefined;
