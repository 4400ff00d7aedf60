import assert from 'node:assert/strict';
import { type CodeAction, CodeActionTriggerKind, type TextDocumentEdit, type TextEdit } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { envoyText, envoyUri, folder, podText, podUri, serviceText, serviceUri } from './sidecar.ts';
import { rangeOf, startClient, type TestClient } from './test-client.ts';

const mismatch = 'workload/container-port-mismatch';
const unknown = 'envoy/unknown-cluster';

describe('code actions', () => {
  let client: TestClient;

  beforeEach(async () => {
    client = await startClient();
  });

  afterEach(() => client.dispose());

  /** The text after the edits of an action that concern a file. */
  function textAfter(action: CodeAction | undefined, uri: string, text: string): string {
    const edits = changesOf(action)
      .filter(({ textDocument }) => textDocument.uri === uri)
      .flatMap((change) => change.edits as TextEdit[]);
    return TextDocument.applyEdits(TextDocument.create(uri, 'yaml', 0, text), edits);
  }

  const changesOf = (action: CodeAction | undefined): TextDocumentEdit[] =>
    (action?.edit?.documentChanges ?? []).filter((change): change is TextDocumentEdit => 'edits' in change);

  it('change every file of a relation in one edit, with the versions they are made for', async () => {
    client.open(podUri, podText(9093));
    client.open(envoyUri, envoyText());
    client.open(serviceUri, serviceText(9093));
    client.change(serviceUri, 5, serviceText(9093));
    await client.settle();
    const actions = await client.codeActions(podUri, rangeOf(podText(9093), '9093'));
    const several = actions.find((action) => changesOf(action).length > 1);
    assert.ok(several, `no action changes two files: ${actions.map(({ title }) => title).join(' | ')}`);
    for (const { textDocument } of changesOf(several)) {
      assert.equal(textDocument.version, textDocument.uri === serviceUri ? 5 : 1, textDocument.uri);
    }
    client.change(podUri, 2, textAfter(several, podUri, podText(9093)));
    client.change(envoyUri, 2, textAfter(several, envoyUri, envoyText()));
    client.change(serviceUri, 6, textAfter(several, serviceUri, serviceText(9093)));
    await client.settle();
    for (const uri of [podUri, envoyUri, serviceUri]) assert.ok(!client.codes(uri).includes(mismatch), uri);
  });

  it('include refactorings, unless a fix does the same', async () => {
    const text = podText(9092).replace(/image: .*envoy.*/, 'image: envoyproxy/envoy:latest');
    client.open(podUri, text);
    await client.settle();
    const at = rangeOf(text, 'envoyproxy/envoy:latest');
    const titles = (await client.codeActions(podUri, at)).map(({ title }) => title);
    const pin = titles.filter((title) => title.startsWith("Change to 'envoyproxy/envoy:v"));
    assert.equal(pin.length, 1, titles.join(' | '));
    const [only, ...more] = await client.codeActions(podUri, at, ['refactor']);
    assert.deepEqual([only?.title, only?.kind, more], [pin[0], 'refactor.rewrite', []]);
  });

  it('are tried only when a person asks for them', async () => {
    client.open(podUri, podText());
    client.open(envoyUri, envoyText());
    await client.settle();
    const titles = async (triggerKind: CodeActionTriggerKind) => {
      const range = rangeOf(podText(), 'name: envoy');
      const context = { diagnostics: [], triggerKind };
      const params = { textDocument: { uri: podUri }, range, context };
      return (await client.request<CodeAction[]>('textDocument/codeAction', params)).map(({ title }) => title);
    };
    const native = "Convert container 'envoy' to a native sidecar";
    assert.ok((await titles(CodeActionTriggerKind.Invoked)).includes(native));
    assert.deepEqual(await titles(CodeActionTriggerKind.Automatic), []);
  });

  it('create and delete files', async () => {
    const kustomizationUri = `${folder}/kustomization.yaml`;
    const text = 'resources: [pod.yaml]\nconfigMapGenerator: [{ name: conf, files: [envoy.yaml] }]\n';
    client.open(kustomizationUri, text);
    client.open(envoyUri, envoyText());
    await client.settle();
    const [move] = await client.codeActions(kustomizationUri, rangeOf(text, 'conf,'), ['refactor']);
    const kinds = move?.edit?.documentChanges?.map((change) => ('uri' in change ? [change.kind, change.uri] : 'edit'));
    const created = ['create', `${folder}/conf.yaml`];
    assert.deepEqual(kinds, [created, 'edit', 'edit', ['delete', envoyUri]], move?.title);
  });

  it('mark the preferred fix, and contain their diagnostic', async () => {
    const text = envoyText(9092, 'ap');
    client.open(envoyUri, text);
    await client.settle();
    const actions = await client.codeActions(envoyUri, rangeOf(text, 'ap }'));
    const preferred = actions.filter(({ isPreferred }) => isPreferred);
    assert.equal(preferred.length, 1);
    assert.equal(preferred[0]?.diagnostics?.[0]?.code, unknown);
    assert.equal(textAfter(preferred[0], envoyUri, text), envoyText());
  });

  it('are only those of the asked place and kind', async () => {
    const text = envoyText(9092, 'ap');
    client.open(envoyUri, text);
    await client.settle();
    assert.deepEqual(await client.codeActions(envoyUri, rangeOf(text, 'listeners')), []);
    assert.deepEqual(await client.codeActions(envoyUri, rangeOf(text, 'ap }'), ['refactor']), []);
  });

  /** The text after `source.fixAll`, as an editor applies it on save; undefined where it is not offered. */
  async function fixedOnSave(uri: string, text: string): Promise<string | undefined> {
    client.open(uri, text);
    await client.settle();
    const actions = await client.codeActions(uri, rangeOf(text, text.slice(0, 1)), ['source.fixAll']);
    assert.ok(actions.every(({ kind }) => kind === 'source.fixAll.envoySidecar'));
    return actions[0] && textAfter(actions[0], uri, text);
  }

  const node = 'node: { id: 12, cluster: on }\n';

  it('fix on save what keeps its meaning: quotes, repeated keys, deprecated fields, merge keys', async () => {
    const text = `${node}${envoyText()}${node}`.replace(
      'type: STATIC',
      'type: STATIC\n      http2_protocol_options: {}',
    );
    const fixed = await fixedOnSave(envoyUri, text);
    assert.match(fixed ?? '', /^static_resources/, 'of the same node twice the first goes');
    assert.match(fixed ?? '', /node: \{ id: "12", cluster: "on" \}\n$/);
    assert.match(fixed ?? '', /explicit_http_config/);
  });

  const unsafe: Readonly<Record<string, string>> = {
    'a guess of a name': envoyText(9092, 'ap'),
    'a hint, such as a cluster that is not named yet': envoyText().replace(
      '  clusters:\n',
      '  clusters:\n    - { name: billing, type: STATIC, connect_timeout: 1s }\n',
    ),
    'what would need an invented value': envoyText().replace(/\n *route: \{ cluster: app \}/, ''),
    'a key with two values': `node: { id: a, cluster: b }\n${envoyText()}node: { id: c, cluster: d }\n`,
    'a copy with a comment': `# the first\nnode: { id: a, cluster: b } # gone?\n${envoyText()}node: { id: a, cluster: b }\n`,
    'anything in a file with a syntax error': `${node}${envoyText()}  - [\n`,
  };

  for (const [what, text] of Object.entries(unsafe))
    it(`do not touch on save: ${what}`, async () => {
      assert.notEqual(text, envoyText());
      assert.equal(await fixedOnSave(envoyUri, text), undefined);
    });

  it('do not change the listener’s port of a linked pod on save', async () => {
    client.open(podUri, podText(9093));
    assert.equal(await fixedOnSave(envoyUri, envoyText()), undefined);
    client.change(podUri, 2, podText(9093));
    assert.equal(await fixedOnSave(podUri, podText(9093)), undefined);
  });

  it('delete no element of a JSON list with a missing brace on save', async () => {
    const uri = 'file:///sidecar/envoy.json';
    const clusters = ['a', 'b', 'c'].map((name) => `{ "name": "${name}", "type": "STATIC" }`);
    const text = `{ "static_resources": { "clusters": [\n${clusters.join(',\n').replace(' },', '\n')}\n] } }\n`;
    assert.equal(await fixedOnSave(uri, text), undefined);
    assert.ok(!client.codes(uri).includes('yaml/duplicate-key'), client.codes(uri).join());
  });

  it('fix all of one code if there are several', async () => {
    const text = `${node}${envoyText()}`;
    client.open(envoyUri, text);
    await client.settle();
    assert.deepEqual(client.codes(envoyUri), ['envoy/wrong-type', 'envoy/wrong-type']);
    const actions = await client.codeActions(envoyUri, rangeOf(text, '12'));
    const all = actions.find(({ title }) => title === 'Fix all envoy/wrong-type in this file');
    assert.equal(textAfter(all, envoyUri, text), text.replace('12', '"12"').replace('cluster: on', 'cluster: "on"'));
  });

  for (const where of ['on this line', 'in this file']) {
    it(`silence a code ${where} by a comment`, async () => {
      const text = envoyText(9092, 'ap');
      client.open(envoyUri, text);
      await client.settle();
      const actions = await client.codeActions(envoyUri, rangeOf(text, 'ap }'));
      const ignore = actions.find(({ title }) => title === `Ignore ${unknown} ${where}`);
      client.change(envoyUri, 2, textAfter(ignore, envoyUri, text));
      await client.settle();
      assert.deepEqual(client.codes(envoyUri), []);
    });
  }

  it('add a second code to a comment that is there', async () => {
    const comment = '                          # envoy-sidecar: ignore envoy/other\n';
    const line = '                          route: { cluster: ap }\n';
    const text = envoyText(9092, 'ap').replace(line, comment + line);
    client.open(envoyUri, text);
    await client.settle();
    const actions = await client.codeActions(envoyUri, rangeOf(text, 'ap }'));
    const ignore = actions.find(({ title }) => title.endsWith('on this line'));
    assert.match(textAfter(ignore, envoyUri, text), /# envoy-sidecar: ignore envoy\/other, envoy\/unknown-cluster\n/);
    client.change(envoyUri, 2, textAfter(ignore, envoyUri, text));
    await client.settle();
    assert.deepEqual(client.codes(envoyUri), []);
  });

  it('write no comments into JSON', async () => {
    const uri = 'file:///sidecar/envoy.json';
    const text = JSON.stringify({
      static_resources: {
        listeners: [
          {
            name: 'l',
            address: { socket_address: { address: '0.0.0.0', port_value: 9092 } },
            filter_chains: [
              {
                filters: [
                  {
                    name: 'envoy.filters.network.tcp_proxy',
                    typed_config: {
                      '@type': 'type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy',
                      stat_prefix: 't',
                      cluster: 'nope',
                    },
                  },
                ],
              },
            ],
          },
        ],
      },
    });
    client.open(uri, text, 'json');
    await client.settle();
    assert.deepEqual(client.codes(uri), [unknown]);
    const actions = await client.codeActions(uri, rangeOf(text, 'nope'));
    assert.deepEqual(
      actions.filter(({ title }) => title.startsWith('Ignore')),
      [],
    );
  });
});
