import {
  type EnvoySource,
  envoyReleases,
  envoyVersion,
  type FileEdits,
  fileName,
  message,
  type RefusedPlan,
  type SourceFile,
  type TargetVersion,
  type TextRange,
  targetVersion,
  type Workspace,
  workloadsOf,
} from '../analysis/index.ts';
import type { TargetVersionStatus } from '../protocol.ts';
import { lineBreak, takesComments } from './ignore-edits.ts';

/**
 * The version that the Envoy config of a file is checked for. For a manifest without a config, that of the linked
 * config.
 */
export function targetVersionStatus(workspace: Workspace, uri: string): TargetVersionStatus | undefined {
  const target = targetOf(workspace, uri);
  if (!target) return undefined;
  const { version, origin, at } = target;
  const known = envoyReleases();
  const takes = commentFile(workspace, target);
  return {
    version: version ?? known[0] ?? '',
    origin,
    ...(at && { namedIn: fileName(at.uri) }),
    known,
    ...(takes && { commentIn: fileName(takes.uri) }),
  };
}

/** Sets the version in the existing comment, or in a new one at the top. Without a version, the comment is removed. */
export function versionCommentEdits(
  workspace: Workspace,
  uri: string,
  version: string | undefined,
): readonly FileEdits[] | RefusedPlan {
  const target = targetOf(workspace, uri);
  if (!target) return { refused: message('This file contains no Envoy config and is not linked to one.') };
  if (version !== undefined && envoyVersion(version) === undefined) {
    return { refused: message("'{0}' is not a valid Envoy version. Use a version such as 1.36 or 1.36.4.", version) };
  }
  const file = commentFile(workspace, target);
  if (!file)
    return {
      refused: message(
        '{0} is JSON, which does not support comments. Use the setting instead.',
        fileName(target.file.uri),
      ),
    };
  const written = writtenComment(file, target);
  const removed = written && version === undefined && removal(file, written);
  if (removed) return [{ uri: file.uri, edits: [{ range: removed, newText: '' }] }];
  if (version === undefined) return [];
  const edit = written
    ? { range: written, newText: renamed(file.text.slice(written.start, written.end), version) }
    : { range: topOf(file), newText: `# envoy-sidecar: version=${version}${lineBreak(file)}` };
  return [{ uri: file.uri, edits: [edit] }];
}

interface Target extends TargetVersion {
  readonly file: SourceFile;
  readonly source: EnvoySource;
}

function targetOf(workspace: Workspace, uri: string): Target | undefined {
  const own = workspace.files.get(uri);
  const linked = workloadsOf(workspace, uri).flatMap(({ file, config }) => (file.uri === uri && config) || [])[0];
  const source = own?.envoySources[0];
  const place = own && source ? { file: own, source } : linked;
  if (!place) return undefined;
  const { file, source: target } = place;
  return { file, source: target, ...targetVersion(workspace, file, target) };
}

/** The file with the version comment, otherwise the file of the config. */
function commentFile(workspace: Workspace, { origin, at, file }: Target): SourceFile | undefined {
  const named = origin === 'comment' && at && workspace.files.get(at.uri);
  if (named) return named;
  return takesComments(file) ? file : undefined;
}

/** The comment that sets the version, or is meant to. */
function writtenComment(file: SourceFile, { origin, at }: Target): TextRange | undefined {
  if (origin === 'comment' && at) return at.range;
  return file.directives.find(({ name }) => name === 'version')?.range;
}

const renamed = (comment: string, version: string): string =>
  comment.replace(/version(?:[ \t]*=[ \t]*|[ \t]+|$)\S*/, `version=${version}`);

/** A comment with its line if it is alone on the line, otherwise with the spaces before it. */
function removal({ text }: SourceFile, { start, end }: TextRange): TextRange {
  let from = start;
  while (/[ \t]/.test(text[from - 1] ?? '')) from--;
  const alone = from === 0 || text[from - 1] === '\n' || text[from - 1] === '\uFEFF';
  return alone ? { start: from, end: end + (/^\r?\n/.exec(text.slice(end))?.[0].length ?? 0) } : { start: from, end };
}

function topOf({ text }: SourceFile): TextRange {
  const start = text.startsWith('\uFEFF') ? 1 : 0;
  return { start, end: start };
}
