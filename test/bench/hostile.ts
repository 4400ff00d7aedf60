// Times one input of `hostile-inputs.ts`, in a process of its own, bundled as the server is. Arguments: the input's name, its
// size. Prints a `HostileTimes` as JSON.
import { hostileInputs } from './hostile-inputs.ts';
import { ordinaryText } from './hostile-parts.ts';
import { openWorkspace } from './hostile-server.ts';
import { quantile } from './table.ts';

/** What an input takes; all times are in ms. */
export interface InputTimes {
  /** How many findings its first file has. */
  readonly found: number;
  readonly first: number;
  readonly key: number;
  readonly lightbulb: number;
  readonly fixAll: number;
}

/** Of an input, and of an ordinary file of the same length in the same process. */
export interface HostileTimes {
  readonly length: number;
  readonly ordinary: InputTimes;
  readonly hostile: InputTimes;
}

type UriAndText = readonly [uri: string, text: string];

const [name, size] = process.argv.slice(2);
/** Keys that are typed, each of which is deleted again; fewer where that takes longer than so many ms. */
const KEYS = 5;
const MAX_TYPING = 5000;

const input = hostileInputs.find((one) => one.name === name);
if (!input) throw new Error(`There is no input '${name}'.`);
const texts = input.files(Number(size)).map(([file, text]): UriAndText => [`file:///hostile/${file}`, text]);
const length = texts.reduce((sum, [, text]) => sum + text.length, 0);

// The engine and the facts are warm when a user opens such a file.
for (let i = 0; i < 5; i++) measure([['file:///warm/envoy.yaml', ordinaryText(50_000)]]);
const ordinary = measure([['file:///ordinary/envoy.yaml', ordinaryText(length)]]);
const times: HostileTimes = { length, ordinary, hostile: measure(texts) };
process.stdout.write(JSON.stringify(times));

function measure(opened: readonly UriAndText[]): InputTimes {
  const server = openWorkspace(opened);
  const first = timed(() => server.open());
  const found = server.found();
  const lines = (opened[0]?.[1] ?? '').split(/\r\n?|\n/);
  const middle = Math.floor(lines.length / 2);
  const at = { line: middle, character: lines[middle]?.length ?? 0 };
  const keys: number[] = [];
  for (let i = 0; i < KEYS && sum(keys) < MAX_TYPING; i++)
    keys.push(
      timed(() => server.type(2 * i + 2, at, 'x')),
      timed(() => server.type(2 * i + 3, at, '', 1)),
    );
  const places = server.places();
  const place = places[Math.floor(places.length / 2)] ?? at;
  return {
    found,
    first,
    key: quantile(keys, 0.95) ?? 0,
    lightbulb: timed(() => server.lightbulb(place)),
    fixAll: timed(() => server.fixAll()),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}

function timed(work: () => unknown): number {
  const before = performance.now();
  work();
  return performance.now() - before;
}
