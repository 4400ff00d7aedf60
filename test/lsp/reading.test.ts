import assert from 'node:assert/strict';
import type {
  CallHierarchyIncomingCall,
  CallHierarchyItem,
  CallHierarchyOutgoingCall,
  FoldingRange,
  DocumentLink,
  InlayHint,
  InlayHintLabelPart,
  SelectionRange,
  SemanticTokens,
  SemanticTokensOptions,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { envoyText, envoyUri, podText, podUri, serviceText, serviceUri } from './sidecar.ts';
import { rangeOf, startClient, type TestClient } from './test-client.ts';

describe('what helps to read a file, over LSP', () => {
  let client: TestClient;

  beforeEach(async () => {
    client = await startClient();
    client.open(podUri, podText());
    client.open(envoyUri, envoyText());
  });

  afterEach(() => client.dispose());

  it('tells what words are, of the whole file or of a range', async () => {
    const all = await client.request<SemanticTokens>('textDocument/semanticTokens/full', {
      textDocument: { uri: envoyUri },
    });
    const range = rangeOf(envoyText(), 'type: STATIC');
    const some = await client.request<SemanticTokens>('textDocument/semanticTokens/range', {
      textDocument: { uri: envoyUri },
      range,
    });
    const { legend, full } = client.initialized.capabilities.semanticTokensProvider as SemanticTokensOptions;
    assert.equal(full, true);
    assert.ok(all.data.length > 100, String(all.data.length));
    const { line, character } = range.start;
    const [key, value] = ['property', 'enumMember'].map((type) => legend.tokenTypes.indexOf(type));
    assert.deepEqual(some.data, [line, character, 4, key, 0, 0, 6, 6, value, 0]);
    const requests = { range: true };
    const semanticTokens = { requests, tokenTypes: [], tokenModifiers: [], formats: [] };
    const ranged = await startClient({ capabilities: { textDocument: { semanticTokens } } });
    assert.equal((ranged.initialized.capabilities.semanticTokensProvider as SemanticTokensOptions).full, false);
    ranged.dispose();
  });

  const releaseNotes =
    'envoyproxy/envoy:v1.40.0 https://www.envoyproxy.io/docs/envoy/v1.40.0/version_history/v1.40/v1.40.0';

  it('links paths to the files that they lead to', async () => {
    const links = async (uri: string, text: string) => {
      const found = await client.request<DocumentLink[]>('textDocument/documentLink', { textDocument: { uri } });
      const document = TextDocument.create('', '', 0, text);
      return found.map(({ range, target }) => `${document.getText(range)} ${target}`);
    };
    assert.deepEqual(await links(podUri, podText()), [
      `/config/envoy.yaml ${envoyUri}`,
      `/etc/envoy/envoy.yaml ${envoyUri}`,
      `/etc/envoy/envoy.yaml ${envoyUri}`,
      releaseNotes,
    ]);
    const map = `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: proxy }\ndata:\n  envoy.yaml: |\n${envoyText().replace(/^(?=.)/gm, '    ')}`;
    const text = podText().replace('hostPath: { path: /config/envoy.yaml, type: File }', 'configMap: { name: proxy }');
    const mounted = text.replace('/etc/envoy/envoy.yaml }', '/etc/envoy }');
    client.close(envoyUri);
    client.open('file:///sidecar/map.yaml', map);
    client.change(podUri, 2, mounted);
    assert.deepEqual(await links(podUri, mounted), [
      '/etc/envoy file:///sidecar/map.yaml#L6',
      '/etc/envoy/envoy.yaml file:///sidecar/map.yaml#L6',
      releaseNotes,
    ]);
  });

  it('folds what it knows, and leaves other files to the editor', async () => {
    const folded = (uri: string) =>
      client.request<FoldingRange[] | null>('textDocument/foldingRange', { textDocument: { uri } });
    assert.deepEqual((await folded(podUri))?.[0], { startLine: 2, endLine: 4 });
    client.open('file:///sidecar/values.yaml', 'a:\n  b: 1\n');
    assert.equal(await folded('file:///sidecar/values.yaml'), null);
  });

  it('follows the way of a request as a call hierarchy', async () => {
    const place = { textDocument: { uri: envoyUri }, position: rangeOf(envoyText(), 'STATIC').start };
    const [cluster, ...others] = await client.request<CallHierarchyItem[]>('textDocument/prepareCallHierarchy', place);
    assert.equal(cluster?.name, 'app');
    assert.deepEqual(others, []);
    const incoming = await client.request<CallHierarchyIncomingCall[]>('callHierarchy/incomingCalls', {
      item: cluster,
    });
    assert.deepEqual(
      incoming.map(({ from, fromRanges }) => [from.name, from.uri, fromRanges]),
      [
        [
          '/',
          envoyUri,
          [rangeOf(envoyText(), 'app }').start].map((start) => ({
            start,
            end: { ...start, character: start.character + 3 },
          })),
        ],
      ],
    );
    const outgoing = await client.request<CallHierarchyOutgoingCall[]>('callHierarchy/outgoingCalls', {
      item: cluster,
    });
    assert.deepEqual(
      outgoing.map(({ to, fromRanges }) => [to.name, to.uri, fromRanges.length]),
      [['nginx', podUri, 1]],
    );
  });

  it('selects more and more around a place', async () => {
    const positions = [rangeOf(envoyText(), 'STATIC').start, { line: 999, character: 0 }];
    const params = { textDocument: { uri: envoyUri }, positions };
    const [first, second] = await client.request<SelectionRange[]>('textDocument/selectionRange', params);
    assert.deepEqual(first?.range, rangeOf(envoyText(), 'STATIC'));
    assert.deepEqual(first?.parent?.range, rangeOf(envoyText(), 'type: STATIC'));
    assert.ok(second);
  });

  const wholeFile = { start: { line: 0, character: 0 }, end: { line: 100, character: 0 } };
  const hintsOf = async (one: TestClient) => {
    const params = { textDocument: { uri: envoyUri }, range: wholeFile };
    const hints = await one.request<InlayHint[]>('textDocument/inlayHint', params);
    return hints.map(({ position, label }) => {
      const parts = (label as InlayHintLabelPart[]).map(({ value, location }) => `${value} ${location?.uri}`);
      return `${position.line}:${position.character} ${parts.join()}`;
    });
  };
  const atMessages = [
    '10:36 stream_idle_timeout: 300s by default undefined',
    '17:47 timeout: 15s by default undefined',
    '23:15 connect_timeout: 5s by default undefined',
  ];
  const atListener = `4:60 ← Service my-app:80 ${serviceUri}`;
  const atEndpoint = `29:91 → container nginx ${podUri}`;

  it('shows hints that lead to what they name, unless the settings switch them off', async () => {
    client.open(serviceUri, serviceText());
    assert.deepEqual(await hintsOf(client), [atListener, ...atMessages, atEndpoint]);
    client.configure({ inlayHints: { services: false, containers: true, portNumbers: 'wrong', defaults: false } });
    await client.settle();
    assert.deepEqual(await hintsOf(client), [atEndpoint]);
  });

  it('has the editor ask for hints again when another file or a setting changes them', async () => {
    const workspace = { configuration: true, inlayHint: { refreshSupport: true } };
    const one = await startClient({ capabilities: { workspace } });
    one.open(envoyUri, envoyText());
    await one.settle();
    assert.equal(one.hintRefreshes(), 0);
    one.open(podUri, podText());
    await one.until('a refresh', () => one.hintRefreshes() === 1);
    one.open('file:///sidecar/unrelated.yaml', 'a: 1');
    await one.settle();
    assert.equal(one.hintRefreshes(), 1);
    one.configure({ inlayHints: { containers: false } });
    await one.until('a refresh', () => one.hintRefreshes() === 2);
    assert.deepEqual(await hintsOf(one), atMessages);
    one.dispose();
  });
});
