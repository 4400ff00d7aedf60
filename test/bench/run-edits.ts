// Types thousands of random edits into a bootstrap that a pod and a ConfigMap go with, through LSP, and measures what an editor
// would wait for: the answer to a request that follows each edit, and the memory of the server over time.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ClientSession, initialize, openAll, type ServerCommand, startServer, stop } from './client.ts';
import { type Edit, inverseOf, type OpenDocument, openDocument, positionIn, replaceIn } from './document.ts';
import { bootstrap } from './generate.ts';
import { residentMb } from './process.ts';
import { quantile } from './table.ts';

const stock = fileURLToPath(new URL('../fixture/stock/', import.meta.url));
/** So many edits are open at most: then all are undone, one by one. */
const MAX_OPEN = 12;
const MEMORY_AFTER = 1000;
const SLOWEST = 5;

/** @param limits in ms; `growth`: of the memory after the first tenth to that at the end */
export const limits = { p99: 100, worst: 300, growth: 1.5 };

const typed = [
  'a',
  'x',
  '0',
  ' ',
  ': ',
  '- ',
  '"',
  "'",
  '{',
  '}',
  '[',
  ']',
  '\n',
  '\n  ',
  '# ',
  ',',
  'name: b',
  '*',
  '&',
  '|',
];

/** Lines to print, and the limits that are exceeded. */
export interface Worded {
  readonly lines: readonly string[];
  readonly over: readonly string[];
}

interface Samples {
  /** The time until the answer after each edit, the edit, and how many edits are not undone. */
  readonly samples: readonly { readonly ms: number; readonly what: string; readonly open: number }[];
  /** In MB. */
  readonly memory: readonly number[];
}

/** A random whole number from 0 to below the given one. */
type Random = (below: number) => number;

/** @param plan how many edits are typed; equal seeds make equal edits */
export async function measureEdits(
  server: ServerCommand,
  folder: string,
  { count, seed }: { readonly count: number; readonly seed: number },
): Promise<Worded> {
  const [document, ...others] = writeFiles(folder).map(openDocument);
  if (!document) throw new Error('No file was written.');
  const session = startServer(server, folder);
  try {
    await initialize(session);
    await openAll(session, [document, ...others]);
    return worded(document.lineStarts.length, await typeAll(session, document, { count, random: randomFrom(seed) }));
  } finally {
    await stop(session);
  }
}

/** A bootstrap of about 2,700 lines, the pod that reads it, a ConfigMap with the same text, and another pod. */
function writeFiles(folder: string): readonly string[] {
  fs.mkdirSync(folder, { recursive: true });
  const text = bootstrap({ clusters: 60, listeners: 4, routes: 30, seed: 1 });
  const pod = fs.readFileSync(path.join(stock, 'seed-pod.yaml'), 'utf8');
  const indented = text.replace(/^(?=.)/gm, '    ');
  const files = {
    'envoy.yaml': text,
    'pod.yaml': pod,
    'other-pod.yaml': pod.replace(/^( *name: )(.*)$/m, '$1other-$2'),
    'config-map.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: envoy-twin }\ndata:\n  envoy.yaml: |\n${indented}`,
  };
  return Object.entries(files).map(([name, content]) => {
    fs.writeFileSync(path.join(folder, name), content);
    return path.join(folder, name);
  });
}

async function typeAll(
  session: ClientSession,
  document: OpenDocument,
  { count, random }: { readonly count: number; readonly random: Random },
): Promise<Samples> {
  const samples: Samples['samples'][number][] = [];
  const memory: number[] = [];
  const undos: Edit[] = [];
  let isUndoing = false;
  for (let i = 0; i < count; i++) {
    isUndoing = undos.length > 0 && (isUndoing || undos.length >= MAX_OPEN);
    const isUndo = isUndoing || (undos.length > 0 && random(4) === 0);
    const undo = isUndo ? undos.pop() : undefined;
    const edit = undo ?? randomEdit(document, random);
    if (!undo) undos.push(inverseOf(document, edit));
    session.tell('textDocument/didChange', replaceIn(document, edit));
    samples.push({ ms: await answered(session, document, edit, i), what: JSON.stringify(edit), open: undos.length });
    if (i % MEMORY_AFTER === MEMORY_AFTER - 1) memory.push(residentMb(session.pid) ?? 0);
  }
  return { samples, memory };
}

/**
 * Every fourth edit is followed by a completion, the others by a hover.
 * @returns the time until the answer, in ms
 */
async function answered(
  session: ClientSession,
  document: OpenDocument,
  { offset, insert }: Edit,
  i: number,
): Promise<number> {
  const place = {
    textDocument: { uri: document.uri },
    position: positionIn(document, Math.min(document.text.length, offset + insert.length)),
  };
  const before = performance.now();
  await session.ask(i % 4 === 0 ? 'textDocument/completion' : 'textDocument/hover', place);
  return performance.now() - before;
}

function randomEdit({ text }: OpenDocument, random: Random): Edit {
  const offset = random(text.length);
  const line = { start: text.lastIndexOf('\n', offset - 1) + 1, end: text.indexOf('\n', offset) + 1 || text.length };
  const kind = random(10);
  if (kind === 0) return { offset: line.start, remove: line.end - line.start, insert: '' };
  if (kind === 1) return { offset: line.end, remove: 0, insert: text.slice(line.start, line.end) };
  if (kind === 2) return { offset, remove: Math.min(random(6), text.length - offset), insert: '' };
  return { offset, remove: 0, insert: typed[random(typed.length)] ?? '' };
}

/** A linear congruential generator: the same edits at every run. */
function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function worded(lines: number, { samples, memory }: Samples): Worded {
  const times = samples.map(({ ms }) => ms);
  const [p50 = 0, p95 = 0, p99 = 0, worst = 0] = [0.5, 0.95, 0.99, 1].map((share) => quantile(times, share));
  const [first = 0, last = 0] = [memory[Math.floor(memory.length / 10)], memory.at(-1)];
  const ms = (value: number) => `${value.toFixed(1)} ms`;
  const slowest = [...samples].sort((a, b) => b.ms - a.ms).slice(0, SLOWEST);
  return {
    lines: [
      `${samples.length} edits in ${lines} lines: p50 ${ms(p50)}, p95 ${ms(p95)}, p99 ${ms(p99)}, worst ${ms(worst)}`,
      `memory in MB after every ${MEMORY_AFTER} edits: ${memory.map(Math.round).join(' ')}`,
      ...slowest.map((one) => `${ms(one.ms)}, with ${one.open} edits open: ${one.what}`),
    ],
    over: [
      ...(p99 > limits.p99 ? [`p99 is ${ms(p99)}, at most ${limits.p99}`] : []),
      ...(worst > limits.worst ? [`the worst is ${ms(worst)}, at most ${limits.worst}`] : []),
      ...(last > limits.growth * first ? [`memory grew from ${Math.round(first)} to ${Math.round(last)} MB`] : []),
    ],
  };
}
