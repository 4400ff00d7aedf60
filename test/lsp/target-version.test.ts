import assert from 'node:assert/strict';
import type { WorkspaceEdit } from 'vscode-languageserver-types';
import {
  type Refusal,
  type TargetVersionStatus,
  targetVersionMethod,
  type VersionCommentParams,
  versionCommentMethod,
} from '../../server/src/protocol.ts';
import { createSession } from '../../server/src/lsp/session.ts';
import { envoyText, envoyUri, podText, podUri, serviceText, serviceUri } from './sidecar.ts';
import { startClient, type TestClient } from './test-client.ts';

const podWith = (image: string) => podText().replace(/image: .*envoy.*/, `image: ${image}`);
const old = podWith('envoyproxy/envoy:v1.34.1');

describe('the target version of a file', () => {
  let client: TestClient;

  beforeEach(async () => {
    client = await startClient();
  });

  afterEach(() => client.dispose());

  const status = (uri: string) => client.statuses.findLast((sent) => sent.uri === uri)?.targetVersion;
  const shown = (uri: string) => {
    const { version, origin, namedIn, commentIn } = status(uri) ?? {};
    return [version, origin, namedIn, commentIn];
  };

  async function open(texts: Readonly<Record<string, string>>): Promise<void> {
    for (const [uri, text] of Object.entries(texts)) client.open(uri, text);
    await client.settle();
  }

  it('is part of the status of configs and of the manifests that are linked to them', async () => {
    await open({ [podUri]: old, [envoyUri]: envoyText(), [serviceUri]: serviceText() });
    for (const uri of [podUri, envoyUri]) assert.deepEqual(shown(uri), ['1.34.1', 'image', 'pod.yaml', 'envoy.yaml']);
    assert.equal(status(serviceUri), undefined);
    const known = status(envoyUri)?.known ?? [];
    assert.deepEqual([known[0], known.at(-1), known.length], ['1.40', '1.22', 19]);
    assert.deepEqual(await client.request<TargetVersionStatus>(targetVersionMethod, { uri: podUri }), status(podUri));
    assert.equal(await client.request(targetVersionMethod, { uri: serviceUri }), null);
    assert.equal(await client.request(targetVersionMethod, { uri: 'file:///none.yaml' }), null);
  });

  it('follows the image in the manifest, the comment and the setting', async () => {
    await open({ [podUri]: old, [envoyUri]: envoyText() });
    client.change(podUri, 2, podWith('envoyproxy/envoy:v1.36-latest'));
    await client.settle();
    assert.deepEqual(shown(envoyUri), ['1.36', 'image', 'pod.yaml', 'envoy.yaml']);
    client.configure({ envoyVersion: 'v1.38' });
    await client.until('the setting', () => status(envoyUri)?.version === '1.38');
    assert.deepEqual(shown(envoyUri), ['1.38', 'setting', undefined, 'envoy.yaml']);
    client.change(envoyUri, 2, `# envoy-sidecar: version=1.35\n${envoyText()}`);
    await client.settle();
    assert.deepEqual(shown(envoyUri), ['1.35', 'comment', 'envoy.yaml', 'envoy.yaml']);
    client.change(envoyUri, 3, envoyText());
    client.configure({ envoyVersion: 'newest' });
    await client.until('the image', () => status(envoyUri)?.origin === 'image');
    client.change(podUri, 3, podWith('envoyproxy/envoy:latest'));
    await client.settle();
    assert.deepEqual(shown(envoyUri), ['1.40', 'newest', undefined, 'envoy.yaml']);
  });

  describe('in a comment', () => {
    /** The text of a file after the edit that the server makes for a version. */
    async function commented(uri: string, text: string, params: VersionCommentParams): Promise<string> {
      const answer = await client.request<WorkspaceEdit | Refusal>(versionCommentMethod, params);
      if ('refused' in answer) return answer.refused;
      const [change, ...more] = answer.documentChanges ?? [];
      if (!change) return text;
      assert.ok('edits' in change && change.textDocument.uri === uri && more.length === 0);
      const lines = text.split('\n');
      const offset = (line: number, character: number) =>
        lines.slice(0, line).reduce((sum, one) => sum + one.length + 1, 0) + character;
      return change.edits.reduce((result, edit) => {
        assert.ok('newText' in edit);
        const { start, end } = edit.range;
        return `${result.slice(0, offset(start.line, start.character))}${edit.newText}${result.slice(offset(end.line, end.character))}`;
      }, text);
    }

    const config = envoyText();

    async function edited(text: string, version?: string, uri = envoyUri): Promise<string> {
      client.open(uri, text);
      await client.settle();
      const after = await commented(uri, text, { uri, ...(version && { version }) });
      client.close(uri);
      return after;
    }

    it('is written at the top', async () => {
      assert.equal(await edited(config, '1.36'), `# envoy-sidecar: version=1.36\n${config}`);
      const windows = config.replaceAll('\n', '\r\n');
      assert.equal(await edited(windows, '1.36'), `# envoy-sidecar: version=1.36\r\n${windows}`);
    });

    it('is changed in place, and the text after it is kept', async () => {
      const text = (version: string) => `# Shop\n${config}# envoy-sidecar: version=${version} as in production\n`;
      assert.equal(await edited(text('1.34'), '1.36'), text('1.36'));
      assert.equal(await edited(text('1.x'), '1.36'), text('1.36'));
      const missing = `# envoy-sidecar: version\n${config}`;
      assert.equal(await edited(missing, '1.36'), `# envoy-sidecar: version=1.36\n${config}`);
    });

    it('is removed with its line, or with the blanks before it', async () => {
      assert.equal(await edited(`# Shop\n# envoy-sidecar: version=1.34\n${config}`), `# Shop\n${config}`);
      assert.equal(await edited(`# envoy-sidecar: version=1.34\n${config}`), config);
      assert.equal(await edited(`${config}# envoy-sidecar: version=1.34`), config);
      const behind = config.replace('static_resources:', 'static_resources: # envoy-sidecar: version=1.34 for now');
      assert.equal(await edited(behind), config);
      assert.equal(await edited(config), config);
    });

    it('is changed in the manifest if it is there, otherwise added to the config', async () => {
      const pod = `# envoy-sidecar: version=1.34\n${podText()}`;
      await open({ [podUri]: pod, [envoyUri]: config });
      assert.deepEqual(shown(envoyUri), ['1.34', 'comment', 'pod.yaml', 'pod.yaml']);
      const changed = await commented(podUri, pod, { uri: envoyUri, version: '1.35' });
      assert.equal(changed, `# envoy-sidecar: version=1.35\n${podText()}`);
      client.change(podUri, 2, podText());
      await client.settle();
      const written = await commented(envoyUri, config, { uri: podUri, version: '1.35' });
      assert.equal(written, `# envoy-sidecar: version=1.35\n${config}`);
    });

    it('is rejected if a comment is not possible, or the file is not checked', async () => {
      const uri = 'file:///sidecar/envoy.json';
      assert.match(
        await edited('{"static_resources": {}}', '1.36', uri),
        /^envoy\.json is JSON, which does not support comments/,
      );
      assert.match(await edited('a: 1\n', '1.36'), /^This file contains no Envoy config/);
      assert.match(await edited(config, '1.x'), /^'1\.x' is not a valid Envoy version/);
    });
  });
});

describe('an edit of the image in a manifest or a kustomization', () => {
  it('makes the diagnostics of the linked config due', () => {
    const due: string[][] = [];
    const session = createSession((affected) => due.push([...affected()].sort()));
    const document = (uri: string, text: string) => ({ uri, text, languageId: 'yaml', version: 1 });
    session.open(document(envoyUri, envoyText()));
    session.open(document(podUri, old));
    session.change(podUri, 2, [{ text: podWith('envoyproxy/envoy:v1.36.0') }]);
    assert.deepEqual(due.at(-1), [envoyUri, podUri]);
    const overlay = 'file:///sidecar/overlay/kustomization.yaml';
    const images = (tag: string) => `images: [{ name: envoyproxy/envoy, newTag: ${tag} }]\n`;
    session.open(document(overlay, images('v1.37.0')));
    assert.deepEqual(due.at(-1), [envoyUri, overlay, podUri]);
    session.change(overlay, 2, [{ text: images('v1.38.0') }]);
    assert.deepEqual(due.at(-1), [envoyUri, overlay, podUri]);
    session.change(overlay, 3, [{ text: `${images('v1.38.0')}# as in production\n` }]);
    assert.deepEqual(due.at(-1), [overlay]);
  });
});
