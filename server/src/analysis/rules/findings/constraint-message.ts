import type { ViolatedConstraint } from '../../envoy/validate/envoy-finding.ts';
import { type Message, message } from '../message.ts';
import type { FoundInEnvoy } from './envoy-findings.ts';

/** What a value must be that violates a constraint of the API (protoc-gen-validate’s names of constraints). */
export function constraintMessage({ finding, entry, node }: FoundInEnvoy<'out-of-range'>): Message {
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
