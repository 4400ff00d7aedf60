import type { EnvoyWorkload } from './envoy-workload.ts';
import { lazy } from '../text/lazy.ts';
import { linkWorkloads } from './link-workloads.ts';
import { indexWorkspace, type WorkspaceIndex } from './workspace-index.ts';
import { type SourceFile, sourceFile, type TreatAs } from './source-file.ts';

/** An immutable snapshot of all files; an edit gives a new one that shares every unchanged file. */
export interface Workspace {
  readonly files: ReadonlyMap<string, SourceFile>;
  readonly treatAs: TreatAs;
  /** Further image repositories that are Envoy, from the settings. */
  readonly envoyImages: readonly string[];
  /** The version of Envoy that the settings or the command line name, as in `1.34`. */
  readonly envoyVersion: string | undefined;
  readonly index: WorkspaceIndex;
  readonly workloads: readonly EnvoyWorkload[];
}

export interface WorkspaceOptions {
  readonly treatAs?: TreatAs;
  readonly envoyImages?: readonly string[];
  readonly envoyVersion?: string | undefined;
}

export const emptyWorkspace = (options: WorkspaceOptions = {}): Workspace => snapshot(new Map(), options);

/** The snapshot with a file added or changed. */
export function withText(workspace: Workspace, uri: string, text: string): Workspace {
  const earlier = workspace.files.get(uri);
  if (earlier?.text === text) return workspace;
  const files = new Map(workspace.files);
  files.set(uri, sourceFile(uri, text, workspace.treatAs, earlier));
  return snapshot(files, workspace);
}

/** The snapshot with many files added or changed at once. */
export function withTexts(workspace: Workspace, texts: Iterable<readonly [uri: string, text: string]>): Workspace {
  const files = new Map(workspace.files);
  for (const [uri, text] of texts) {
    const earlier = files.get(uri);
    if (earlier?.text !== text) files.set(uri, sourceFile(uri, text, workspace.treatAs, earlier));
  }
  return snapshot(files, workspace);
}

/** The snapshot without a file. */
export function withoutFile(workspace: Workspace, uri: string): Workspace {
  if (!workspace.files.has(uri)) return workspace;
  const files = new Map(workspace.files);
  files.delete(uri);
  return snapshot(files, workspace);
}

/** The snapshot under other options. */
export function withOptions(workspace: Workspace, options: WorkspaceOptions): Workspace {
  // Files depend on nothing else of the options.
  if (options.treatAs === workspace.treatAs) return snapshot(workspace.files, options);
  const texts = [...workspace.files.values()].map((file) => [file.uri, file.text] as const);
  return withTexts(emptyWorkspace(options), texts);
}

function snapshot(files: ReadonlyMap<string, SourceFile>, options: WorkspaceOptions): Workspace {
  const { treatAs, envoyImages = [], envoyVersion } = options;
  const index = lazy(() => indexWorkspace(files));
  const workloads = lazy(() => linkWorkloads(index(), envoyImages));
  return {
    files,
    treatAs,
    envoyImages,
    envoyVersion,
    get index() {
      return index();
    },
    get workloads() {
      return workloads();
    },
  };
}
