import type { YamlNode } from '../yaml/syntax/yaml-node.ts';
import { fieldEntry } from './envoy-field.ts';
import { envoyBool } from './envoy-scalar.ts';
import type { ReportProblem } from './message-checks/message-check.ts';

/** "ignore_case has no effect for safe_regex" is an error of Envoy's. @param matcher a StringMatcher */
export function checkCaseOfRegex(matcher: YamlNode | undefined, report: ReportProblem): void {
  const ignore = fieldEntry(matcher, 'ignore_case');
  if (ignore && envoyBool(ignore.value) === true && fieldEntry(matcher, 'safe_regex'))
    report(
      ignore,
      "'{0}' cannot be used together with '{1}'. Start the expression with '{2}' instead.",
      'ignore_case',
      'safe_regex',
      '(?i)',
    );
}
