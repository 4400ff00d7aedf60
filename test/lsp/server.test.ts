import assert from 'node:assert/strict';
import type { Range } from 'vscode-languageserver';
import { envoyText, envoyUri, podText, podUri, serviceText, serviceUri } from './sidecar.ts';
import { rangeOf, startClient, type TestClient } from './test-client.ts';

const mismatch = 'workload/container-port-mismatch';

describe('the language server', () => {
  let client: TestClient;

  beforeEach(async () => {
    client = await startClient();
  });

  afterEach(() => client.dispose());

  function openSidecar(containerPort: number): void {
    client.open(podUri, podText(containerPort));
    client.open(envoyUri, envoyText());
    client.open(serviceUri, serviceText());
  }

  it('answers a clean file with an empty list', async () => {
    client.open(envoyUri, envoyText());
    await client.settle();
    assert.deepEqual(client.published, [{ uri: envoyUri, version: 1, diagnostics: [] }]);
  });

  it('publishes a diagnostic at both ends of a relation, each related to the other', async () => {
    openSidecar(9093);
    await client.settle();
    const [inPod] = (client.diagnostics(podUri) ?? []).filter(({ code }) => code === mismatch);
    const [inEnvoy] = (client.diagnostics(envoyUri) ?? []).filter(({ code }) => code === mismatch);
    assert.deepEqual(inPod?.range, rangeOf(podText(9093), '9093'));
    assert.deepEqual(inEnvoy?.range, rangeOf(envoyText(), '9092'));
    assert.equal(inPod?.source, 'envoy-sidecar');
    assert.equal(inPod?.severity, 2);
    assert.ok(inPod?.relatedInformation?.some(({ location }) => location.uri === envoyUri));
    assert.ok(inEnvoy?.relatedInformation?.some(({ location }) => location.uri === podUri));
  });

  it('publishes the edited file with its version, and others only if they differ', async () => {
    openSidecar(9092);
    await client.settle();
    const count = client.published.length;
    client.edit(envoyUri, 2, rangeOf(envoyText(), 'cluster: app }'), 'cluster: ap }');
    await client.settle();
    const sent = client.published.slice(count);
    assert.deepEqual(
      sent.map(({ uri, version }) => ({ uri, version })),
      [{ uri: envoyUri, version: 2 }],
    );
    assert.ok(client.codes(envoyUri).includes('envoy/unknown-cluster'));
  });

  it('publishes the other end of a relation when an edit breaks it', async () => {
    openSidecar(9092);
    await client.settle();
    const count = client.published.length;
    client.edit(podUri, 2, rangeOf(podText(), '9092'), '9093');
    await client.settle();
    const sent = client.published.slice(count);
    assert.equal(sent[0]?.uri, podUri, 'the edited file comes first');
    assert.ok(sent.some(({ uri, version }) => uri === envoyUri && version === 1));
    assert.ok(client.codes(envoyUri).includes(mismatch));
  });

  it('skips the versions between those of a burst', async () => {
    client.open(envoyUri, envoyText());
    for (let version = 2; version <= 20; version++) client.change(envoyUri, version, envoyText(9000 + version));
    await client.settle();
    const versions = client.published.map(({ version }) => version);
    assert.equal(versions.at(-1), 20);
    assert.ok(versions.length < 10, `published versions: ${versions.join(', ')}`);
  });

  it('takes back what a closed buffer brought', async () => {
    client.open('untitled:Untitled-1', envoyText(9092, 'ap'));
    await client.settle();
    assert.deepEqual(client.codes('untitled:Untitled-1'), ['envoy/unknown-cluster']);
    client.close('untitled:Untitled-1');
    await client.until('an empty list', () => client.diagnostics('untitled:Untitled-1')?.length === 0);
  });

  it('knows a file by any spelling of its URI, and answers with the client’s', async () => {
    const uri = 'file:///c%3A/side%2Bcar/envoy.yaml';
    client.open(uri, envoyText(9092, 'ap'));
    await client.settle();
    assert.deepEqual(client.codes(uri), ['envoy/unknown-cluster']);
    const range = client.diagnostics(uri)?.[0]?.range as Range;
    const actions = await client.codeActions('file:///C:/side+car/envoy.yaml', range);
    const changed = actions[0]?.edit?.documentChanges?.[0];
    assert.ok(changed && 'textDocument' in changed && changed.textDocument.uri === uri);
  });

  it('follows the settings: severity, silence and images', async () => {
    openSidecar(9093);
    await client.settle();
    client.configure({ severity: { [mismatch]: 'error', 'envoy/*': 'off', nonsense: 7 } });
    await client.until('errors', () => client.diagnostics(podUri)?.some(({ severity }) => severity === 1) === true);
    client.configure({ severity: { 'workload/*': 'off' } });
    await client.until('silence', () => !client.codes(podUri).includes(mismatch));
    client.configure({ envoyImages: 'not a list' });
    await client.until('the defaults', () => client.codes(podUri).includes(mismatch));
  });

  it('reports the kind of a file and its links', async () => {
    openSidecar(9092);
    client.open('file:///sidecar/other.yaml', 'a: 1\n');
    await client.settle();
    const last = (uri: string) => client.statuses.findLast((status) => status.uri === uri);
    const { targetVersion, ...pod } = last(podUri) ?? {};
    assert.equal(targetVersion?.version, '1.40.0');
    assert.deepEqual(pod, {
      uri: podUri,
      recognisedAs: 'Pod my-pod',
      linkedTo: ['envoy.yaml', 'service.yaml'],
      summary:
        "Config: 'envoy.yaml', assumed to be '/config/envoy.yaml' on the node. Service 'my-app' selects this pod.",
    });
    assert.equal(last(envoyUri)?.recognisedAs, 'Envoy bootstrap');
    assert.equal(last('file:///sidecar/other.yaml')?.recognisedAs, undefined);
    assert.equal(last('file:///sidecar/other.yaml')?.isOtherManifest, undefined);
  });

  it('says of a manifest without an Envoy that it is one', async () => {
    const uri = 'file:///elsewhere/pod.yaml';
    client.open(uri, 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n');
    await client.settle();
    assert.deepEqual(
      client.statuses.findLast((status) => status.uri === uri),
      { uri, isOtherManifest: true, linkedTo: [], summary: '' },
    );
  });

  it('says of a manifest with its config that it is whole', async () => {
    const uri = 'file:///elsewhere/whole.yaml';
    client.open(
      uri,
      [
        'apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec:\n  containers:',
        '    - { name: envoy, image: "envoyproxy/envoy:v1.36.0", args: [--config-yaml, "static_resources: { listeners: [] }"] }\n',
      ].join('\n'),
    );
    await client.settle();
    const status = client.statuses.findLast((one) => one.uri === uri);
    assert.deepEqual([status?.recognisedAs, status?.linkedTo, status?.isWhole], ['Pod web', [], true]);
  });

  it('announces UTF-16 positions and the code actions it has', () => {
    const { capabilities } = client.initialized;
    assert.equal(capabilities.positionEncoding, 'utf-16');
    assert.deepEqual(capabilities.codeActionProvider, {
      codeActionKinds: ['quickfix', 'refactor', 'source.fixAll.envoySidecar'],
    });
  });
});

describe('the language server with a plain client', () => {
  it('takes settings from the initialization options and leaves out what the client does not know', async () => {
    const client = await startClient({
      capabilities: {},
      initializationOptions: { settings: { severity: { 'envoy/unknown-cluster': 'hint' } } },
    });
    client.open(envoyUri, envoyText(9092, 'ap'));
    await client.settle();
    const [sent] = client.published;
    assert.equal(sent?.version, undefined);
    assert.equal(sent?.diagnostics[0]?.severity, 4);
    assert.deepEqual(client.statuses, []);
    const actions = await client.codeActions(envoyUri, rangeOf(envoyText(9092, 'ap'), 'ap }'));
    assert.ok(actions[0]?.edit?.changes?.[envoyUri]);
    client.dispose();
  });
});
