import type { TextEdit } from '../../text/text-range.ts';
import { projectFileName } from '../../workspace/project/project-keys.ts';
import { projectOf } from '../../workspace/project/projects.ts';
import type { SourceFile } from '../../workspace/source-file.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { eol, insertEntry, isJson, replaceValue } from '../../yaml/edit/yaml-edit.ts';
import { asMap, entryOf } from '../../yaml/syntax/yaml-path.ts';
import type { FileEdits } from '../rule.ts';
import { overrideFor, type SeverityOverrides } from '../severities.ts';

/**
 * Turns a rule off in the project file that applies to a file. Undefined if that has a syntax error or is not a map, or if
 * the settings determine the severity.
 * @param folder where a project file is created if none applies
 * @param overrides the severities in the settings
 */
export function ignoreInProject(
  { files, projects }: Workspace,
  uri: string,
  code: string,
  folder: string | undefined,
  overrides: SeverityOverrides = {},
): FileEdits | undefined {
  if (overrideFor([code], overrides) !== undefined) return undefined;
  const applying = projectOf(projects, uri);
  const file = applying && files.get(applying.uri);
  if (file) {
    const edit = turnOff(file, code);
    return edit && { uri: file.uri, edits: [edit] };
  }
  if (folder === undefined) return undefined;
  return { uri: `${folder}${projectFileName}`, edits: [append('', code)] };
}

function turnOff({ text, yaml }: SourceFile, code: string): TextEdit | undefined {
  const root = yaml.documents[0]?.root;
  if (yaml.errors.length > 0 || yaml.documents.length > 1) return undefined;
  if (!root) return append(text, code);
  const map = asMap(root);
  if (!map) return undefined;
  const entry = entryOf(map, 'rules');
  if (!entry) return unquoted(insertEntry(text, map, 'rules', { [code]: 'off' }), text);
  if (!entry.value) return unquoted(replaceValue(text, map, entry, { [code]: 'off' }), text);
  const rules = asMap(entry.value);
  if (!rules || rules.aliasRange) return undefined;
  const own = entryOf(rules, code);
  const edit = own ? replaceValue(text, rules, own, 'off') : insertEntry(text, rules, code, 'off');
  return isJson(text, rules) ? edit : unquoted(edit, text);
}

/** The project file reads `off` as a text, so quotes are not needed. */
const unquoted = (edit: TextEdit, text: string): TextEdit =>
  isJson(text, undefined) ? edit : { ...edit, newText: edit.newText.replace('"off"', 'off') };

/** To a file without keys. */
function append(text: string, code: string): TextEdit {
  const newline = eol(text);
  const before = text === '' || text.endsWith('\n') ? '' : newline;
  return {
    range: { start: text.length, end: text.length },
    newText: `${before}rules:${newline}  ${code}: off${newline}`,
  };
}
