import {
  type CompletionItem,
  complete,
  emptyWorkspace,
  withText,
  withTexts,
  type Workspace,
} from '../../server/src/analysis/index.ts';
import { snippetOf } from '../../server/src/lsp/completion-to-protocol.ts';
import { indentAfterEnter } from '../typing-flow/editor-indent.ts';
import type { Texts } from './probe.ts';
import { agreeing, type Piece, piecesOf, shownText } from './snippet-pieces.ts';

/** How a text was written. */
export interface Written {
  readonly keys: number;
  /** The characters of the text that came from the keyboard, line breaks among them. */
  readonly typed: number;
  readonly steps: readonly Step[];
}

/** Something typed, or an item accepted. */
export interface Step {
  readonly kind: 'typed' | 'accepted' | 'moved';
  readonly text: string;
  /** Where in the text, from 1. */
  readonly line: number;
  readonly keys: number;
}

/** What is written, and what is wanted. */
interface Task {
  readonly uri: string;
  readonly wanted: string;
  readonly others: Workspace;
}

/** Where a stop around a finished snippet ends. */
interface Resumed {
  readonly resumed: number;
}

/** The editor while a text is written. What is before the cursor agrees with the wanted text. */
interface Editor extends Written {
  readonly before: string;
  /** What snippets have put behind the cursor. */
  readonly pending: readonly (Piece | Resumed)[];
  /** Where the stop with the cursor ends in the wanted text. */
  readonly end: number;
  /** The list of items is shown. */
  readonly open: boolean;
}

/** Rows of the list in which a person looks. */
const FIRST = 10;

/** Letters after which a person has looked at the list. */
const LETTERS = 5;

/**
 * Writes a text as a person does who knows what is wanted: takes an item where that saves keys, and types otherwise.
 * Keys are counted as in VS Code: arrows and Enter for an item, Tab for the next stop, Escape for a list in the way,
 * Enter with the indentation of the extension's rules, Shift+Tab for each step back, Ctrl+Backspace for all of them.
 */
export function write(uri: string, wanted: string, others: Texts = []): Written {
  const task: Task = { uri, wanted, others: withTexts(emptyWorkspace(), others) };
  let editor: Editor = {
    ...{ keys: 0, typed: 0, steps: [] },
    ...{ before: '', pending: [], end: wanted.length, open: false },
  };
  while (editor.before.length < wanted.length || editor.pending.length > 0) editor = next(task, editor);
  return editor;
}

function next(task: Task, editor: Editor): Editor {
  if (editor.before.length === editor.end && editor.pending.length > 0) return moved(task, editor);
  const choices = placesFrom(task, editor).flatMap((place) => choicesAt(task, editor, place));
  const best = choices.reduce<Choice | undefined>((a, b) => (a && a.saved >= b.saved ? a : b), undefined);
  return best && best.saved > 0 ? accepted(task, editor, best) : typed(task, editor);
}

/** Leaves a stop that is complete. */
function moved({ wanted }: Task, editor: Editor): Editor {
  const [head, ...pending] = editor.pending;
  if (typeof head === 'object' && 'resumed' in head) return { ...editor, pending, end: head.resumed };
  const keys = 1 + Number(editor.open);
  const steps = [...editor.steps, { kind: 'moved', text: '', line: lineOf(editor.before), keys } as const];
  const after = { ...editor, keys: editor.keys + keys, steps, open: false };
  if (typeof head === 'string') {
    const [next, ...others] = pending;
    const before = editor.before + head;
    if (typeof next === 'object' && 'resumed' in next) return { ...after, before, pending: others, end: next.resumed };
    return entered(wanted, { ...after, before, pending });
  }
  return entered(wanted, after);
}

/** Enters a stop if one begins at the cursor. */
function entered(wanted: string, editor: Editor): Editor {
  const [stop, ...pending] = editor.pending;
  if (typeof stop !== 'object' || 'resumed' in stop) return editor;
  const { end = editor.end, standard } = stop;
  const start = editor.before.length;
  const isStandard = standard !== '' && wanted.slice(start, end) === standard;
  return { ...editor, before: editor.before + (isStandard ? standard : ''), pending, end };
}

