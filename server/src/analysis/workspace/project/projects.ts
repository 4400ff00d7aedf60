import type { FileRange } from '../../text/text-range.ts';
import { foldersAbove } from '../nearest-index.ts';
import type { SourceFile } from '../source-file.ts';
import { folderOf, pathBelow } from '../uri-path.ts';
import { type PathPattern, pathPattern } from './path-pattern.ts';
import { noSettings, type ProjectSettings, type VersionOfPath } from './read-project.ts';

/** A project file with what it sets for the files in its folder and below. */
export interface Project {
  readonly uri: string;
  readonly folder: string;
  readonly settings: ProjectSettings;
  /** Whether the file leaves out a path below its folder. */
  isIgnored(path: readonly string[]): boolean;
  /** The versions that apply to a path below its folder. */
  readonly versionOf: Readonly<Record<VersionKey, (path: readonly string[]) => VersionOfPath | undefined>>;
}

/** The settings of versions. */
export type VersionKey = 'envoyVersions' | 'kubernetesVersions';

/** The project files of a workspace, by folder. All snapshots without a change of one of them share them. */
export type Projects = ReadonlyMap<string, Project>;

/**
 * The project files after some of them were added, changed or removed (undefined). While the YAML of one is broken, its
 * last settings apply.
 */
export function withProjects(
  projects: Projects,
  changed: Iterable<readonly [uri: string, file: SourceFile | undefined]>,
): Projects {
  const next = new Map(projects);
  for (const [uri, file] of changed) {
    const folder = folderOf(uri);
    const settings = settingsOf(file) ?? projects.get(folder)?.settings ?? noSettings;
    if (!file) next.delete(folder);
    else if (settings !== projects.get(folder)?.settings) next.set(folder, project(uri, folder, settings));
  }
  return next;
}

/** Undefined if the file is broken. */
const settingsOf = (file: SourceFile | undefined): ProjectSettings | undefined =>
  file && file.yaml.errors.length === 0 ? file.project?.settings : undefined;

function project(uri: string, folder: string, settings: ProjectSettings): Project {
  const ignores = settings.ignore.map((written) => {
    const kept = written.startsWith('!');
    return { kept, matches: pathPattern(kept ? written.slice(1) : written) };
  });
  return {
    uri,
    folder,
    settings,
    isIgnored: (path) => ignores.findLast(({ matches }) => matches(path))?.kept === false,
    versionOf: {
      envoyVersions: firstMatch(settings.envoyVersions),
      kubernetesVersions: firstMatch(settings.kubernetesVersions),
    },
  };
}

function firstMatch(versions: readonly VersionOfPath[]): (path: readonly string[]) => VersionOfPath | undefined {
  const all = versions.map((one): readonly [PathPattern, VersionOfPath] => [
    one.pattern === undefined ? () => true : pathPattern(one.pattern),
    one,
  ]);
  return (path) => all.find(([matches]) => matches(path))?.[1];
}

/** The project file that applies to a file: the nearest one in its folder and those above. */
export function projectOf(projects: Projects, uri: string): Project | undefined {
  return projectsAbove(projects, uri)[0];
}

/** Whether a project file above a file leaves it out. */
export const isIgnored = (projects: Projects, uri: string): boolean =>
  projectsAbove(projects, uri).some((one) => one.isIgnored(pathBelow(one.folder, uri)));

/** The version that the project file sets for a file, with its place. */
export function projectVersion(projects: Projects, uri: string, key: VersionKey): PlacedVersion | undefined {
  const applying = projectOf(projects, uri);
  const found = applying?.versionOf[key](pathBelow(applying.folder, uri));
  return applying && found && { version: found.version, at: { uri: applying.uri, range: found.range } };
}

interface PlacedVersion {
  readonly version: string;
  readonly at: FileRange;
}

/** Nearest first. */
function projectsAbove(projects: Projects, uri: string): readonly Project[] {
  if (projects.size === 0) return [];
  return foldersAbove(uri).flatMap((folder) => projects.get(folder) ?? []);
}

/** The files below a project file that is not in both, or differs in them. */
export function filesOfChangedProjects(before: Projects, after: Projects, files: Iterable<string>): readonly string[] {
  if (before === after) return [];
  const folders = [...before.keys(), ...after.keys()].filter((folder) => before.get(folder) !== after.get(folder));
  return folders.length === 0 ? [] : [...files].filter((uri) => folders.some((folder) => uri.startsWith(folder)));
}
