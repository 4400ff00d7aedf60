/** `${VAR}`, `$(VAR)` and `{{ }}`: something fills the value in before it is used, so nothing can be said of it. */
const placeholders = [
  ['${', '}'],
  ['$(', ')'],
  ['{{', '}}'],
  ['<%', '%>'],
] as const;

/** Asked of nearly every scalar, and nearly none has one. */
export const hasPlaceholder = (text: string): boolean =>
  placeholders.some(([open, close]) => {
    const at = text.indexOf(open);
    return at >= 0 && text.includes(close, at + open.length);
  });

/** What documentation and generators leave to be filled in: `<YOUR HOST>`, `$host`, `.. your listeners ..`. */
const unfilled = /<[A-Z][A-Z0-9 _-]{0,80}>|[:\s]\$[a-z_]/;

/**
 * True for a file that some program or person expands before it is YAML: `{{` stands in the open, or it does not parse and
 * holds such marks. Marks in quotes, comments and block scalars make only their own value unknown.
 */
export function isTemplate(text: string, parses: boolean): boolean {
  if (!parses) return /\{\{|<%|\$\{/.test(text) || unfilled.test(text) || text.split('\n').some(isMarkedLine);
  return text.includes('{{') && text.split('\n').some((line) => /^\s*(-\s+)?\{\{/.test(line) || /:\s+\{\{/.test(line));
}

/** `{% … %}` of a template, or `.. your listeners ..`. */
function isMarkedLine(line: string): boolean {
  const content = line.trim();
  return content.startsWith('{%') || (content.length >= 4 && content.startsWith('..') && content.endsWith('..'));
}
