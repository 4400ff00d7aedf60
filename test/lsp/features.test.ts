import assert from 'node:assert/strict';
import type {
  CodeLens,
  CompletionItem,
  DocumentSymbol,
  Hover,
  Location,
  MarkupContent,
  SymbolInformation,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import {
  type CreatedService,
  createServiceMethod,
  type DeployPlan,
  deployPlanMethod,
  type LocalPlan,
  localPlanMethod,
  locateEnvoyErrorMethod,
  locateFieldMethod,
  type Refusal,
} from '../../server/src/protocol.ts';
import { envoyText, envoyUri, podText, podUri } from './sidecar.ts';
import { rangeOf, startClient, type TestClient } from './test-client.ts';

describe('features over LSP', () => {
  let client: TestClient;

  beforeEach(async () => {
    client = await startClient();
    client.open(podUri, podText());
    client.open(envoyUri, envoyText());
  });

  afterEach(() => client.dispose());

  const placeOf = (uri: string, text: string, word: string) => ({
    textDocument: { uri },
    position: rangeOf(text, word).start,
  });
  const slice = (text: string, { range }: { range: Location['range'] }) =>
    TextDocument.create('', '', 0, text).getText(range);

  it('completes the names of clusters, replacing what is written', async () => {
    const text = envoyText();
    const { textDocument, position } = placeOf(envoyUri, text, 'app }');
    const params = { textDocument, position: { ...position, character: position.character + 1 } };
    const [first] = await client.request<CompletionItem[]>('textDocument/completion', params);
    const end = { ...position, character: position.character + 3 };
    assert.equal(first?.label, 'app');
    assert.deepEqual(first?.textEdit, { range: { start: position, end }, newText: 'app' });
  });

  it('completes keys by the API, with their descriptions on request', async () => {
    const text = envoyText().replace('      type: STATIC\n', '      \n');
    client.change(envoyUri, 2, text);
    const { start } = rangeOf(text, '      \n');
    const params = { textDocument: { uri: envoyUri }, position: { ...start, character: 6 } };
    const items = await client.request<CompletionItem[]>('textDocument/completion', params);
    const [first] = items;
    assert.equal(first?.label, 'type');
    assert.equal(first?.detail, 'Cluster.DiscoveryType');
    assert.deepEqual(first?.command, { title: 'Suggest', command: 'suggest' });
    const deprecated = items.find(({ label }) => label === 'http2_protocol_options');
    assert.deepEqual(deprecated?.tags, [1]);
    const checks = items.find(({ label }) => label === 'health_checks');
    assert.equal(checks?.insertTextMode, 1);
    assert.equal(checks?.documentation, undefined);
    const resolved = await client.request<CompletionItem>('completionItem/resolve', checks);
    assert.match((resolved.documentation as MarkupContent).value, /^At most 8 items\./);
    const strange = { label: 'x', data: { kind: 'field', message: 'constructor', name: 'toString' } };
    assert.deepEqual(await client.request('completionItem/resolve', strange), strange);
  });

  it('puts the cursor into brackets if the editor supports snippets', async () => {
    const plain = await startClient({ capabilities: {} });
    const ask = async (one: TestClient, label: string, text: string) => {
      one.open('file:///a/envoy.yaml', text);
      const params = { textDocument: { uri: 'file:///a/envoy.yaml' }, position: { line: 0, character: 9 } };
      const items = await one.request<CompletionItem[]>('textDocument/completion', params);
      one.close('file:///a/envoy.yaml');
      return items.find((item) => item.label === label)?.textEdit?.newText;
    };
    assert.equal(await ask(client, 'address', 'admin: {  }'), 'address: {$0}');
    assert.equal(await ask(plain, 'address', 'admin: {  }'), 'address: {}');
    plain.dispose();
  });

  it('offers whole manifests, as snippets if the editor supports them', async () => {
    const uri = 'file:///a/new.yaml';
    const ask = async (one: TestClient) => {
      one.open(podUri, podText());
      one.open(uri, '');
      const params = { textDocument: { uri }, position: { line: 0, character: 0 } };
      const [first] = await one.request<CompletionItem[]>('textDocument/completion', params);
      one.close(uri);
      return first;
    };
    const first = await ask(client);
    assert.equal(first?.label, 'Pod with an Envoy sidecar');
    assert.equal(first?.insertTextFormat, 2);
    assert.match(first?.textEdit?.newText ?? '', /^apiVersion: v1\nkind: Pod\nmetadata:\n {2}name: \$\{1:app\}\n/);
    const plain = await startClient({
      capabilities: { textDocument: { completion: { completionItem: { insertTextModeSupport: { valueSet: [1] } } } } },
    });
    const simple = await ask(plain);
    assert.equal(simple?.insertTextFormat, undefined);
    assert.match(simple?.textEdit?.newText ?? '', /^apiVersion: v1\nkind: Pod\nmetadata:\n {2}name: app\n/);
    plain.dispose();
  });

  it('answers with an empty list in documents that it knows, otherwise with null', async () => {
    const ask = (uri: string, text: string) => {
      client.open(uri, text);
      const position = TextDocument.create(uri, 'yaml', 0, text).positionAt(text.length);
      return client.request('textDocument/completion', { textDocument: { uri }, position });
    };
    assert.deepEqual(await ask('file:///a/known.yaml', 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: '), []);
    assert.equal(await ask('file:///a/unknown.yaml', 'on: push\njobs: '), null);
  });

  it('describes the fields of manifests', async () => {
    const found = await client.request<Hover>('textDocument/hover', placeOf(podUri, podText(), 'containerPort'));
    assert.match(
      (found.contents as MarkupContent).value,
      /^\*\*containerPort\*\* · integer\n\nRequired\. From 1 to 65535\./,
    );
    const strange = { label: 'x', data: { kind: 'manifest-field', type: 'constructor', name: 'toString' } };
    assert.deepEqual(await client.request('completionItem/resolve', strange), strange);
  });

  it('describes a field', async () => {
    const text = envoyText();
    const found = await client.request<Hover>('textDocument/hover', placeOf(envoyUri, text, 'port_value'));
    assert.match((found.contents as MarkupContent).value, /^\*\*port_value\*\* · uint32\n\n.*At most 65535\./);
    assert.equal(slice(text, found as { range: Location['range'] }), 'port_value');
    const port = await client.request<Hover>('textDocument/hover', placeOf(envoyUri, text, '9092'));
    assert.match((port.contents as MarkupContent).value, /^\*\*9092\*\* · port\n\nListener 'ingress' binds it\./);
    assert.equal(await client.request('textDocument/hover', placeOf(podUri, podText(), 'my-app')), null);
  });

  it('finds the cluster of a route', async () => {
    const text = envoyText();
    const found = await client.request<Location>('textDocument/definition', placeOf(envoyUri, text, 'app }'));
    assert.equal(found.uri, envoyUri);
    assert.equal(found.range.start.line, rangeOf(text, 'name: app\n      type').start.line);
  });

  it('finds the routes to a cluster, with or without the cluster itself', async () => {
    const text = envoyText();
    const find = (includeDeclaration: boolean) =>
      client.request<Location[]>('textDocument/references', {
        ...placeOf(envoyUri, text, 'app }'),
        context: { includeDeclaration },
      });
    assert.ok((await find(false)).some(({ range }) => range.start.line === rangeOf(text, 'app }').start.line));
    assert.equal((await find(true)).length, (await find(false)).length + 1);
  });

  it('outlines a config, nested or flat as the editor can', async () => {
    const params = { textDocument: { uri: envoyUri } };
    const nested = await client.request<DocumentSymbol[]>('textDocument/documentSymbol', params);
    assert.deepEqual(
      nested.map(({ name }) => name),
      ['ingress', 'app'],
    );
    const plain = await startClient({ capabilities: {} });
    plain.open(envoyUri, envoyText());
    const flat = await plain.request<SymbolInformation[]>('textDocument/documentSymbol', params);
    assert.ok(flat.length > nested.length);
    assert.ok(flat.every(({ location }) => location.uri === envoyUri));
    plain.dispose();
  });

  it('puts lenses on the pod and the listener, with commands that name the place', async () => {
    const lenses = async (uri: string) =>
      client.request<CodeLens[]>('textDocument/codeLens', { textDocument: { uri } });
    const [pod] = await lenses(podUri);
    assert.equal(pod?.command?.command, 'envoySidecar.deployAndCurl');
    assert.deepEqual(pod?.command?.arguments, [{ uri: podUri, position: { line: 0, character: 0 } }]);
    const [listener] = await lenses(envoyUri);
    assert.equal(listener?.command?.command, 'envoySidecar.runLocally');
    assert.equal(listener?.range.start.line, rangeOf(envoyText(), 'ingress').start.line);
  });

  it('plans a local run', async () => {
    const plan = await client.request<LocalPlan>(localPlanMethod, { uri: podUri });
    assert.equal(plan.configUri, envoyUri);
    assert.equal(plan.configText, envoyText());
    assert.deepEqual(
      plan.listeners.map(({ port, location }) => [port, location.uri]),
      [[9092, envoyUri]],
    );
    const [port] = plan.ports;
    assert.equal(plan.configText.slice(port?.portRange.start, port?.portRange.end), '9092');
  });

  it('plans a deploy, with the config as a ConfigMap or as it is', async () => {
    const plan = await client.request<DeployPlan>(deployPlanMethod, { uri: envoyUri });
    assert.deepEqual(
      plan.objects.map(({ role, manifest }) => `${role} ${manifest.kind}`),
      ['config ConfigMap', 'workload Pod'],
    );
    assert.equal(plan.hostPathConfigs[0]?.configUri, envoyUri);
    assert.equal(plan.workload.location.uri, podUri);
    const kept = await client.request<DeployPlan>(deployPlanMethod, { uri: envoyUri, keepHostPath: true });
    assert.deepEqual(
      kept.objects.map(({ role }) => role),
      ['workload'],
    );
  });

  it('rejects a plan for an unrelated file with one sentence', async () => {
    client.open('file:///sidecar/other.yaml', 'a: 1\n');
    for (const method of [localPlanMethod, deployPlanMethod, createServiceMethod]) {
      const answer = await client.request<Refusal>(method, { uri: 'file:///sidecar/other.yaml' });
      assert.match(answer.refused, /^\S.*\.$/, `${method}: ${JSON.stringify(answer)}`);
    }
  });

  it('locates what Envoy and the API server reject', async () => {
    const message = 'no such cluster: app';
    const error = await client.request<Location | null>(locateEnvoyErrorMethod, { uri: podUri, message });
    assert.equal(error?.uri, envoyUri);
    const field = await client.request<Location>(locateFieldMethod, {
      origin: { uri: podUri, range: rangeOf(podText(), 'apiVersion') },
      path: 'spec.containers[1].ports[0].containerPort',
    });
    assert.equal(slice(podText(), field), '9092');
  });

  it('writes a Service for a listener and says where', async () => {
    const created = await client.request<CreatedService>(createServiceMethod, { uri: envoyUri });
    const [change] = created.edit.documentChanges ?? [];
    assert.ok(change && 'edits' in change && created.uri === podUri);
    const edits = change.edits.flatMap((edit) => ('newText' in edit ? [edit] : []));
    const after = TextDocument.applyEdits(TextDocument.create(podUri, 'yaml', 1, podText()), edits);
    assert.match(slice(after, created), /^apiVersion: v1\nkind: Service\n.*targetPort: (9092|proxy)$/s);
    client.change(podUri, 2, after);
    await client.settle();
    const errors = (client.diagnostics(podUri) ?? []).filter(({ severity }) => (severity ?? 4) <= 2);
    assert.deepEqual(errors, []);
  });
});
