export const scheme = 'envoy-sidecar';

/** Where diagnostics link to; the server replaces `{rule}`. package.json says that VS Code opens such files as previews. */
export const ruleLink = `${scheme}:/rules/{rule}.md`;

/** The page of a rule, by the path that `ruleLink` gives it. `readRules` reads docs/rules.md. */
export async function rulePageAt(path: string, readRules: () => PromiseLike<string>): Promise<string | undefined> {
  const [, anchor] = /^\/rules\/(.+)\.md$/.exec(path) ?? [];
  return anchor === undefined ? undefined : sectionOf(await readRules(), anchor);
}

/** The text from an anchor to the next one. */
function sectionOf(page: string, anchor: string): string | undefined {
  const [, text] = page.split(`<a id="${anchor}"></a>`);
  return text && `${text.split('\n<a id="')[0]?.trim()}\n`;
}
