import fs from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { InitializeParams } from 'vscode-languageserver';

/** The URI of a rule's page, by its code. */
export type RuleLink = (code: string) => string;

/** Where docs/rules.md lies beside the program: in the package, and in the repository. */
const pages = ['../../docs/rules.md', '../../../docs/rules.md'].map((path) => new URL(path, import.meta.url));

/**
 * How diagnostics link to their rules: as the editor says in its initialization option `ruleLink`, a URI with `{rule}` for the
 * rule's anchor, else to its place in the page beside the program. Undefined where the editor shows no links, or there is no page.
 */
export function ruleLink({ capabilities, initializationOptions }: InitializeParams): RuleLink | undefined {
  if (capabilities.textDocument?.publishDiagnostics?.codeDescriptionSupport !== true) return undefined;
  const asked: unknown = initializationOptions?.ruleLink;
  const link = typeof asked === 'string' ? asked : linkToPage();
  return link === undefined ? undefined : (code) => link.replace('{rule}', code.replace('/', '-'));
}

function linkToPage(): string | undefined {
  const page = pages.find((candidate) => fs.existsSync(candidate));
  return page && `${pathToFileURL(fs.realpathSync(page)).href}#{rule}`;
}
