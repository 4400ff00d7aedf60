import type { ViolatedConstraint } from '../../envoy/validate/envoy-finding.ts';
import { replaceScalar, replaceValue } from '../../yaml/edit/yaml-edit.ts';
import { type Message, message } from '../message.ts';
import { editsIn, type Fix, rule, type Subjects } from '../rule.ts';
import { reportMessages } from '../findings/message-findings.ts';
import { envoyFindings, type FoundInEnvoy } from '../findings/envoy-findings.ts';
import { fieldSkeleton, hasPlaceholderText } from '../fixes/field-skeleton.ts';
import { typedAncestors } from '../../envoy/typed/typed-path.ts';

export const outOfRange = rule({
  code: 'envoy/out-of-range',
  subject: 'envoy',
  severity: 'error',
  summary: 'A value violates a constraint that Envoy’s API sets for its field.',
  why: 'The API limits numbers, lengths, durations and characters. Examples are a port above 65535, a timeout of zero where one is required, and an empty name. Durations must not be negative.',
  examples: [
    {
      before: `#- /envoy.yaml
admin:
  address:
    socket_address: { address: 127.0.0.1, port_value: 70979 }
#                                                     ^^^^^ error envoy/out-of-range: 'port_value' must be at most 65535.
`,
      after: `#- /envoy.yaml
admin:
  address:
    socket_address: { address: 127.0.0.1, port_value: 65535 }
`,
    },
  ],
  check(subject, report) {
    for (const found of envoyFindings(subject, 'out-of-range'))
      report({
        at: found.at,
        ...(found.severity && { severity: found.severity }),
        message: messageOf(found),
        fixes: () => fixes(subject, found),
      });
    reportMessages(subject, 'envoy/out-of-range', report, { formerCodes: ['envoy/refused-value'] });
  },
});

function messageOf({ finding, entry, node }: FoundInEnvoy<'out-of-range'>): Message {
  const { name, limit } = finding.rule;
  const key = entry?.key.text ?? '';
  switch (name) {
    case 'gt':
      return message("'{0}' must be greater than {1}.", key, limit);
    case 'gte':
      return message("'{0}' must be at least {1}.", key, limit);
    case 'lt':
      return message("'{0}' must be less than {1}.", key, limit);
    case 'lte':
      return message("'{0}' must be at most {1}.", key, limit);
    case 'const':
      return message("'{0}' must be {1}.", key, limit);
    case 'in':
      return message("'{0}' must be one of {1}.", key, limit);
    case 'not_in':
      return message("'{0}' must not be {1}.", key, node?.kind === 'scalar' ? node.text : limit);
    case 'min_items':
    case 'min_pairs':
      return limit === '1'
        ? message("'{0}' must not be empty.", key)
        : message("'{0}' must have at least {1} entries.", key, limit);
    case 'max_items':
      return message("'{0}' must have at most {1} entries.", key, limit);
    case 'unique':
      return message("Duplicate entry in '{0}'.", key);
    case 'well_known_regex':
      return limit === 'HTTP_HEADER_NAME'
        ? message("'{0}' contains characters that are not allowed in a header name.", key)
        : message("'{0}' contains characters that are not allowed in a header.", key);
    default:
      return textMessage({ name, limit }, key);
  }
}

function textMessage({ name, limit }: ViolatedConstraint, key: string): Message {
  switch (name) {
    case 'min_len':
    case 'min_bytes':
      return limit === '1'
        ? message("'{0}' must not be empty.", key)
        : message("'{0}' must have at least {1} characters.", key, limit);
    case 'max_len':
    case 'max_bytes':
      return message("'{0}' must have at most {1} characters.", key, limit);
    case 'prefix':
      return message("'{0}' must start with '{1}'.", key, limit);
    case 'suffix':
      return message("'{0}' must end with '{1}'.", key, limit);
    default:
      return message("'{0}' must match the pattern {1}.", key, limit);
  }
}

/** The nearest allowed value, if there is one. */
function fixes(subject: Subjects['envoy'], found: FoundInEnvoy<'out-of-range'>): Fix[] {
  const { file } = subject;
  const { finding, node, editable } = found;
  const { name, limit } = finding.rule;
  if (!editable) return [];
  if (name === 'min_items' && limit === '1') return firstItem(subject, found);
  if (node?.kind !== 'scalar') return [];
  const value = nearest(name, limit, node.text);
  if (value === undefined) return [];
  const edit = node.style === 'plain' ? { range: node.range, newText: value } : replaceScalar(file.text, node, value);
  return [{ title: message("Change to '{0}'", value), preferred: true, safe: false, edits: [editsIn(file, edit)] }];
}

/** An item that Envoy accepts, for an empty list. */
function firstItem({ file, source }: Subjects['envoy'], { finding, entry, map }: FoundInEnvoy<'out-of-range'>): Fix[] {
  const holder = typedAncestors(source, finding.path).at(-1);
  if (!entry || !map || holder?.map !== map) return [];
  const value = fieldSkeleton(holder.type, entry.key.text, source.config);
  if (value === undefined) return [];
  return [
    {
      title: message('Add an entry'),
      preferred: !hasPlaceholderText(value),
      safe: false,
      edits: [editsIn(file, replaceValue(file.text, map, entry, value))],
    },
  ];
}

function nearest(rule: string, limit: string, text: string): string | undefined {
  if (rule === 'well_known_regex' && limit === 'HTTP_HEADER_NAME') return headerName(text);
  const duration = /^-?[\d.]+s$/.test(limit);
  if (duration && text.startsWith('-') && rule === 'gte' && limit === '0s') return text.slice(1);
  if (rule === 'gte' || rule === 'lte') return limit;
  if (duration && rule === 'gt') return limit === '0s' ? '1s' : undefined;
  const number = Number(limit);
  if (duration || !Number.isInteger(number)) return undefined;
  return rule === 'gt' ? String(number + 1) : rule === 'lt' ? String(number - 1) : undefined;
}

/** With hyphens in place of characters that are invalid in header names. */
function headerName(text: string): string | undefined {
  const name = text.trim().replace(/[^\w!#$%&'*+.^|~`-]+/g, '-');
  return name === '' || name === text ? undefined : name;
}
