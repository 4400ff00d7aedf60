import assert from 'node:assert/strict';
import { envoyText, envoyUri } from './sidecar.ts';
import { startClient, type TestClient } from './test-client.ts';

const aliases = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'];

const badInputs: Readonly<Record<string, string>> = {
  'an empty text': '',
  'a text of nothing but a comment': '# apiVersion: v1\n',
  'binary bytes': `apiVersion: v1\0\u0001\u0002\uFFFD${'\u0000'.repeat(1000)}`,
  'a line of 10 MB': `static_resources: ${'x'.repeat(10_000_000)}`,
  'broken YAML': 'static_resources:\n  listeners: [\n   - {a: : b\n  "clusters\n',
  'an alias bomb': `static_resources:\n  a0: &a [x, x]\n${aliases
    .slice(1)
    .map((name, i) => `  a${i + 1}: &${name} [${`*${aliases[i]}, `.repeat(9)}*${aliases[i]}]\n`)
    .join('')}`,
  'an alias of itself': 'static_resources: &a\n  clusters: [*a]\n',
  'an unknown kind': 'apiVersion: example.com/v1\nkind: Gadget\nmetadata: { name: [] }\nspec: 7\n',
  'a template': 'static_resources:\n  clusters:\n{{- range .Values.clusters }}\n    - name: {{ .name }}\n{{- end }}\n',
  'deep nesting': `static_resources: ${'['.repeat(20_000)}`,
  'a scalar where a list belongs': 'static_resources: { listeners: 1, clusters: no }\nadmin: []\n',
};

describe('the language server on bad input', () => {
  let client: TestClient;

  beforeEach(async () => {
    client = await startClient();
  });

  afterEach(() => client.dispose());

  for (const [what, text] of Object.entries(badInputs)) {
    it(`keeps answering after ${what}`, async function () {
      this.timeout(10_000);
      client.open('file:///sidecar/bad.yaml', text);
      await client.settle();
      client.edit('file:///sidecar/bad.yaml', 2, { start: at(0, 0), end: at(0, 0) }, ' ');
      await client.codeActions('file:///sidecar/bad.yaml', { start: at(0, 0), end: at(9999, 0) });
      client.open(envoyUri, envoyText(9092, 'ap'));
      await client.settle();
      assert.deepEqual(client.codes(envoyUri), ['envoy/unknown-cluster']);
      assert.deepEqual(
        client.logged.filter((line) => line.includes('is a bug')),
        [],
      );
    });
  }

  const at = (line: number, character: number) => ({ line, character });
});
