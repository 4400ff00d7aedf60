import assert from 'node:assert/strict';
import { type CompletionItem, InsertTextFormat, InsertTextMode, TextEdit } from 'vscode-languageserver';
import { accepted, shown } from './accept-item.ts';
import { acceptedAt, acceptTable, documentsFrom } from './accept-report.ts';
import { carriers } from './carriers.ts';
import { kinds } from './places.ts';
import { randomOf } from './random.ts';

const range = (line: number, start: number, end: number) => ({
  start: { line, character: start },
  end: { line, character: end },
});

const item = (newText: string, more: Partial<CompletionItem> = {}): CompletionItem => ({
  label: 'x',
  textEdit: { range: range(1, 2, 4), newText },
  ...more,
});

describe('accepting an item as VS Code does', () => {
  const text = 'a:\n  so: 1\n  b: 2\n';

  it('fills stops with their defaults, also those that repeat another one', () => {
    const snippet = item('x: ${1:y}\n  z: $1${2:$1}$0', { insertTextFormat: InsertTextFormat.Snippet });
    assert.equal(
      accepted('a:\n  so\n', 7, { ...snippet, insertTextMode: InsertTextMode.asIs }),
      'a:\n  x: y\n  z: yy\n',
    );
    assert.equal(accepted('a:\n  so\n', 7, snippet), 'a:\n  x: y\n    z: yy\n', 'indented as the first line');
  });

  it('applies the additional edits, and rejects edits of other lines', () => {
    const also = item('c:', { additionalTextEdits: [TextEdit.replace(range(1, 5, 7), ' 3')] });
    assert.equal(accepted(text, 6, also), 'a:\n  c:: 3\n  b: 2\n');
    assert.throws(() => accepted(text, 0, item('c')), /not an edit of the cursor's line/);
    const overlapping = item('c', { additionalTextEdits: [TextEdit.replace(range(1, 3, 7), '')] });
    assert.throws(() => accepted(text, 6, overlapping), /overlapping/);
  });

  it('shows the items that have the letters, those that begin with them first', () => {
    const labelled = (label: string, sortText: string) => item(label, { label, sortText });
    const items = [labelled('also', '0'), labelled('other', '1'), labelled('so_b', '3'), labelled('so_a', '2')];
    assert.deepEqual(
      shown(text, 7, items).map(({ label }) => label),
      ['so_a', 'so_b', 'also'],
    );
  });
});

describe('what completion inserts into our own configs and manifests', () => {
  it('keeps them right at each kind of place, in each carrier', () => {
    const random = randomOf(1);
    const trials = acceptedAt(documentsFrom(undefined, 8, random), 42, random);
    const tried = new Set(trials.flatMap(({ carrier, kind }) => [carrier, kind]));
    assert.deepEqual(
      [...Object.keys(carriers), ...Object.keys(kinds)].filter((name) => !tried.has(name)),
      [],
    );
    assert.ok(trials.length > 150, `only ${trials.length} items`);
    const { lines, below } = acceptTable(trials);
    const wrong = trials.flatMap(({ kind, label, wrong }) => (wrong ? [`${kind}: ${label}: ${wrong}`] : []));
    assert.deepEqual(below, [], [...lines, ...wrong].join('\n'));
  }).timeout(60_000);
});
