/** The section of docs/rules.md that an anchor begins, up to the next one; undefined where there is none. */
export function rulePage(page: string, anchor: string): string | undefined {
  const begin = `<a id="${anchor}"></a>`;
  const start = page.indexOf(begin);
  if (start < 0) return undefined;
  const text = page.slice(start + begin.length);
  const next = text.indexOf('\n<a id="');
  return `${(next < 0 ? text : text.slice(0, next)).trim()}\n`;
}
