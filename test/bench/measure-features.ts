// Measures what an editor asks for after a keystroke: each request is sent directly after an edit, and answered by the server
// after it has read the edit. The bootstrap has 15,534 lines, and a pod and a Service belong to it.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ClientSession, initialize, openAll, type ServerCommand, sleep, startServer, stop } from './client.ts';
import { type Edit, inverseOf, type OpenDocument, openDocument, planEdits, positionIn, replaceIn } from './document.ts';
import { grid, quantile } from './table.ts';
import { writeWorkload } from './workloads.ts';

const stock = fileURLToPath(new URL('../fixture/stock/', import.meta.url));
/** An editor shows about so many lines, and asks for hints and tokens of no others. */
const VISIBLE_LINES = 60;
const WARM_UP = 10;

/** Where something was typed. */
interface Typed {
  readonly document: OpenDocument;
  readonly offset: number;
}

interface FeatureRequest {
  readonly name: string;
  readonly method: string;
  /** The limit of the 95th percentile, in ms. */
  readonly atMost?: number;
  params(typed: Typed): object;
}

/** The times of each request in ms, by its name. */
type Samples = ReadonlyMap<string, number[]>;

const requests: readonly FeatureRequest[] = [
  { name: 'completion', method: 'textDocument/completion', atMost: 20, params: place },
  { name: 'hover', method: 'textDocument/hover', atMost: 10, params: place },
  { name: 'inlay hints of what is visible', method: 'textDocument/inlayHint', atMost: 20, params: visible },
  {
    name: 'semantic tokens of what is visible',
    method: 'textDocument/semanticTokens/range',
    atMost: 20,
    params: visible,
  },
  { name: 'highlights', method: 'textDocument/documentHighlight', params: place },
  { name: 'definition', method: 'textDocument/definition', params: place },
  { name: 'document symbols', method: 'textDocument/documentSymbol', params: whole },
  { name: 'folding ranges', method: 'textDocument/foldingRange', params: whole },
  { name: 'document links', method: 'textDocument/documentLink', params: whole },
  { name: 'code lenses', method: 'textDocument/codeLens', params: whole },
];

/** The table to print, and the limits that are exceeded. */
export interface MeasuredFeatures {
  readonly table: string;
  readonly over: readonly string[];
}

/** @param edits how many edits are typed and undone */
export async function measureFeatures(server: ServerCommand, folder: string, edits: number): Promise<MeasuredFeatures> {
  const [document, ...others] = writeFiles(folder).map(openDocument);
  if (!document) throw new Error('No file was written.');
  const session = startServer(server, folder);
  try {
    await initialize(session);
    await openAll(session, [document, ...others]);
    return worded(await typeAll(session, document, edits));
  } finally {
    await stop(session);
  }
}

function writeFiles(folder: string): readonly string[] {
  const files = writeWorkload('b15k', folder);
  const others = ['seed-pod.yaml', 'seed-service.yaml'].map((name) => {
    const file = path.join(folder, name);
    const text = fs.readFileSync(path.join(stock, name), 'utf8');
    fs.writeFileSync(
      file,
      text.replace('9092', '10003').replace('/config/samples/sidecar/configmap.yaml', '/envoy.yaml'),
    );
    return file;
  });
  return [...files, ...others];
}

async function typeAll(session: ClientSession, document: OpenDocument, count: number): Promise<Samples> {
  const samples = new Map(requests.map(({ name }) => [name, [] as number[]]));
  for (const [i, { edit }] of planEdits(document, count + WARM_UP).entries())
    for (const request of requests) {
      const undo = inverseOf(document, edit);
      const typed = { document, offset: edit.offset + edit.insert.length };
      const times = [
        await timed(session, edit, typed, request),
        await timed(session, undo, { document, offset: edit.offset }, request),
      ];
      if (i >= WARM_UP) samples.get(request.name)?.push(...times);
    }
  return samples;
}

/** The time from a keystroke to the answer. The diagnostics of the keystroke come later and are waited for. */
async function timed(
  session: ClientSession,
  edit: Edit,
  typed: Typed,
  { method, params }: FeatureRequest,
): Promise<number> {
  session.tell('textDocument/didChange', replaceIn(typed.document, edit));
  const before = performance.now();
  await session.ask(method, params(typed));
  const ms = performance.now() - before;
  await sleep(30);
  return ms;
}

function place({ document, offset }: Typed): object {
  return { textDocument: { uri: document.uri }, position: positionIn(document, offset), context: { triggerKind: 1 } };
}

function visible({ document, offset }: Typed): object {
  const { line } = positionIn(document, offset);
  const start = Math.max(0, line - VISIBLE_LINES / 2);
  return {
    textDocument: { uri: document.uri },
    range: { start: { line: start, character: 0 }, end: { line: start + VISIBLE_LINES, character: 0 } },
  };
}

function whole({ document }: Typed): object {
  return { textDocument: { uri: document.uri } };
}

function worded(samples: Samples): MeasuredFeatures {
  const figures = requests.map(({ name, atMost }) => {
    const times = samples.get(name) ?? [];
    const [p50 = Number.NaN, p95 = Number.NaN] = [quantile(times, 0.5), quantile(times, 0.95)];
    return { name, atMost, p50, p95 };
  });
  const table = grid(
    ['from a keystroke in b15k to the answer', 'p50 (ms)', 'p95 (ms)', 'at most'],
    figures.map(({ name, p50, p95, atMost }) => [name, p50.toFixed(1), p95.toFixed(1), `${atMost ?? ''}`]),
    1,
  );
  const over = figures.flatMap(({ name, p95, atMost }) =>
    atMost !== undefined && p95 > atMost ? [`${name}: p95 is ${p95.toFixed(1)} ms, at most ${atMost}`] : [],
  );
  return { table, over };
}
