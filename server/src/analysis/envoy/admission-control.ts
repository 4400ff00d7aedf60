import type { YamlMap, YamlNode } from '../yaml/syntax/yaml-node.ts';
import { field, fieldEntry, fieldItems, fieldPath } from './envoy-field.ts';
import { envoyDouble, envoyUint } from './envoy-scalar.ts';
import type { ReportProblem } from './message-checks/message-check.ts';
import { isUncertain } from './message-checks/unknown-keys.ts';
import { isUnset } from './validate/loaded-scalar.ts';

/** "Success rate threshold cannot be less than 1.0%" (Envoy 1.36 to 1.40). */
export function checkSuccessRate(node: YamlMap, report: ReportProblem): void {
  const threshold = fieldEntry(node, 'sr_threshold');
  const percent = fieldEntry(threshold?.value, 'default_value');
  if (
    !threshold?.value ||
    isUnset(threshold.value) ||
    isUncertain(threshold.value, 'envoy.config.core.v3.RuntimePercent')
  )
    return;
  if (percent?.value && !isUnset(percent.value) && isUncertain(percent.value, 'envoy.type.v3.Percent')) return;
  const value = field(percent?.value, 'value');
  const rate = isUnset(value) ? 0 : envoyDouble(value);
  if (rate !== undefined && rate < 1)
    report(value ?? percent ?? threshold, "'{0}' must be at least {1} percent.", 'sr_threshold', 1);
}

/** "invalid HTTP range: [300, 200)", "invalid gRPC code 17" (Envoy 1.36 to 1.40). */
export function checkSuccessCriteria(node: YamlMap, report: ReportProblem): void {
  const criteria = field(node, 'success_criteria');
  for (const range of fieldItems(fieldPath(criteria, 'http_criteria', 'http_success_status')))
    checkHttpRange(range, report);
  const codes = fieldPath(criteria, 'grpc_criteria', 'grpc_success_status');
  for (const one of codes?.kind === 'seq' ? codes.items : codes ? [codes] : []) {
    const code = envoyUint(one);
    if (code && code.value > LAST_GRPC_CODE) report(code.at, 'A gRPC status must be at most {0}.', LAST_GRPC_CODE);
  }
}

const LAST_GRPC_CODE = 16;
const [LEAST, MOST] = [100, 600];

/** An end alone is a range that starts at 0. */
function checkHttpRange(range: YamlNode, report: ReportProblem): void {
  if (isUncertain(range, 'envoy.type.v3.Int32Range')) return;
  const [start, end] = ['start', 'end'].map((name) => {
    const value = field(range, name);
    return isUnset(value) ? 0 : envoyUint(value)?.value;
  });
  if (start === undefined || end === undefined || (start >= LEAST && start <= end && end <= MOST)) return;
  report(
    range,
    "HTTP status codes must be from {0} to {1}, and '{2}' must not be less than '{3}'.",
    LEAST,
    MOST,
    'end',
    'start',
  );
}
