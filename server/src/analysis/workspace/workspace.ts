import { addTo } from '../text/grouped.ts';
import type { OnFailure } from '../text/attempt.ts';
import { comparedFilesOf, type EnvoyWorkload, filesOf } from './envoy-workload.ts';
import { lazy } from '../text/lazy.ts';
import { type ImagesAt, knownImages } from './known-images.ts';
import { linking } from './link-workloads.ts';
import { indexWorkspace, type WorkspaceIndex } from './workspace-index.ts';
import { namedFiles } from './xds-links.ts';
import { isProjectPath } from './project/project-keys.ts';
import { type Projects, withProjects } from './project/projects.ts';
import { type SourceFile, sourceFile } from './source-file.ts';
import type { TreatAs } from './file-kind.ts';

/** An immutable snapshot of all files. An edit creates a new one that shares all unchanged files. */
export interface Workspace {
  readonly files: ReadonlyMap<string, SourceFile>;
  /** The files as their own texts determine them. */
  readonly written: ReadonlyMap<string, SourceFile>;
  /** Those among `files` that are xDS files only because a config refers to them. */
  readonly named: ReadonlyMap<string, SourceFile>;
  /** The project files, which may be outside of the folders that are checked. */
  readonly projects: Projects;
  readonly imagesAt: ImagesAt;
  readonly treatAs: TreatAs;
  /** Further image repositories that are Envoy, from the settings. */
  readonly envoyImages: readonly string[];
  /** The Envoy version in the settings or on the command line, such as `1.34`. */
  readonly envoyVersion: string | undefined;
  /** The Kubernetes version in the settings or on the command line, such as `1.33`. */
  readonly kubernetesVersion: string | undefined;
  /** Called for bugs that affect a file or a rule. Without it, they are thrown. */
  readonly onFailure: OnFailure | undefined;
  readonly index: WorkspaceIndex;
  readonly workloads: readonly EnvoyWorkload[];
  /** Workloads that kustomizations change. */
  readonly builtWorkloads: readonly EnvoyWorkload[];
  /** Does a part of the work for `workloads`. Returns false if nothing is left. */
  readonly linkSome: () => boolean;
  /** The workloads of a file, as manifest, config or Service, by URI. */
  readonly workloadsByFile: ReadonlyMap<string, readonly EnvoyWorkload[]>;
  /** The same of `builtWorkloads`. */
  readonly builtByFile: ReadonlyMap<string, readonly EnvoyWorkload[]>;
  /** All workloads, those that kustomizations build included, by the files that they are compared with. */
  readonly comparedByFile: ReadonlyMap<string, readonly EnvoyWorkload[]>;
}

export interface WorkspaceOptions {
  readonly treatAs?: TreatAs;
  readonly envoyImages?: readonly string[];
  readonly envoyVersion?: string | undefined;
  readonly kubernetesVersion?: string | undefined;
  readonly onFailure?: OnFailure | undefined;
}

export const emptyWorkspace = (options: WorkspaceOptions = {}): Workspace =>
  snapshot(new Map(), options, { named: new Map(), projects: new Map() });

/** The snapshot with a file added or changed. */
export function withText(workspace: Workspace, uri: string, text: string): Workspace {
  const earlier = workspace.written.get(uri);
  if (earlier?.rawText === text) return workspace;
  const files = new Map(workspace.written);
  files.set(uri, sourceFile(uri, text, workspace.treatAs, earlier, workspace.onFailure));
  return snapshot(files, workspace, keptOf(workspace, files, [uri]));
}

/** The snapshot with many files added or changed at once. Files may be results of `readAhead`. */
export function withTexts(
  workspace: Workspace,
  texts: Iterable<readonly [uri: string, text: string | SourceFile]>,
): Workspace {
  const files = new Map(workspace.written);
  const changed: string[] = [];
  for (const [uri, read] of texts) {
    const earlier = files.get(uri);
    const text = typeof read === 'string' ? read : read.rawText;
    if (earlier?.rawText === text) continue;
    changed.push(uri);
    files.set(
      uri,
      typeof read === 'string' ? sourceFile(uri, text, workspace.treatAs, earlier, workspace.onFailure) : read,
    );
  }
  return changed.length === 0 ? workspace : snapshot(files, workspace, keptOf(workspace, files, changed));
}

