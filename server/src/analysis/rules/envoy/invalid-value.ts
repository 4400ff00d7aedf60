import { v2ValueSuccessor } from '../../envoy/v2-fields.ts';
import { enumValues, messageOf as knownMessage } from '../../schema/envoy-facts.ts';
import { didYouMean } from '../../text/did-you-mean.ts';
import { replaceScalar } from '../../yaml/edit/yaml-edit.ts';
import { type Message, message } from '../message.ts';
import { editsIn, type Fix, rule, type Subjects } from '../rule.ts';
import { durationFixes } from '../fixes/duration-fixes.ts';
import { reportMessages } from '../findings/message-findings.ts';
import { envoyFindings, type FoundInEnvoy } from '../findings/envoy-findings.ts';
import { shortName, typeLabel } from '../findings/type-labels.ts';

export const envoyInvalidValue = rule({
  code: 'envoy/invalid-value',
  subject: 'envoy',
  severity: 'error',
  summary: 'A value is not valid for its field.',
  why: 'Envoy accepts enum values by name, in any case, and by number. Durations must be in seconds with an `s` (`0.25s`). Integers may also be in quotes. Type URLs require a host before the last slash.',
  examples: [
    {
      before: `#- /envoy.yaml
static_resources:
  clusters:
    - name: app
      type: STRICT-DNS
#           ^^^^^^^^^^ error envoy/invalid-value: 'STRICT-DNS' is not a valid value of Cluster.DiscoveryType.
      load_assignment: { cluster_name: app, endpoints: [{ lb_endpoints: [{ endpoint: { address: { socket_address: { address: app, port_value: 80 } } } }] }] }
`,
      after: `#- /envoy.yaml
static_resources:
  clusters:
    - name: app
      type: STRICT_DNS
      load_assignment: { cluster_name: app, endpoints: [{ lb_endpoints: [{ endpoint: { address: { socket_address: { address: app, port_value: 80 } } } }] }] }
`,
    },
    {
      before: `#- /envoy.yaml
static_resources:
  clusters:
    - name: app
      connect_timeout: 250ms
#                      ^^^^^ error envoy/invalid-value: '250ms' is not a valid duration. Use seconds with a suffix, for example 0.25s.
`,
      after: `#- /envoy.yaml
static_resources:
  clusters:
    - name: app
      connect_timeout: 0.25s
`,
    },
  ],
  check(subject, report) {
    for (const found of envoyFindings(subject, 'invalid-value')) {
      // Values of the v2 API have their own rule.
      if (v2ValueSuccessor(found.finding.expected, found.finding.text) !== undefined) continue;
      report({
        at: found.at,
        ...(found.severity && { severity: found.severity }),
        message: messageOf(found),
        fixes: () => fixes(subject, found),
      });
    }
    reportMessages(subject, 'envoy/invalid-value', report, { formerCodes: ['envoy/refused-value'] });
  },
});

function messageOf({ finding: { kind, expected, text }, entry }: FoundInEnvoy<'invalid-value'>): Message {
  switch (kind) {
    case 'enum':
      return message("'{0}' is not a valid value of {1}.", text, shortName(expected));
    case 'duration':
      return message("'{0}' is not a valid duration. Use seconds with a suffix, for example 0.25s.", text);
    case 'type-url':
      return message("'{0}' is not a valid type URL. Put a host and a slash before the type name.", text);
    default:
      return message("'{0}' must be {1}, not '{2}'.", entry?.key.text ?? '', typeLabel(expected), text);
  }
}

function fixes({ file }: Subjects['envoy'], { finding, node, editable }: FoundInEnvoy<'invalid-value'>): Fix[] {
  if (node?.kind !== 'scalar' || !editable) return [];
  const changes = (values: readonly (string | number)[]): Fix[] =>
    values.map((value, i) => ({
      title: message("Change to '{0}'", value),
      preferred: i === 0,
      safe: false,
      edits: [editsIn(file, replaceScalar(file.text, node, value))],
    }));
  if (finding.kind === 'duration') return durationFixes(file, node);
  if (finding.kind === 'type-url')
    return knownMessage(finding.text) ? changes([`type.googleapis.com/${finding.text}`]) : [];
  if (finding.kind === 'number') return changes(numbersMeant(finding.text));
  if (finding.kind !== 'enum') return [];
  const usable = enumValues(finding.expected).filter((value) => !value.deprecated && !value.disallowedByDefault);
  const names = usable.map(({ name }) => name);
  const part = finding.text.toUpperCase();
  const containing = names.filter((name) => part.length > 1 && `_${name}_`.includes(`_${part}_`));
  const close = [...new Set([...containing, ...didYouMean(finding.text, names)])];
  // If no name is similar, all names are offered and none is preferred.
  return close.length > 0 ? changes(close) : changes(names).map((fix) => ({ ...fix, preferred: false }));
}

/** A number without its minus sign, or the usual port for a word. */
function numbersMeant(text: string): readonly number[] {
  const [, digits] = /^-(\d{1,9})$/.exec(text) ?? [];
  if (digits !== undefined) return [Number(digits)];
  const port = commonPorts.get(text.toLowerCase());
  return port === undefined ? [] : [port];
}

const commonPorts: ReadonlyMap<string, number> = new Map([
  ['http', 80],
  ['https', 443],
]);