/** The text before a cursor at which items may be asked for, and what it takes to get there. */
interface Place {
  readonly before: string;
  /** The text before the letters that are typed to narrow the list. */
  readonly unfiltered: string;
  readonly letters: string;
  readonly keys: number;
  readonly typed: number;
}

function placesFrom({ wanted }: Task, { before, open, end }: Editor): readonly Place[] {
  const at = before.length;
  if (wanted[at] !== '\n')
    return wordsAt(wanted.slice(at, end), before === '').map((letters) => ({
      ...{ before: before + letters, unfiltered: before, letters },
      ...{ keys: letters.length + Number(letters === '' && !open), typed: letters.length },
    }));
  const [, blanks = '', dashes = '', rest = ''] = /^\n( *)((?:- )*)(.*)/.exec(wanted.slice(at, end)) ?? [];
  if (rest === '') return [];
  const indents = indentsFrom(indentAfter(before), blanks.length);
  return indents.flatMap(({ indent, keys }) =>
    [
      ...new Set([
        ...wordsAt(wanted.slice(wanted.indexOf(rest, at), end), before.endsWith('\n---')),
        ...(dashes ? [dashes] : []),
      ]),
    ].map((letters) => {
      const unfiltered = `${before}\n${' '.repeat(indent)}`;
      return {
        ...{ before: unfiltered + letters, unfiltered, letters },
        ...{ keys: Number(open) + 1 + keys + (letters.length || 1), typed: 1 + letters.length },
      };
    }),
  );
}

/** Letters of what is wanted. A new document is found by its kind. */
function wordsAt(text: string, isDocument: boolean): readonly string[] {
  const kind = isDocument ? /^kind: (\w+)$/m.exec(text)?.[1] : undefined;
  return [...lettersFrom(text), ...(kind === undefined ? [] : lettersFrom(kind))];
}

