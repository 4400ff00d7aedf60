/**
 * The column of the cursor after Enter at the end of a line: VS Code indents below a line that ends with a colon, a dash or the
 * mark of a block scalar, and this extension puts it under the first key of a list item (`client/src/enter-rules.ts`).
 */
export function indentAfterEnter(line: string): number {
  const own = /^ */.exec(line)?.[0].length ?? 0;
  return own + (/(?:[:|-]) *$/.test(line) ? 2 : 0);
}
