import { field, fieldEntry } from '../../envoy/envoy-field.ts';
import { envoyUint, isBlank } from '../../envoy/envoy-scalar.ts';
import { hasElision } from '../../envoy/has-elision.ts';
import { insertEntry, replaceValue } from '../../yaml/edit/yaml-edit.ts';
import { message } from '../message.ts';
import { editsIn, messageRule } from '../rule.ts';

/** The first repeats only requests that the endpoint has not processed. */
const offered = ['connect-failure,refused-stream', '5xx'];

export const envoyRetriesWithoutCondition = messageRule({
  code: 'envoy/retries-without-condition',
  severity: 'warning',
  summary: 'A retry policy does not say what is retried.',
  why: 'Envoy retries a request only under the conditions in `retry_on`. Without it, `num_retries` takes effect only for internal requests with the header `x-envoy-retry-on` or `x-envoy-retry-grpc-on` (run with Envoy 1.40). The rule is silent about a policy without `num_retries`: an empty one turns off the retries of the virtual host, and `per_try_timeout` is a timeout in any case.',
  examples: [
    {
      before: `#- /envoy-config.yaml stock:sidecar-config
#~ cluster: app } => cluster: app, retry_policy: { num_retries: 3 } }
#? warning envoy/retries-without-condition at "num_retries": 'num_retries' has no effect unless a request has the header x-envoy-retry-on. Set 'retry_on'.
`,
      after: `#- /envoy-config.yaml stock:sidecar-config
#~ cluster: app } => cluster: app, retry_policy: { num_retries: 3, retry_on: "connect-failure,refused-stream" } }
`,
    },
  ],
  visits: {
    'envoy.config.route.v3.RetryPolicy'(node, report) {
      const retries = fieldEntry(node, 'num_retries');
      if (!retries || !envoyUint(retries.value)?.value || !isBlank(field(node, 'retry_on')) || hasElision(node)) return;
      const template = "'{0}' has no effect unless a request has the header x-envoy-retry-on. Set '{1}'.";
      report(retries, template, 'num_retries', 'retry_on');
    },
  },
  fixes: ({ node }, { file, source }) => {
    const entry = fieldEntry(node, 'retry_on');
    if (!source.editable || node.aliasRange) return [];
    return offered.map((conditions) => {
      const edit = entry
        ? replaceValue(file.text, node, entry, conditions)
        : insertEntry(file.text, node, 'retry_on', conditions);
      return {
        title: message("Set '{0}' to '{1}'", 'retry_on', conditions),
        safe: false,
        edits: [editsIn(file, edit)],
      };
    });
  },
});
