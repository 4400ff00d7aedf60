import { withoutTrailing } from '../../text/trailing.ts';
import type { SourceFile } from '../../workspace/source-file.ts';
import type { YamlScalar } from '../../yaml/syntax/yaml-node.ts';
import { message } from '../message.ts';
import { editsIn, type Fix } from '../rule.ts';

/**
 * Rewrites a duration in Envoy's format, seconds with an `s`: `250ms` becomes `0.25s`, `1m30s` becomes `90s`, and `5`
 * is assumed to be seconds.
 */
export function durationFixes(file: SourceFile, scalar: YamlScalar): Fix[] {
  const written = secondsOf(scalar.text);
  if (written === undefined) return [];
  const quote = scalar.style === 'double' ? '"' : scalar.style === 'single' ? "'" : '';
  return [
    {
      title: message("Change to '{0}'", written),
      preferred: true,
      safe: false,
      edits: [editsIn(file, { range: scalar.range, newText: quote + written + quote })],
    },
  ];
}

const nanosPerUnit: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  µs: 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  sec: 1_000_000_000n,
  m: 60_000_000_000n,
  min: 60_000_000_000n,
  h: 3_600_000_000_000n,
  d: 86_400_000_000_000n,
};

/** Longer texts are not durations, in UTF-16 units. */
const MAX_LENGTH = 100;

/**
 * Converts numbers with units to seconds with an `s`. Undefined if the text is not a duration or is less than a
 * nanosecond.
 */
function secondsOf(text: string): string | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  const plain = text.trim().toLowerCase();
  if (/^(\d+(\.\d*)?|\.\d+)$/.test(plain)) return render(nanos(plain, 's'));
  const part = /(\d+(?:\.\d*)?|\.\d+)\s*([a-zµ]+)\s*/y;
  let sum = 0n;
  while (part.lastIndex < plain.length) {
    const [, number = '', unit = ''] = part.exec(plain) ?? [];
    const ofPart = nanos(number, unit);
    if (ofPart === undefined) return undefined;
    sum += ofPart;
  }
  return render(sum);
}

function nanos(number: string, unit: string): bigint | undefined {
  const scale = nanosPerUnit[unit] ?? nanosPerUnit[unit.replace(/s$/, '')];
  const [whole = '', decimals = ''] = number.split('.');
  if (scale === undefined || decimals.length > 9) return undefined;
  return ((BigInt(whole || '0') * 1_000_000_000n + BigInt(decimals.padEnd(9, '0'))) * scale) / 1_000_000_000n;
}

function render(sum: bigint | undefined): string | undefined {
  if (sum === undefined) return undefined;
  const decimals = withoutTrailing(String(sum % 1_000_000_000n).padStart(9, '0'), '0');
  return `${sum / 1_000_000_000n}${decimals && `.${decimals}`}s`;
}
