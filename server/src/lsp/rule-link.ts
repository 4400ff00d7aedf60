import type { InitializeParams } from 'vscode-languageserver';
import { packagedRuleLink, publicRuleLink, type RuleLink, ruleLinkTo } from '../rule-pages.ts';

/**
 * Creates the links of diagnostics to the pages of their rules: the form in the editor's initialization option
 * `ruleLink` (an address with `{rule}`), otherwise the page on the web, otherwise the page in the package. Undefined if
 * the editor does not support links.
 */
export function ruleLink({ capabilities, initializationOptions }: InitializeParams): RuleLink | undefined {
  if (capabilities.textDocument?.publishDiagnostics?.codeDescriptionSupport !== true) return undefined;
  const asked: unknown = initializationOptions?.ruleLink;
  return typeof asked === 'string' ? ruleLinkTo(asked) : (publicRuleLink() ?? packagedRuleLink());
}
