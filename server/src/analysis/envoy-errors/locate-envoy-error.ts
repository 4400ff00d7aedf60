import { byWords } from './envoy-error-clues.ts';
import { byConstraint, byJsonPath } from './envoy-error-path.ts';
import { envoySourceAt } from '../plans/envoy-source-at.ts';
import { isRefused } from '../plans/refused-plan.ts';
import type { Place } from '../rules/rule.ts';
import { lineIndex } from '../text/line-index.ts';
import type { TextRange } from '../text/text-range.ts';
import type { EnvoySource } from '../workspace/envoy-source.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { nestedText } from '../yaml/syntax/nested-text.ts';

/**
 * Finds the location of an error message of Envoy in the config. Messages contain paths, types, names and addresses,
 * but line numbers only for broken YAML. These are looked up in the tree. If nothing matches, the location is the first
 * key of the config.
 */
export function locateEnvoyError(workspace: Workspace, uri: string, message: string): Place | undefined {
  const source = envoySourceAt(workspace, uri);
  if (isRefused(source)) return undefined;
  const { root } = source.config;
  const said = withoutDump(message);
  const range =
    byLine(said, source, workspace) ??
    byJsonPath(said, root) ??
    byWords(said, source.config) ??
    byConstraint(said, root) ??
    root.entries[0]?.key.range ??
    root.range;
  return { uri: source.uri, range };
}

/**
 * The message of Envoy, without its other log lines and the printed config. Protobuf randomly varies the spaces in its
 * messages so that programs do not rely on them; they are reduced to one.
 */
function withoutDump(message: string): string {
  const ofServer = /\[critical\][^\n]*? error `([\s\S]*?)` initializing config '/.exec(message)?.[1];
  return (ofServer ?? message)
    .replace(/goo\.gle\/debug[\s\S]*?: (?=Proto constraint)/g, '')
    .replace(/\): \{"[^\n]*/g, ')')
    .replace(/error initializing configuration '[^']*': /g, '')
    .replace(/[ \t]+/g, ' ');
}

/** yaml-cpp: `error at line 3, column 7`, counted from 1 in the text that Envoy reads. */
function byLine(message: string, { uri, scalar, text }: EnvoySource, workspace: Workspace): TextRange | undefined {
  const line = Number(/yaml-cpp: error at line (\d+), column \d+/.exec(message)?.[1]);
  const file = workspace.files.get(uri);
  const start = lineIndex(text).starts[line - 1];
  if (start === undefined || !file) return undefined;
  const end = text.indexOf('\n', start);
  const place = scalar ? nestedText(scalar, file.text).place : (offset: number) => offset;
  return { start: place(start), end: place(end < 0 ? text.length : end) };
}
