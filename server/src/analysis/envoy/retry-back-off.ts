import type { YamlNode } from '../yaml/syntax/yaml-node.ts';
import { field } from './envoy-field.ts';
import { envoyDuration } from './envoy-scalar.ts';
import type { ReportProblem } from './message-checks/message-check.ts';

/** The longest interval between retries must not be shorter than the first one (BackoffStrategy and RetryBackOff). */
export function checkRetryBackOff(node: YamlNode | undefined, report: ReportProblem): void {
  const longest = field(node, 'max_interval');
  const [base, max] = [envoyDuration(field(node, 'base_interval')), envoyDuration(longest)];
  if (longest && base !== undefined && max !== undefined && max < base)
    report(longest, "'{0}' must not be shorter than '{1}'.", 'max_interval', 'base_interval');
}
