import type { YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { fieldEntry, fieldItems, fieldPath } from '../envoy-field.ts';
import { envoyBool } from '../envoy-scalar.ts';
import type { CodedCheck, ReportCoded } from './message-check.ts';

/**
 * "ignore_case has no effect for safe_regex" is an error of Envoy's. It does not make the matchers of statistics when it only validates, so
 * the places are named. @param paths from the message to StringMatchers, as in `allowed_headers.patterns`
 */
export const caseOfRegex =
  (...paths: readonly string[]): CodedCheck =>
  (node, report) => {
    for (const path of paths)
      for (const matcher of fieldItems(fieldPath(node, ...path.split('.')))) checkCaseOfRegex(matcher, report);
  };

/** @param matcher a StringMatcher */
export function checkCaseOfRegex(matcher: YamlNode | undefined, report: ReportCoded): void {
  const ignore = fieldEntry(matcher, 'ignore_case');
  if (ignore && envoyBool(ignore.value) === true && fieldEntry(matcher, 'safe_regex'))
    report(
      'envoy/conflicting-fields',
      ignore,
      "'{0}' cannot be used together with '{1}'. Start the expression with '{2}' instead.",
      'ignore_case',
      'safe_regex',
      '(?i)',
    );
}
