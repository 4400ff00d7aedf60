import {
  diagnose,
  emptyWorkspace,
  formatMessage,
  positionAt,
  type Workspace,
  type WorkspaceOptions,
  withTexts,
} from '../analysis/index.ts';
import { type CheckedDiagnostic, formatJson, formatText } from './format.ts';
import { type Input, readInputs } from './inputs.ts';

export interface CheckRequest {
  readonly paths: readonly string[];
  readonly format: 'text' | 'json';
  readonly isolated: boolean;
  readonly options: WorkspaceOptions;
}

/** Checks files and prints what was found; answers with the exit status. */
export async function check({ paths, format, isolated, options }: CheckRequest): Promise<number> {
  const { groups, problems, notes } = await readInputs(paths);
  for (const line of [...problems, ...notes]) process.stderr.write(`${line}\n`);
  const workspaces = isolated ? groups.flat().map((input) => [input]) : groups;
  const diagnostics = workspaces.flatMap((inputs) => checkWorkspace(inputs, options));
  const files = groups.flat().length;
  const color = process.stdout.isTTY === true && !process.env.NO_COLOR;
  process.stdout.write(format === 'json' ? formatJson(diagnostics) : formatText(diagnostics, { files, color }));
  if (problems.length > 0) return 2;
  return diagnostics.some(({ severity }) => severity === 'error') ? 1 : 0;
}

function checkWorkspace(inputs: readonly Input[], options: WorkspaceOptions): CheckedDiagnostic[] {
  const texts = inputs.map(({ uri, text }) => [uri, text] as const);
  const workspace = withTexts(emptyWorkspace(options), texts);
  return inputs.flatMap((input) => diagnosticsOf(workspace, input));
}

function diagnosticsOf(workspace: Workspace, { uri, shown }: Input): CheckedDiagnostic[] {
  const file = workspace.files.get(uri);
  if (!file) return [];
  return diagnose(workspace, uri).map(({ at, severity, code, message }) => ({
    file: shown,
    range: { start: positionAt(file.lineIndex, at.range.start), end: positionAt(file.lineIndex, at.range.end) },
    severity,
    code,
    message: formatMessage(message),
  }));
}
