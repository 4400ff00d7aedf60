// Measures one server on one workload.
import {
  change,
  diagnosticsAfter,
  diagnosticsOf,
  edit,
  initialize,
  openAll,
  sleep,
  startServer,
  stop,
} from './client.mjs';
import { inverseOf, matchesIn, openDocument, planEdits, positionIn, spread } from './document.mjs';
import { cpuMs, peakMb } from './process.mjs';
import { breaks, completions } from './workloads.mjs';

/** @param files the edited one first */
export async function measure(server, files, folder, { edits, reps }) {
  const session = startServer(server, folder);
  try {
    const documents = files.map(openDocument);
    const [document] = documents;
    const result = { start: await initialize(session) };
    result.open = await openAll(session, documents);
    result.breaks = await putErrorsIn(session, document);
    const cpu = cpuMs(session.pid);
    result.edits = await typeAll(session, document, edits);
    result.cpuPerEdit = (cpuMs(session.pid) - cpu) / result.edits.length;
    result.burst = await burst(session, document);
    result.completions = await complete(session, document, reps);
    result.peakMb = peakMb(session.pid);
    return result;
  } finally {
    await stop(session);
  }
}

/** Turns a probe into the edit that types there; `i` of `n` chooses the place. */
function editAt(document, { pattern, cut, insert = '' }, i, n) {
  const match = spread(matchesIn(document, pattern), i, n);
  if (!match) return undefined;
  const [start, end] = cut ? match.group : [match.end, match.end];
  return { offset: start, remove: end - start, insert, word: match.word };
}

/** Of each error that is put in: is it reported on its line, and gone after the undo? */
async function putErrorsIn(session, document) {
  const tried = [];
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

async function typeAll(session, document, count) {
  const samples = [];
  for (const { kind, edit: typed } of planEdits(document, count)) {
    const undo = inverseOf(document, typed);
    samples.push({ kind, ...(await edit(session, document, typed)) });
    samples.push({ kind: `${kind}, undone`, ...(await edit(session, document, undo)) });
  }
  return samples;
}

/** Ten characters 60 ms apart; the time counts from the last one. */
async function burst(session, document) {
  const [{ edit: typed }] = planEdits(document, 2);
  let since;
  for (let i = 0; i < 10; i++) {
    if (i > 0) await sleep(60);
    since = change(session, document, { ...typed, offset: typed.offset + i });
  }
  const { complete: ms } = await diagnosticsAfter(session, [document], since);
  await edit(session, document, { offset: typed.offset, remove: 10, insert: '' });
  return ms;
}

/** Something is typed and asked at once, as an editor does, at another place each time. */
async function complete(session, document, reps) {
  const samples = [];
  for (let i = 0; i < reps; i++)
    for (const probe of completions) {
      const typed = editAt(document, probe, i, reps);
      if (!typed) continue;
      const undo = inverseOf(document, typed);
      change(session, document, typed);
      const asked = performance.now();
      const answer = await session.ask('textDocument/completion', {
        textDocument: { uri: document.uri },
        position: positionIn(document, typed.offset + typed.insert.length),
        context: { triggerKind: 1 },
      });
      const ms = performance.now() - asked;
      const items = Array.isArray(answer) ? answer : (answer?.items ?? []);
      const expected = probe.expect ?? [typed.word];
      samples.push({ ms, expected: expected.length, found: expected.filter((name) => offered(items, name)).length });
      await edit(session, document, undo);
    }
  return samples;
}

/** True if an item inserts `name`, regardless of quotes and of what follows it. */
const offered = (items, name) =>
  items.some(({ label, insertText, textEdit }) =>
    [label, insertText, textEdit?.newText].some((text) => {
      const written = String(text ?? '')
        .trim()
        .replace(/^["']/, '');
      return written.startsWith(name) && !/[\w.]/.test(written[name.length] ?? ' ');
    }),
  );
