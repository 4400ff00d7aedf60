import {
  diagnose,
  emptyWorkspace,
  escapeUnprintable,
  isChecked,
  isIgnored,
  isProjectPath,
  positionAt,
  type Translate,
  type Workspace,
  type WorkspaceOptions,
  withTexts,
} from '../analysis/index.ts';
import { publicRuleLink } from '../rule-pages.ts';
import { type CheckedDiagnostic, formatJson, formatText } from './format.ts';
import { type Input, readInputs } from './inputs.ts';

export interface CheckRequest {
  readonly paths: readonly string[];
  readonly format: 'text' | 'json';
  readonly isolated: boolean;
  readonly color: boolean;
  readonly options: WorkspaceOptions;
  /** English if undefined. */
  readonly translate?: Translate | undefined;
}

/** The output and the exit status of a check. */
export interface CheckResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number;
}

/** Checks files. Diagnostics are written to standard output, and errors about unchecked files to standard error. */
export async function check({
  paths,
  format,
  isolated,
  color,
  options,
  translate,
}: CheckRequest): Promise<CheckResult> {
  const { groups, projects, problems, notes } = await readInputs(paths);
  const applying = [...projects, ...groups.flat().filter(({ uri }) => isProjectPath(uri))];
  const workspaces = isolated ? groups.flat().map((input) => [input]) : groups;
  const checked = workspaces.map((inputs) => checkWorkspace(inputs, applying, options));
  // Their mistakes concern what is checked, but nobody asked to check them.
  const above = checkWorkspace(projects, [], options);
  const diagnostics = [above, ...checked].flatMap((one) => one.diagnostics);
  const unchecked = [...problems, ...checked.flatMap((one) => one.problems)];
  const files = checked.reduce((count, one) => count + one.files, 0);
  return {
    stdout:
      format === 'json'
        ? formatJson(diagnostics, { translate, ruleLink: publicRuleLink() })
        : formatText(diagnostics, { files, color, translate }),
    stderr: [...unchecked, ...notes, ...checked.flatMap((one) => one.notes)]
      .map((line) => `${escapeUnprintable(line)}\n`)
      .join(''),
    status: unchecked.length > 0 ? 2 : diagnostics.some(({ severity }) => severity === 'error') ? 1 : 0,
  };
}

interface CheckedWorkspace {
  readonly diagnostics: readonly CheckedDiagnostic[];
  /** The number of recognized files. */
  readonly files: number;
  /** Why files or parts of them were not checked. */
  readonly problems: readonly string[];
  /** Named files that contain nothing to check. */
  readonly notes: readonly string[];
}

/** @param projects the project files, which are not checked unless they are among the inputs */
function checkWorkspace(
  inputs: readonly Input[],
  projects: readonly Input[],
  options: WorkspaceOptions,
): CheckedWorkspace {
  const failures = new Map<string, string>();
  const onFailure = ({ uri, error }: { readonly uri: string; readonly error: unknown }) =>
    void failures.set(uri, error instanceof Error ? error.message : String(error));
  const texts = [...projects, ...inputs].map(({ uri, text }) => [uri, text] as const);
  const workspace = withTexts(emptyWorkspace({ ...options, onFailure }), texts);
  const diagnostics = inputs.flatMap((input) => diagnosticsOf(workspace, input));
  const unrecognised = inputs.filter(({ uri }) => !isChecked(workspace, uri));
  return {
    diagnostics,
    files: inputs.length - unrecognised.length,
    problems: inputs.flatMap((input) => {
      const failure = failures.get(input.uri);
      if (failure !== undefined)
        return `${input.shown} is not fully checked because of a bug in Envoy Sidecar (${failure}).`;
      const [path] = workspace.files.get(input.uri)?.kustomization?.impossiblePaths ?? [];
      if (path !== undefined) return `${input.shown} names a file that cannot exist: '${path}'.`;
      return [];
    }),
    notes: unrecognised.filter(({ named }) => named).map((input) => whyUnrecognised(workspace, input)),
  };
}

function whyUnrecognised(workspace: Workspace, { uri, shown }: Input): string {
  if (isIgnored(workspace.projects, uri)) return `${shown} is not checked: a project file ignores it.`;
  if (workspace.files.get(uri)?.kind === 'template') return `${shown} is not checked: it is a template.`;
  return `${shown} is not checked: it is neither an Envoy config nor a Kubernetes manifest. Use --as to specify its type.`;
}

function diagnosticsOf(workspace: Workspace, { uri, shown }: Input): CheckedDiagnostic[] {
  const file = workspace.files.get(uri);
  if (!file) return [];
  return diagnose(workspace, uri).map(({ at, severity, code, message }) => ({
    file: shown,
    range: { start: positionAt(file.lineIndex, at.range.start), end: positionAt(file.lineIndex, at.range.end) },
    severity,
    code,
    message,
  }));
}
