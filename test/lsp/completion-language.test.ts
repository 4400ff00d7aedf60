import assert from 'node:assert/strict';
import type { CompletionItem, CompletionList } from 'vscode-languageserver-types';
import { startClient } from './test-client.ts';

const uri = 'file:///team/shop/envoy.yaml';
const text = 'static_resources:\n  clusters:\n    - name: app\n      \n';

describe('the details of completion', () => {
  /** The details by label, where the keys of a cluster are offered. */
  async function detailsIn(locale: string): Promise<ReadonlyMap<string, string | undefined>> {
    const client = await startClient({ locale });
    try {
      client.open(uri, text);
      await client.settle();
      const found = await client.request<CompletionItem[] | CompletionList>('textDocument/completion', {
        textDocument: { uri },
        position: { line: 3, character: 6 },
      });
      // The keys of the levels around follow, some with the same labels.
      const own = (Array.isArray(found) ? found : found.items).filter(({ detail }) => !detail?.includes('\u2191'));
      return new Map(own.map(({ label, detail }) => [label, detail]));
    } finally {
      client.dispose();
    }
  }

  it('are in the language of the editor, with the names of the API as they are', async () => {
    const [english, chinese] = [await detailsIn('en'), await detailsIn('zh-cn')];
    assert.equal(english.get('health_checks'), 'list of HealthCheck');
    assert.equal(chinese.get('health_checks'), 'HealthCheck 的列表');
    assert.equal(english.get('connect_timeout'), 'Duration');
    assert.equal(chinese.get('connect_timeout'), 'Duration');
  });
});
