import { field, fieldEntry, fieldItems } from '../../envoy/envoy-field.ts';
import { envoyString } from '../../envoy/envoy-scalar.ts';
import { hasElision } from '../../envoy/has-elision.ts';
import type { MessageCheck, MessageProblem } from '../../envoy/message-checks/message-check.ts';
import { isUnfilled, isUnset } from '../../envoy/validate/loaded-scalar.ts';
import { didYouMean } from '../../text/did-you-mean.ts';
import { changeValue } from '../fixes/change-value.ts';
import { type Fix, messageRule, type Subjects } from '../rule.ts';

/** The words that Envoy 1.36 to 1.40 know, of HTTP and of gRPC. */
const words: readonly string[] = [
  ...['5xx', 'gateway-error', 'reset', 'reset-before-request', 'connect-failure', 'envoy-ratelimited', 'retriable-4xx'],
  ...['refused-stream', 'retriable-status-codes', 'retriable-headers', 'http3-post-connect-failure'],
  ...['cancelled', 'deadline-exceeded', 'internal', 'resource-exhausted', 'unavailable'],
];

const wordsIn = (text: string): readonly string[] => text.split(',').map((word) => word.trim());

const retryOn: MessageCheck = (node, report) => {
  const value = field(node, 'retry_on');
  const written = isUnset(value) ? undefined : value;
  const on = envoyString(written);
  if ((written && !on) || (on && isUnfilled(on.value)) || hasElision(node)) return;
  const conditions = wordsIn(on?.value ?? '');
  const unknown = conditions.find((word) => word !== '' && !words.includes(word));
  if (on && unknown !== undefined) {
    const start = on.value.indexOf(unknown);
    const part = { value: on.at, start, end: start + unknown.length };
    if (/^\d+$/.test(unknown))
      report(
        part,
        "Retry condition '{0}' is unknown and ignored. Set '{1}' and list the code in '{2}'.",
        unknown,
        'retriable-status-codes',
        'retriable_status_codes',
      );
    else report(part, "Retry condition '{0}' is unknown and ignored.", unknown);
  } else if (on && on.value !== '')
    for (const [name, word] of needed) {
      const entry = fieldEntry(node, name);
      if (entry && fieldItems(entry.value).length > 0 && !conditions.includes(word))
        report(entry, "'{0}' takes effect only with '{1}' in '{2}'.", name, word, 'retry_on');
    }
};

const needed = [
  ['retriable_status_codes', 'retriable-status-codes'],
  ['retriable_headers', 'retriable-headers'],
] as const;

export const envoyUnknownRetryCondition = messageRule({
  code: 'envoy/unknown-retry-condition',
  severity: 'warning',
  summary: 'A retry policy has an unknown condition, or lacks the one that its other fields require.',
  why: `Envoy ignores words in \`retry_on\` that it does not know, and does not retry (run with Envoy 1.40, which logs "Unknown retry_on policy token(s)"). It knows ${words.map((word) => `\`${word}\``).join(', ')}. \`retriable_status_codes\` and \`retriable_headers\` are looked at only if \`retry_on\` holds \`retriable-status-codes\` or \`retriable-headers\`.`,
  examples: [
    {
      before: `#- /envoy-config.yaml stock:sidecar-config
#~ cluster: app } => cluster: app, retry_policy: { retry_on: "gateway_error,reset" } }
#? warning envoy/unknown-retry-condition at "gateway_error": Retry condition 'gateway_error' is unknown and ignored.
`,
      after: `#- /envoy-config.yaml stock:sidecar-config
#~ cluster: app } => cluster: app, retry_policy: { retry_on: "gateway-error,reset" } }
`,
    },
  ],
  visits: { 'envoy.config.core.v3.RetryPolicy': retryOn, 'envoy.config.route.v3.RetryPolicy': retryOn },
  fixes: (problem, subject) => fixes(subject, problem),
});

function fixes(subject: Subjects['envoy'], { at, part }: MessageProblem): Fix[] {
  if ('key' in at || at.kind !== 'scalar' || part === undefined) return [];
  const wrong = at.text.slice(part.start, part.end);
  const candidates = didYouMean(wrong, words);
  return candidates.flatMap((word, i) =>
    changeValue(
      subject,
      at,
      wordsIn(at.text)
        .map((one) => (one === wrong ? word : one))
        .join(','),
      i === 0 && candidates.length === 1,
    ),
  );
}