/**
 * A file in which everything for linking is already read. Otherwise a snapshot with thousands of new files would read
 * all of them at the first request.
 */
export function readAhead({ onFailure, treatAs }: Workspace, uri: string, text: string): SourceFile {
  const file = sourceFile(uri, text, treatAs, undefined, onFailure);
  for (const source of file.envoySources) {
    source.fileSubscriptions();
    void [source.config.listeners, source.config.admin, source.config.dynamic];
  }
  void file.kustomization;
  return file;
}

/** The snapshot without a file. */
export function withoutFile(workspace: Workspace, uri: string): Workspace {
  if (!workspace.written.has(uri)) return workspace;
  const files = new Map(workspace.written);
  files.delete(uri);
  return snapshot(files, workspace, keptOf(workspace, files, [uri]));
}

/** The snapshot under other options. */
export function withOptions(workspace: Workspace, options: WorkspaceOptions): Workspace {
  // Files do not depend on other options.
  if (options.treatAs === workspace.treatAs)
    return snapshot(workspace.written, options, keptOf(workspace, workspace.written, []));
  const texts = [...workspace.written.values()].map((file) => [file.uri, file.text] as const);
  return withTexts(emptyWorkspace(options), texts);
}

/** What a snapshot needs of the one before: its named files, and the project files, which are read anew if they change. */
type Kept = Pick<Workspace, 'named' | 'projects'>;

function keptOf(before: Workspace, written: Workspace['written'], changed: readonly string[]): Kept {
  const projects = changed.filter(isProjectPath).map((uri) => [uri, written.get(uri)] as const);
  return {
    named: before.named,
    projects: projects.length === 0 ? before.projects : withProjects(before.projects, projects),
  };
}

function snapshot(written: Workspace['written'], options: WorkspaceOptions, kept: Kept): Workspace {
  const { projects } = kept;
  const { treatAs, envoyImages = [], envoyVersion, kubernetesVersion, onFailure } = options;
  const readNamed = ({ uri, rawText }: SourceFile, known: SourceFile | undefined): SourceFile =>
    sourceFile(uri, rawText, 'discovery', known, onFailure);
  const imagesAt = knownImages(projects, envoyImages);
  const named = lazy(() => namedFiles(written, kept.named, readNamed, onFailure));
  const files = lazy(() => (named().size > 0 ? new Map([...written, ...named()]) : written));
  const index = lazy(() => indexWorkspace(files(), onFailure));
  const links = lazy(() => linking(index(), imagesAt, onFailure));
  const workloads = lazy(() => links().workloads());
  const byFile = lazy(() => groupedByFile(workloads(), filesOf));
  const built = lazy(() => links().built());
  const builtByFile = lazy(() => groupedByFile(built(), filesOf));
  const comparedByFile = lazy(() => groupedByFile([...workloads(), ...built()], comparedFilesOf));
  return {
    written,
    projects,
    imagesAt,
    treatAs,
    envoyImages,
    envoyVersion,
    kubernetesVersion,
    onFailure,
    get files() {
      return files();
    },
    get named() {
      return named();
    },
    get index() {
      return index();
    },
    linkSome: () => links().step(),
    get workloads() {
      return workloads();
    },
    get builtWorkloads() {
      return built();
    },
    get builtByFile() {
      return builtByFile();
    },
    get comparedByFile() {
      return comparedByFile();
    },
    get workloadsByFile() {
      return byFile();
    },
  };
}

function groupedByFile(
  workloads: readonly EnvoyWorkload[],
  files: (workload: EnvoyWorkload) => readonly string[],
): Map<string, EnvoyWorkload[]> {
  const found = new Map<string, EnvoyWorkload[]>();
  for (const workload of workloads) for (const uri of new Set(files(workload))) addTo(found, uri, workload);
  return found;
}
