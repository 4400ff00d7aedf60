/**
 * The Markdown of one paragraph of reStructuredText: code, references, links. A reference to a part of the API becomes its name in
 * code. Of other references the text is kept, because their targets are not part of the extension.
 */
export function inlineToMarkdown(text: string): string {
  return text.replace(
    inline,
    (
      whole,
      literal?: string,
      role?: string,
      reference?: string,
      linked?: string,
      url?: string,
      single?: string,
    ): string => {
      if (literal !== undefined) return code(literal);
      if (role !== undefined && reference !== undefined) return referenceToMarkdown(role, reference);
      if (linked !== undefined && url !== undefined) return `[${linked}](${url.replace(/\s/g, '')})`;
      if (single !== undefined) return code(single);
      // In Markdown, `<name>` would be HTML and not be shown.
      return `\\${whole}`;
    },
  );
}

const inline = new RegExp(
  [
    /``(.+?)``(?!`)/, // code
    /:(?:\w+:)*(\w+):`([^`]+)`/, // a reference: its role and its text
    /`([^`<]+?)\s*<(https?:[^`>]+)>?`_{0,2}/, // a link: its words and its address
    /`([^`]+)`_{0,2}/, // what the authors meant as code
    /<(?=[\w/!])/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'g',
);

function referenceToMarkdown(role: string, reference: string): string {
  const [, words = reference, target] = /^(.*?)\s*<([^>]*)>$/.exec(reference) ?? [];
  if (role !== 'ref') return role === 'repo' || role === 'download' ? words : code(words);
  const isApi = /^envoy_v3_api_(field|msg|enum|enum_value)_/.test(target ?? reference);
  if (target !== undefined) return isApi && isName(words) ? code(words) : words;
  if (isApi) return code(reference.replace(/^.*\.v\d\w*\./, ''));
  const header = /_([a-z]+(-[a-z]+)+)$/.exec(reference)?.[1];
  return header === undefined ? reference.replaceAll('_', ' ') : code(header);
}

/** Whether it is written as in the API: a path, snake_case, an upper-case word. */
function isName(words: string): boolean {
  return /^[\w.]+$/.test(words) && /[._A-Z0-9]/.test(words);
}

/** An additional backtick at an end is a mistake in the comment. */
function code(text: string): string {
  const trimmed = text.replace(/^`+|`+$/g, '');
  return trimmed.includes('`') ? `\`\` ${trimmed} \`\`` : `\`${trimmed}\``;
}
