import type { ViolatedConstraint } from './envoy-finding.ts';
import type { ScalarValue } from './read-scalar.ts';

/** Validation rules in the form of the facts: `{uint32: {lte: 65535}}`. */
export type Rules = Readonly<Record<string, unknown>>;

type Limits = Readonly<Record<string, unknown>>;

/** The first of a field's rules that a scalar breaks. 64-bit limits and durations are strings in the facts. */
export function violatedConstraint(rules: Rules, value: ScalarValue): ViolatedConstraint | undefined {
  for (const [kind, limits] of Object.entries(rules)) {
    const broken = kind === 'duration' ? durationRule(limits as Limits, value) : ruleOf(limits as Limits, value);
    if (broken) return broken;
  }
  return undefined;
}

function ruleOf(limits: Limits, value: ScalarValue): ViolatedConstraint | undefined {
  if (limits.ignoreEmpty === true && (value === '' || value === 0 || value === 0n)) return undefined;
  switch (typeof value) {
    case 'string':
      return stringRule(limits, value);
    case 'boolean':
      return limits.const !== undefined && limits.const !== value ? broken('const', limits.const) : undefined;
    default:
      return numberRule(limits, value, (limit) => (typeof value === 'bigint' ? BigInt(String(limit)) : Number(limit)));
  }
}

const broken = (name: string, limit: unknown): ViolatedConstraint => ({ name, limit: String(limit) });

/** Limits of durations are texts such as `0.001s`; `{}` for `0s`. */
function durationRule(limits: Limits, value: ScalarValue): ViolatedConstraint | undefined {
  if (typeof value !== 'bigint') return undefined;
  if (value < 0n) return broken('gte', '0s');
  if (value > MAX_DURATION) return broken('lte', '9223372035s');
  return numberRule(limits, value, nanosOf);
}

/** Envoy's own limit: what fits 64 bits of nanoseconds. */
const MAX_DURATION = 9_223_372_035n * 1_000_000_000n;

/** Also durations without rules must be positive and fit (semantics case `dur-07`). */
export const durationRange = (value: bigint): ViolatedConstraint | undefined => durationRule({}, value);

function nanosOf(limit: unknown): bigint {
  const match = /^(-?\d+)(?:\.(\d+))?s$/.exec(String(limit));
  if (!match) return 0n;
  return BigInt(match[1] ?? '0') * 1_000_000_000n + BigInt((match[2] ?? '').padEnd(9, '0'));
}

/**
 * A pair such as `gt: 0, lt: 0` with the upper limit below the lower one would mean "outside", but Envoy's API does not
 * use it.
 */
function numberRule(
  limits: Limits,
  value: number | bigint,
  limitOf: (limit: unknown) => number | bigint,
): ViolatedConstraint | undefined {
  const { gt, gte, lt, lte, notIn } = limits;
  // NaN violates every limit, as in C++.
  const nan = typeof value === 'number' && Number.isNaN(value);
  if (gt !== undefined && (nan || value <= limitOf(gt))) return broken('gt', gt);
  if (gte !== undefined && (nan || value < limitOf(gte))) return broken('gte', gte);
  if (lt !== undefined && (nan || value >= limitOf(lt))) return broken('lt', lt);
  if (lte !== undefined && (nan || value > limitOf(lte))) return broken('lte', lte);
  if (Array.isArray(notIn) && notIn.some((one) => limitOf(one) === value)) return broken('not_in', notIn.join(', '));
  return undefined;
}

function stringRule(limits: Limits, value: string): ViolatedConstraint | undefined {
  const { minLen, maxLen, minBytes, maxBytes, prefix, suffix, pattern, in: among, wellKnownRegex, strict } = limits;
  const length = minLen === undefined && maxLen === undefined ? 0 : [...value].length;
  if (minLen !== undefined && length < Number(minLen)) return broken('min_len', minLen);
  if (maxLen !== undefined && length > Number(maxLen)) return broken('max_len', maxLen);
  const bytes = minBytes === undefined && maxBytes === undefined ? 0 : utf8Length(value);
  if (minBytes !== undefined && bytes < Number(minBytes)) return broken('min_bytes', minBytes);
  if (maxBytes !== undefined && bytes > Number(maxBytes)) return broken('max_bytes', maxBytes);
  if (typeof prefix === 'string' && !value.startsWith(prefix)) return broken('prefix', prefix);
  if (typeof suffix === 'string' && !value.endsWith(suffix)) return broken('suffix', suffix);
  if (typeof pattern === 'string' && !matches(pattern, value)) return broken('pattern', pattern);
  if (Array.isArray(among) && !among.includes(value)) return broken('in', among.join(', '));
  if (typeof wellKnownRegex === 'string' && !headerPattern(wellKnownRegex, strict !== false).test(value))
    return broken('well_known_regex', wellKnownRegex);
  return undefined;
}

/** The patterns of the API are plain enough to mean the same in JavaScript; one that is not breaks nothing. */
function matches(pattern: string, value: string): boolean {
  try {
    return new RegExp(pattern, 'u').test(value);
  } catch {
    return true;
  }
}

/** As protoc-gen-validate defines them. */
function headerPattern(name: string, strict: boolean): RegExp {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that headers must not hold.
  if (!strict) return /^[^\u0000\n\r]*$/;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that headers must not hold.
  return name === 'HTTP_HEADER_NAME' ? /^:?[0-9a-zA-Z!#$%&'*+\-.^_|~`]+$/ : /^[^\u0000-\u0008\u000A-\u001F\u007F]*$/;
}

function utf8Length(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}
