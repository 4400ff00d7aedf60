import { parseAllDocuments } from 'yaml';
import {
  diagnose,
  formatMessage,
  type SourceFile,
  withText,
  type Workspace,
} from '../../../server/src/analysis/index.ts';

/** What a file's text is worth: how many configs and manifests it has, and its findings of mistakes in writing. */
export interface State {
  readonly configs: number;
  readonly parses: boolean;
  readonly findings: readonly string[];
}

/** Wrong types, unknown names of fields, types and values, syntax, and keys that are there twice. */
const codes: ReadonlySet<string> = new Set([
  ...['yaml/syntax', 'yaml/duplicate-key', 'kubernetes/duplicate-key', 'envoy/duplicate-field'],
  ...['envoy/wrong-type', 'envoy/unknown-field', 'kubernetes/wrong-type', 'kubernetes/unknown-field'],
  ...['envoy/unknown-name', 'envoy/unknown-extension', 'envoy/wrong-extension-category', 'envoy/oneof-conflict'],
]);

export function stateOf(workspace: Workspace, uri: string): State {
  const file = workspace.files.get(uri);
  return {
    configs: file ? file.envoySources.length + file.manifests.length : 0,
    parses: file !== undefined && parses(file),
    findings: diagnose(workspace, uri)
      .filter(({ code }) => codes.has(code))
      .map(({ code, message }) => `${code} ${formatMessage(message)}`)
      .sort(),
  };
}

function parses({ uri, text }: SourceFile): boolean {
  try {
    if (uri.endsWith('.json')) JSON.parse(text);
    else return parseAllDocuments(text, { uniqueKeys: false }).every(({ errors }) => errors.length === 0);
    return true;
  } catch {
    return false;
  }
}

/** What is wrong with a text that was not wrong in the text before. Undefined if nothing is. */
export function worse(workspace: Workspace, uri: string, before: State, text: string): string | undefined {
  const after = stateOf(withText(workspace, uri, text), uri);
  if (before.parses && !after.parses) return 'does not parse';
  if (after.configs < before.configs) return 'is no config any more';
  const known = [...before.findings];
  return after.findings.find((finding) => {
    const index = known.indexOf(finding);
    if (index >= 0) known.splice(index, 1);
    return index < 0;
  });
}
