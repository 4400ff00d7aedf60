/** `${VAR}`, `$(VAR)` and `{{ }}`: something fills the value in before it is used, so nothing can be said of it. */
const placeholder = /\$\{[^}]*\}|\$\([^)]*\)|\{\{[\s\S]*?\}\}|<%[\s\S]*?%>/;

export const hasPlaceholder = (text: string): boolean => placeholder.test(text);

/**
 * True for a file that some program expands before it is YAML: `{{` stands in the open, or it does not parse because of such marks.
 * Marks in quotes, comments and block scalars make only their own value unknown.
 */
export function isTemplate(text: string, parses: boolean): boolean {
  if (!/\{\{|<%|^\s*\{%|\$\{/m.test(text)) return false;
  if (!parses) return true;
  return text.split('\n').some((line) => /^\s*(-\s+)?\{\{/.test(line) || /:\s+\{\{/.test(line));
}
