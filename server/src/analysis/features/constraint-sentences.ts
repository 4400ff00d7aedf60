import { type Message, message } from '../rules/message.ts';

type Limits = Readonly<Record<string, unknown>>;

/**
 * What validation rules demand, a sentence each. That something must be there is left to others.
 * @param rules in the form of the facts: `{uint32: {lte: 65535}}`
 */
export function constraintSentences(rules: Limits): Message[] {
  return Object.entries(rules).flatMap(([kind, limits]) => {
    if (typeof limits !== 'object' || limits === null) return [];
    return kind === 'repeated' || kind === 'map' ? sizeSentences(limits as Limits) : valueSentences(limits as Limits);
  });
}

function valueSentences(limits: Limits): Message[] {
  const { prefix, suffix, pattern, in: among, wellKnownRegex, notIn } = limits;
  return [
    ...rangeSentence(limits),
    ...lengthSentence(limits),
    ...(prefix === undefined ? [] : [message('Must start with `{0}`.', String(prefix))]),
    ...(suffix === undefined ? [] : [message('Must end with `{0}`.', String(suffix))]),
    ...(pattern === undefined ? [] : [message('Must match the pattern `{0}`.', String(pattern))]),
    ...(Array.isArray(among) ? [message('One of {0}.', among.map((one) => `\`${one}\``).join(', '))] : []),
    ...(Array.isArray(notIn) ? [message('Not {0}.', notIn.join(', '))] : []),
    ...(wellKnownRegex === 'HTTP_HEADER_NAME' ? [message('Must be a valid header name.')] : []),
    ...(limits.const === undefined ? [] : [message('Only `{0}` is allowed.', String(limits.const))]),
  ];
}

function rangeSentence({ gt, gte, lt, lte }: Limits): Message[] {
  const [low, high] = [gte ?? gt, lte ?? lt].map((limit) => (limit === undefined ? undefined : shown(limit)));
  if (low !== undefined && high !== undefined) {
    if (gte !== undefined && lte !== undefined) return [message('From {0} to {1}.', low, high)];
    if (gte !== undefined) return [message('From {0} to less than {1}.', low, high)];
    return [
      lte === undefined
        ? message('More than {0} and less than {1}.', low, high)
        : message('More than {0}, up to {1}.', low, high),
    ];
  }
  if (low !== undefined) return [gte === undefined ? message('More than {0}.', low) : message('At least {0}.', low)];
  if (high !== undefined) return [lte === undefined ? message('Less than {0}.', high) : message('At most {0}.', high)];
  return [];
}

/** A duration of zero is an empty message in the facts. */
const shown = (limit: unknown): string => (typeof limit === 'object' ? '0s' : String(limit));

/** A required text must not be empty, so this is not repeated. */
function lengthSentence({ minLen, maxLen, minBytes, maxBytes }: Limits): Message[] {
  const least = Number(minLen ?? minBytes ?? 0);
  const most = maxLen ?? maxBytes;
  if (least > 1 && most !== undefined) return [message('{0} to {1} characters.', least, String(most))];
  if (least > 1) return [message('At least {0} characters.', least)];
  return most === undefined ? [] : [message('At most {0} characters.', String(most))];
}

function sizeSentences({ minItems, maxItems, minPairs, unique, items }: Limits): Message[] {
  const least = Number(minItems ?? minPairs ?? 0);
  const inside = typeof items === 'object' && items !== null ? constraintSentences(items as Limits) : [];
  return [
    ...(least > 1 ? [message('At least {0} items.', least)] : []),
    ...(maxItems === undefined ? [] : [message('At most {0} items.', String(maxItems))]),
    ...(unique === true ? [message('Items must be unique.')] : []),
    ...inside.map((sentence) => message('Each item: {0}', sentence)),
  ];
}
