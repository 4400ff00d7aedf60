import '../fixture/vscode/register.ts';

const { enterRules } = await import('../../client/src/enter-rules.ts');

/** The column of the cursor after Enter at the end of a line, by the rules of the extension; otherwise that of the line. */
export function indentAfterEnter(line: string): number {
  const own = /^ */.exec(line)?.[0].length ?? 0;
  const rule = enterRules.find(({ beforeText }) => beforeText.test(line));
  if (!rule) return own;
  const { indentAction, appendText = '' } = rule.action;
  // A level has two spaces.
  return own + (indentAction === 1 ? 2 : 0) + appendText.length;
}
