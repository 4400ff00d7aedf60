// Times one input of `hostile-inputs.mjs`, in a process of its own. Arguments: the bundle of `hostile-server.ts`, the input's
// name, its size. Prints JSON; all times are ms.
import { pathToFileURL } from 'node:url';
import { hostileInputs } from './hostile-inputs.mjs';
import { ordinaryText } from './hostile-parts.mjs';
import { quantile } from './table.mjs';

const [bundle, name, size] = process.argv.slice(2);
const { openWorkspace } = await import(pathToFileURL(bundle));
/** Keys that are typed, each of which is deleted again; fewer where that takes longer than so many ms. */
const KEYS = 5;
const MAX_TYPING = 5000;

const { files } = hostileInputs.find((input) => input.name === name);
const texts = files(Number(size)).map(([file, text]) => [`file:///hostile/${file}`, text]);
const length = texts.reduce((sum, [, text]) => sum + text.length, 0);

// The engine and the facts are warm when a user opens such a file.
for (let i = 0; i < 5; i++) measure([['file:///warm/envoy.yaml', ordinaryText(50_000)]]);
const ordinary = measure([['file:///ordinary/envoy.yaml', ordinaryText(length)]]);
process.stdout.write(JSON.stringify({ length, ordinary, hostile: measure(texts) }));

function measure(opened) {
  const server = openWorkspace(opened);
  const first = timed(() => server.open());
  const found = server.found();
  const lines = opened[0][1].split(/\r\n?|\n/);
  const middle = Math.floor(lines.length / 2);
  const at = { line: middle, character: lines[middle].length };
  const keys = [];
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
    key: quantile(keys, 0.95),
    lightbulb: timed(() => server.lightbulb(place)),
    fixAll: timed(() => server.fixAll()),
  };
}

function sum(values) {
  return values.reduce((a, b) => a + b, 0);
}

function timed(work) {
  const before = performance.now();
  work();
  return performance.now() - before;
}