/** No letters, one, and so on. */
const lettersFrom = (text: string): readonly string[] => {
  const [word = ''] = /^["']?[\w.@/*-]*/.exec(text) ?? [];
  return Array.from({ length: Math.min(word.length, LETTERS) + 1 }, (_, length) => word.slice(0, length));
};

const indentAfter = (before: string): number => indentAfterEnter(before.slice(before.lastIndexOf('\n') + 1));

/** The keys from the indentation after Enter to another one. At the end of a text, nobody looks. */
const stepsTo = ({ wanted }: Task, before: string, indent: number): number =>
  before.length + indent + 1 === wanted.length ? 0 : shifts(indentAfter(before), indent);

/** One key for each step, and Ctrl+Backspace to the start of the line. */
const shifts = (from: number, to: number): number =>
  to === 0 ? Math.min(1, from) : Math.ceil(Math.abs(to - from) / 2);

/** The indentations that are reached by keys for one step each. */
function indentsFrom(from: number, wanted: number): readonly { readonly indent: number; readonly keys: number }[] {
  return [...new Set([from, wanted])].map((indent) => ({ indent, keys: shifts(from, indent) }));
}

/** An item that agrees with what is wanted. */
interface Choice {
  readonly place: Place;
  readonly item: CompletionItem;
  readonly pieces: readonly Piece[];
  readonly start: number;
  readonly rank: number;
  /** The keys that it saves. */
  readonly saved: number;
}

function choicesAt(task: Task, editor: Editor, place: Place): readonly Choice[] {
  return itemsAt(task, editor, place)
    .slice(0, FIRST)
    .flatMap((item, rank) => choice(task, editor, place, item, rank) ?? []);
}

function choice({ wanted }: Task, editor: Editor, place: Place, item: CompletionItem, rank: number) {
  const { start, end } = item.range;
  if (end > place.before.length || wanted.slice(0, start) !== place.before.slice(0, start)) return undefined;
  const agreed = agreeing(piecesOf(insertText(item)), wanted, start, editor.end);
  if (!agreed) return undefined;
  const { pieces } = agreed;
  const given = pieces.reduce((sum, piece) => sum + givenBy(piece, wanted), 0) - (editor.before.length - start);
  const stops = pieces.filter(isLeft).length;
  return { place, item, pieces, start, rank, saved: given - place.keys - rank - 1 - stops };
}

/** The final stop ends the snippet, so that no key leaves it. */
const isLeft = (piece: Piece): boolean => typeof piece === 'object' && piece.number > 0;

function givenBy(piece: Piece, wanted: string): number {
  if (typeof piece === 'string') return piece.length;
  const { end = 0, standard } = piece;
  return wanted.slice(end - standard.length, end) === standard ? standard.length : 0;
}

/** What an editor inserts. */
const insertText = (item: CompletionItem): string =>
  snippetOf(item) ?? (item.newText ?? item.label).replace(/[\\$]/g, '\\$&');

/** The items in the order of an editor: those that begin with what is typed first. */
function itemsAt(task: Task, { pending, open }: Editor, { unfiltered, before, letters }: Place): CompletionItem[] {
  const asked = letters === '' || open ? unfiltered : unfiltered + letters.slice(0, 1);
  const items = offered(task, asked, pending).map((item) => ({ item, fitness: fitness(item, before) }));
  return items
    .filter(({ fitness }) => fitness !== undefined)
    .sort((a, b) => (a.fitness ?? 0) - (b.fitness ?? 0))
    .map(({ item }) => item);
}

function offered({ uri, others }: Task, before: string, pending: Editor['pending']): readonly CompletionItem[] {
  const behind = shownText(pending.filter((piece) => typeof piece === 'string' || !('resumed' in piece)) as Piece[]);
  return complete(withText(others, uri, before + behind), uri, before.length) ?? [];
}

/** 0: it begins with what is typed, 1: it contains the letters in their order. */
function fitness({ range, label, filterText = label }: CompletionItem, before: string): number | undefined {
  const word = before.slice(range.start).trimStart().toLowerCase();
  const text = filterText.toLowerCase();
  if (text.startsWith(word)) return 0;
  let at = 0;
  for (const letter of text) if (letter === word[at]) at++;
  return at === word.length ? 1 : undefined;
}

function accepted(task: Task, editor: Editor, { place, item, pieces, start, rank }: Choice): Editor {
  const [first] = pieces;
  const lead = typeof first === 'string' ? first : '';
  const rest = pieces.slice(lead === '' ? 0 : 1).filter((piece) => typeof piece === 'string' || isLeft(piece));
  const keys = place.keys + rank + 1;
  const text = `${place.letters}¦${item.label}${rank > 0 ? ` (${rank + 1})` : ''}`;
  const step: Step = { kind: 'accepted', text, line: lineOf(place.before), keys };
  const after = entered(task.wanted, {
    ...{ keys: editor.keys + keys, typed: editor.typed + place.typed, steps: [...editor.steps, step] },
    ...{ before: task.wanted.slice(0, start) + lead, open: false, end: editor.end },
    pending: [...rest, ...(rest.length > 0 ? [{ resumed: editor.end }] : []), ...editor.pending],
  });
  return { ...after, open: item.goesOn === true && offered(task, after.before, after.pending).length > 0 };
}

/** Types a line break with the indentation, or a word. */
function typed(task: Task, editor: Editor): Editor {
  const { wanted } = task;
  const { before, open, end, pending } = editor;
  const [text = ''] = /^(?:\n *|[\w.@/]+|.)/.exec(wanted.slice(before.length, end)) ?? [];
  if (text === '') throw new Error(`Nothing is left to type at line ${lineOf(before)}.`);
  const isBreak = text.startsWith('\n');
  const keys = isBreak ? 1 + Number(open) + stepsTo(task, before, text.length - 1) : text.length;
  const step: Step = { kind: 'typed', text, line: lineOf(before + text), keys };
  const after = before + text;
  return {
    ...{ keys: editor.keys + keys, typed: editor.typed + (isBreak ? 1 : text.length), steps: [...editor.steps, step] },
    ...{ before: after, pending, end, open: !isBreak && /[\w "'@]$/.test(text) && listed(task, after, pending) },
  };
}

/** Whether a list is shown for what is before the cursor. */
const listed = (task: Task, before: string, pending: Editor['pending']): boolean =>
  offered(task, before, pending).some((item) => fitness(item, before) !== undefined);

const lineOf = (before: string): number => before.split('\n').length;
