import { typedPosition } from '../../envoy/typed/typed-path.ts';
import { loadedScalar } from '../../envoy/validate/loaded-scalar.ts';
import { readScalar } from '../../envoy/validate/read-scalar.ts';
import { message } from '../../rules/message.ts';
import type { Description } from '../described.ts';
import type { ConfigSpot } from './config-spot.ts';
import { describeFieldOf } from './field-hover.ts';

const DURATION = 'google.protobuf.Duration';

/** The value of a field for a duration, with the same time in larger or smaller units. */
export function durationHover(spot: ConfigSpot): Description | undefined {
  const position = typedPosition(spot.source.type, spot.steps);
  const loaded = loadedScalar(spot.scalar);
  if (position?.type !== DURATION || loaded.kind === 'null') return undefined;
  const reading = readScalar(DURATION, loaded, { wholeFractions: true });
  const field = describeFieldOf(spot);
  if (reading.kind !== 'value' || !field) return undefined;
  const nanos = reading.value as bigint;
  const isPlain = nanos % SECOND === 0n && nanos < 60n * SECOND;
  const said = isPlain ? [] : [message('`{0}` is {1}.', spot.scalar.text, inUnits(nanos))];
  return { ...field, sentences: [...said, ...field.sentences] };
}

const SECOND = 1_000_000_000n;

const units: readonly (readonly [symbol: string, nanos: bigint])[] = [
  ['d', 86_400_000_000_000n],
  ['h', 3_600_000_000_000n],
  ['min', 60_000_000_000n],
  ['s', SECOND],
  ['ms', 1_000_000n],
  ['µs', 1_000n],
  ['ns', 1n],
];

/** The symbols of the units, which are the same in all languages: `1 h 30 min`. */
function inUnits(nanos: bigint): string {
  let rest = nanos < 0n ? -nanos : nanos;
  const parts = units.flatMap(([symbol, size]) => {
    const count = rest / size;
    rest %= size;
    return count > 0n ? [`${count} ${symbol}`] : [];
  });
  return `${nanos < 0n ? '-' : ''}${parts.join(' ')}`;
}
