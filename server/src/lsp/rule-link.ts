import type { InitializeParams } from 'vscode-languageserver';
import { packagedRuleLink, publicRuleLink, type RuleLink, ruleLinkTo } from '../rule-pages.ts';

/**
 * How diagnostics link to the pages of their rules: as the editor asks in its initialization option `ruleLink` (an address with
 * `{rule}` for the rule), else to the page on the web, else to the one in the package. Undefined for an editor without such links.
 */
export function ruleLink({ capabilities, initializationOptions }: InitializeParams): RuleLink | undefined {
  if (capabilities.textDocument?.publishDiagnostics?.codeDescriptionSupport !== true) return undefined;
  const asked: unknown = initializationOptions?.ruleLink;
  return typeof asked === 'string' ? ruleLinkTo(asked) : (publicRuleLink() ?? packagedRuleLink());
}
