/** `${VAR}`, `$(VAR)` and `{{ }}`: something fills the value in before it is used, so nothing can be said of it. */
const placeholder = /\$\{[^}]*\}|\$\([^)]*\)|\{\{[\s\S]*?\}\}|<%[\s\S]*?%>/;

/** Asked of nearly every scalar, and nearly none has one: the signs are looked for before the pattern. */
export const hasPlaceholder = (text: string): boolean =>
  (text.includes('$') || text.includes('{{') || text.includes('<%')) && placeholder.test(text);

/** What documentation and generators leave to be filled in: `<YOUR HOST>`, `$host`, `.. your listeners ..`. */
const unfilled = /<[A-Z][A-Z0-9 _-]*>|[:\s]\$[a-z_]\w*|^\s*\.\..*\.\.\s*$/m;

/**
 * True for a file that some program or person expands before it is YAML: `{{` stands in the open, or it does not parse and
 * holds such marks. Marks in quotes, comments and block scalars make only their own value unknown.
 */
export function isTemplate(text: string, parses: boolean): boolean {
  if (!parses) return /\{\{|<%|^\s*\{%|\$\{/m.test(text) || unfilled.test(text);
  return text.includes('{{') && text.split('\n').some((line) => /^\s*(-\s+)?\{\{/.test(line) || /:\s+\{\{/.test(line));
}
