import { field, fieldEntry } from '../../envoy/envoy-field.ts';
import { hasElision } from '../../envoy/has-elision.ts';
import type { MessageProblem } from '../../envoy/message-checks/message-check.ts';
import { isUnset } from '../../envoy/validate/loaded-scalar.ts';
import { insertEntry } from '../../yaml/edit/yaml-edit.ts';
import { messageFindings } from '../findings/message-findings.ts';
import { message } from '../message.ts';
import { editsIn, type Fix, type PlacedSource, rule } from '../rule.ts';

const code = 'envoy/fault-without-percentage';

const faults = [
  ['delay', 'delay_percent_runtime'],
  ['abort', 'abort_percent_runtime'],
  ['response_rate_limit', 'response_rate_limit_percent_runtime'],
] as const;

export const envoyFaultWithoutPercentage = rule({
  code,
  subject: 'envoy',
  severity: 'warning',
  needsWhole: true,
  summary: 'A fault is never injected.',
  why: 'Where `percentage` is not set, the share of requests that get the delay or the error is 0 %, also for faults that headers control (run with Envoy 1.40). The rule is silent where runtime keys may set the share.',
  examples: [
    {
      before: `#- /envoy-config.yaml stock:sidecar-config
#~ - name: envoy.filters.http.router => - name: fault\\n                        typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.http.fault.v3.HTTPFault, abort: { http_status: 503 } }\\n                      - name: envoy.filters.http.router
#? warning envoy/fault-without-percentage at "abort": This fault is never injected, because 'percentage' defaults to 0%.
`,
    },
  ],
  visits: {
    'envoy.extensions.filters.http.fault.v3.HTTPFault'(node, report) {
      for (const [name, runtime] of faults) {
        const fault = fieldEntry(node, name);
        if (fault?.value?.kind !== 'map' || !isUnset(field(fault.value, 'percentage')) || hasElision(node)) continue;
        if (fieldEntry(node, runtime)) continue;
        report(fault, "This fault is never injected, because '{0}' defaults to 0%.", 'percentage');
      }
    },
  },
  check(subject, report) {
    const { file, source } = subject;
    const found = messageFindings(subject, code);
    if (found.length === 0 || /fault\.http\.|rtds_?layer|disk_?layer/i.test(source.text)) return;
    for (const { problem, at } of found)
      report({ at, message: problem.message, fixes: () => fixes({ file, source }, problem) });
  },
});

function fixes({ file, source }: PlacedSource, { at }: MessageProblem): Fix[] {
  const fault = 'key' in at ? at.value : undefined;
  if (fault?.kind !== 'map' || !source.editable || fault.aliasRange || fieldEntry(fault, 'percentage')) return [];
  const edit = insertEntry(file.text, fault, 'percentage', { numerator: 100 });
  return [{ title: message('Inject the fault into all requests'), safe: false, edits: [editsIn(file, edit)] }];
}
