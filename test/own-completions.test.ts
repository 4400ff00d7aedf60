import assert from 'node:assert/strict';
import './fixture/vscode/register.ts';
import { CompletionItem, Position, type Range, reset } from './fixture/vscode/fake-vscode.ts';

const { ownCompletions } = await import('../client/src/own-completions.ts');

/** What VS Code shows if the server answers so at the end of a line. */
async function shown(answer: unknown): Promise<readonly CompletionItem[] | null | undefined> {
  const line = '  cluster: ap';
  const document = { getText: ({ start, end }: Range) => line.slice(start.character, end.character) };
  const items = await ownCompletions(
    document as never,
    new Position(0, line.length) as never,
    {} as never,
    {} as never,
    async () => answer as never,
  );
  return items as never;
}

describe('completions of the server', () => {
  beforeEach(reset);

  it('are shown as they are', async () => {
    const items = [new CompletionItem('app')];
    assert.deepEqual(await shown(items), items);
    assert.deepEqual(await shown({ items, isIncomplete: true }), { items, isIncomplete: true });
  });

  it('leave the words of the text to VS Code if the server does not know the document', async () => {
    assert.equal(await shown(null), null);
    assert.equal(await shown(undefined), undefined);
  });

  it('keep the words of the text out if there is nothing to offer', async () => {
    for (const none of [[], { items: [], isIncomplete: false }]) {
      const [item, ...others] = (await shown(none)) ?? [];
      assert.deepEqual(others, []);
      assert.equal(item?.label, 'No suggestions');
      // Accepting it changes nothing, and nothing that is typed matches it.
      assert.equal(item?.insertText, '  cluster: ap');
      assert.equal(item?.filterText, '\0');
      assert.deepEqual([item?.range?.start.character, item?.range?.end.character], [0, 13]);
    }
  });
});
