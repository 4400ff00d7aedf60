import { enumNumberOf, isEnum } from '../../schema/envoy-facts.ts';
import type { InvalidValue, WrongType } from './envoy-finding.ts';
import type { LoadedScalar } from './loaded-scalar.ts';

/** A value as the message holds it: enums by number, durations in nanoseconds. */
export type ScalarValue = string | number | bigint | boolean;

export type ScalarReading =
  | { readonly kind: 'value'; readonly value: ScalarValue; readonly enumName?: string }
  | { readonly kind: 'problem'; readonly problem: WrongType | InvalidValue };

export type PresentScalar = Exclude<LoadedScalar, { kind: 'null' }>;

/** How a scalar is read where the version makes a difference. */
export interface ReadingOptions {
  /** Since 1.37 a text such as `80.0` or `1e3` is read as an integer (semantics cases `num-02`, `num-03`). */
  readonly wholeFractions: boolean;
}

/** Reads a scalar into a field as protobuf's JSON reader does. @param type a scalar type, an enum or a scalar-like message */
export function readScalar(type: string, scalar: PresentScalar, options: ReadingOptions): ScalarReading {
  if (isEnum(type)) return readEnum(type, scalar);
  switch (type) {
    case 'string':
    case 'google.protobuf.FieldMask':
      return scalar.kind === 'string' ? value(scalar.value) : wrongType('string', scalar);
    case 'bytes':
      return readBytes(scalar);
    case 'bool':
      return readBool(scalar);
    case 'double':
    case 'float':
      return readFloat(type, scalar);
    case 'google.protobuf.Duration':
      return readDuration(scalar);
    case 'google.protobuf.Timestamp':
      return readTimestamp(scalar);
    default:
      return readInteger(type, scalar, options);
  }
}

const value = (read: ScalarValue): ScalarReading => ({ kind: 'value', value: read });

export const wrongType = (expected: string, scalar: PresentScalar): ScalarReading => ({
  kind: 'problem',
  problem: { code: 'wrong-type', expected, found: kindWords[scalar.kind] },
});

const kindWords = { bool: 'a boolean', number: 'a number', string: 'a string' } as const;

function invalid(kind: InvalidValue['kind'], expected: string, scalar: PresentScalar): ScalarReading {
  return { kind: 'problem', problem: { code: 'invalid-value', kind, expected, text: String(scalar.value) } };
}

/** Names in any case, or numbers, also in quotes (semantics cases `enum-*`). */
function readEnum(type: string, scalar: PresentScalar): ScalarReading {
  if (scalar.kind === 'bool') return wrongType(type, scalar);
  if (scalar.kind === 'number') return value(scalar.value);
  if (/^-?\d+$/.test(scalar.value)) return value(Number(scalar.value));
  const named = enumNumberOf(type, scalar.value);
  return named ? { kind: 'value', value: named.number, enumName: named.name } : invalid('enum', type, scalar);
}

/** Strings are read as Abseil reads flags (semantics cases `bool-*`). */
export function readBool(scalar: PresentScalar): ScalarReading {
  if (scalar.kind === 'bool') return value(scalar.value);
  if (scalar.kind === 'number') return wrongType('bool', scalar);
  if (/^(true|t|yes|y|1)$/i.test(scalar.value)) return value(true);
  return /^(false|f|no|n|0)$/i.test(scalar.value) ? value(false) : invalid('bool', 'bool', scalar);
}

/** Base64 in either alphabet, padded or not (semantics cases `bytes-*`), but neither too short nor padded too little or too much (Envoy 1.40). */
function readBytes(scalar: PresentScalar): ScalarReading {
  if (scalar.kind !== 'string') return wrongType('bytes', scalar);
  const [, digits = '', padding = ''] = /^([A-Za-z0-9+/_-]*)(={0,2})$/.exec(scalar.value) ?? [];
  const isComplete = padding === '' ? digits.length % 4 !== 1 : (digits.length + padding.length) % 4 === 0;
  return digits + padding === scalar.value && isComplete ? value(scalar.value) : invalid('bytes', 'bytes', scalar);
}

function readFloat(type: string, scalar: PresentScalar): ScalarReading {
  if (scalar.kind === 'bool') return wrongType(type, scalar);
  if (scalar.kind === 'number') return value(scalar.value);
  const read = floatOf(scalar.value);
  return read === undefined ? invalid('number', type, scalar) : value(read);
}

/** The syntax of Abseil's `SimpleAtod`, and protobuf's words for values that are not numbers. */
function floatOf(text: string): number | undefined {
  if (/^[+-]?(inf(inity)?|nan)$/i.test(text)) return Number.NaN;
  if (/^[+-]?0x[0-9a-f]+$/i.test(text))
    return Number.parseInt(text.replace(/^[+-]/, ''), 16) * (text[0] === '-' ? -1 : 1);
  return /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : undefined;
}

const integerRanges: Readonly<Record<string, readonly [bigint, bigint]>> = {
  int32: [-(2n ** 31n), 2n ** 31n - 1n],
  uint32: [0n, 2n ** 32n - 1n],
  int64: [-(2n ** 63n), 2n ** 63n - 1n],
  uint64: [0n, 2n ** 64n - 1n],
};

/** Plain numbers, or strings that hold one (semantics cases `num-*`, `wrap-*`, `int64-*`). */
export function readInteger(type: string, scalar: PresentScalar, options: ReadingOptions): ScalarReading {
  const [least, most] = integerRanges[type] ?? [0n, 0n];
  if (scalar.kind === 'bool') return wrongType(type, scalar);
  const read = scalar.kind === 'number' ? BigInt(scalar.value) : integerOf(scalar.value, options);
  if (read === undefined || read < least || read > most) return invalid('number', type, scalar);
  return value(type.endsWith('64') ? read : Number(read));
}

function integerOf(text: string, { wholeFractions }: ReadingOptions): bigint | undefined {
  if (/^[+-]?\d+$/.test(text)) return BigInt(text.replace(/^\+/, ''));
  const float = wholeFractions ? floatOf(text) : undefined;
  return float !== undefined && Number.isInteger(float) ? BigInt(float) : undefined;
}

/** In nanoseconds. Seconds with up to nine decimals and an `s`, nothing else (semantics cases `dur-*`). */
function readDuration(scalar: PresentScalar): ScalarReading {
  if (scalar.kind !== 'string') return wrongType('google.protobuf.Duration', scalar);
  const match = /^(-?)(\d{1,12})(?:\.(\d{1,9}))?s$/.exec(scalar.value);
  if (!match) return invalid('duration', 'google.protobuf.Duration', scalar);
  const [, sign, seconds = '0', decimals = ''] = match;
  const nanos = BigInt(seconds) * 1_000_000_000n + BigInt(decimals.padEnd(9, '0'));
  return value(sign === '-' ? -nanos : nanos);
}

function readTimestamp(scalar: PresentScalar): ScalarReading {
  if (scalar.kind !== 'string') return wrongType('google.protobuf.Timestamp', scalar);
  const valid = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/.test(scalar.value);
  return valid ? value(scalar.value) : invalid('timestamp', 'google.protobuf.Timestamp', scalar);
}
