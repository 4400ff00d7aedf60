// Measures one server on one workload.
import type { CompletionItem } from 'vscode-languageserver';
import {
  type ClientSession,
  type CompletionAnswer,
  change,
  type DiagnosticTimes,
  diagnosticsAfter,
  diagnosticsOf,
  edit,
  initialize,
  openAll,
  type ServerCommand,
  sleep,
  startServer,
  stop,
} from './client.ts';
import {
  type Edit,
  inverseOf,
  matchesIn,
  type OpenDocument,
  openDocument,
  planEdits,
  positionIn,
  spread,
} from './document.ts';
import { cpuMs, peakMb } from './process.ts';
import { breaks, completions, type Probe } from './workloads.ts';

/** What was measured; times are in ms. */
export interface Measured {
  readonly start: number;
  readonly open: DiagnosticTimes;
  /** Errors that were put in: whether they were reported on their lines, and gone after the undo. */
  readonly breaks: readonly { readonly reported: boolean; readonly gone: boolean }[];
  readonly edits: readonly EditSample[];
  readonly cpuPerEdit: number | undefined;
  readonly burst: number | undefined;
  readonly completions: readonly { readonly ms: number; readonly expected: number; readonly found: number }[];
  readonly peakMb: number | undefined;
}

type EditSample = DiagnosticTimes & { readonly kind: string };

/** How many edits are typed, and how often each completion is requested. */
export interface MeasurePlan {
  readonly edits: number;
  readonly reps: number;
}

/** @param files the edited one first */
export async function measure(
  server: ServerCommand,
  files: readonly [edited: string, ...others: string[]],
  folder: string,
  { edits: count, reps }: MeasurePlan,
): Promise<Measured> {
  const session = startServer(server, folder);
  try {
    const document = openDocument(files[0]);
    const start = await initialize(session);
    const open = await openAll(session, [document, ...files.slice(1).map(openDocument)]);
    const tried = await putErrorsIn(session, document);
    const cpu = cpuMs(session.pid);
    const edits = await typeAll(session, document, count);
    const cpuAfter = cpuMs(session.pid);
    return {
      start,
      open,
      breaks: tried,
      edits,
      cpuPerEdit: cpu === undefined || cpuAfter === undefined ? undefined : (cpuAfter - cpu) / edits.length,
      burst: await burst(session, document),
      completions: await complete(session, document, reps),
      peakMb: peakMb(session.pid),
    };
  } finally {
    await stop(session);
  }
}

/** Turns a probe into the edit that types there; `i` of `n` chooses the place. */
function editAt(
  document: OpenDocument,
  { pattern, cut, insert = '' }: Probe,
  i: number,
  n: number,
): (Edit & { readonly word: string }) | undefined {
  const match = spread(matchesIn(document, pattern), i, n);
  if (!match) return undefined;
  const [start, end] = cut ? match.group : [match.end, match.end];
  return { offset: start, remove: end - start, insert, word: match.word };
}

/** Of each error that is put in: is it reported on its line, and gone after the undo? */
async function putErrorsIn(session: ClientSession, document: OpenDocument): Promise<Measured['breaks']> {
  const tried: Measured['breaks'][number][] = [];
  for (const [i, probe] of breaks.entries()) {
    const wrong = editAt(document, probe, i, breaks.length);
    if (!wrong) continue;
    const undo = inverseOf(document, wrong);
    const before = diagnosticsOf(session, document).length;
    await edit(session, document, wrong);
    const { line } = positionIn(document, wrong.offset + wrong.insert.length);
    const hits = diagnosticsOf(session, document).filter(
      ({ range }) => range.start.line <= line && line <= range.end.line,
    );
    await edit(session, document, undo);
    tried.push({ reported: hits.length > 0, gone: diagnosticsOf(session, document).length === before });
  }
  return tried;
}

async function typeAll(session: ClientSession, document: OpenDocument, count: number): Promise<readonly EditSample[]> {
  const samples: EditSample[] = [];
  for (const { kind, edit: typed } of planEdits(document, count)) {
    const undo = inverseOf(document, typed);
    samples.push({ kind, ...(await edit(session, document, typed)) });
    samples.push({ kind: `${kind}, undone`, ...(await edit(session, document, undo)) });
  }
  return samples;
}

/** Ten characters 60 ms apart; the time counts from the last one. */
async function burst(session: ClientSession, document: OpenDocument): Promise<number | undefined> {
  const typed = planEdits(document, 2)[0]?.edit;
  if (!typed) return undefined;
  let since = change(session, document, typed);
  for (let i = 1; i < 10; i++) {
    await sleep(60);
    since = change(session, document, { ...typed, offset: typed.offset + i });
  }
  const { complete: ms } = await diagnosticsAfter(session, [document], since);
  await edit(session, document, { offset: typed.offset, remove: 10, insert: '' });
  return ms;
}

/** Something is typed and asked at once, as an editor does, at another place each time. */
async function complete(
  session: ClientSession,
  document: OpenDocument,
  reps: number,
): Promise<Measured['completions']> {
  const samples: Measured['completions'][number][] = [];
  for (let i = 0; i < reps; i++)
    for (const probe of completions) {
      const typed = editAt(document, probe, i, reps);
      if (!typed) continue;
      const undo = inverseOf(document, typed);
      change(session, document, typed);
      const asked = performance.now();
      const answer = await session.ask<CompletionAnswer>('textDocument/completion', {
        textDocument: { uri: document.uri },
        position: positionIn(document, typed.offset + typed.insert.length),
        context: { triggerKind: 1 },
      });
      const ms = performance.now() - asked;
      const items = answer && 'items' in answer ? answer.items : (answer ?? []);
      const expected = probe.expect ?? [typed.word];
      samples.push({ ms, expected: expected.length, found: expected.filter((name) => offered(items, name)).length });
      await edit(session, document, undo);
    }
  return samples;
}

/** True if an item inserts `name`, regardless of quotes and of what follows it. */
const offered = (items: readonly CompletionItem[], name: string): boolean =>
  items.some(({ label, insertText, textEdit }) =>
    [label, insertText, textEdit?.newText].some((text) => {
      const written = String(text ?? '')
        .trim()
        .replace(/^["']/, '');
      return written.startsWith(name) && !/[\w.]/.test(written[name.length] ?? ' ');
    }),
  );
