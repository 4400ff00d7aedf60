import assert from 'node:assert/strict';
import { createSession } from '../../server/src/lsp/session.ts';
import { podText } from './sidecar.ts';

const naming = (api: string, path: string): string =>
  `dynamic_resources: { ${api}: { path_config_source: { path: ${path} } } }\nnode: { id: a, cluster: a }\n`;

describe('a session', () => {
  it('names a file that a kustomization makes a ConfigMap of, or no longer does', () => {
    const [config, kustomization] = ['file:///s/envoy.yaml', 'file:///s/kustomization.yaml'];
    const named: string[][] = [];
    const session = createSession((affected) => named.push([...affected()].sort()));
    session.setFiles([[config, 'static_resources: {}']]);
    for (const text of ['configMapGenerator: [{ name: c, files: [envoy.yaml] }]', 'resources: []'])
      session.setFiles([[kustomization, text]]);
    assert.deepEqual(named, [[config], [config, kustomization], [config, kustomization]]);
  });
});

describe('a file that is read ahead', () => {
  const uri = 'file:///s/envoy.yaml';
  const text = 'static_resources: {}\n';
  const open = (version: number, text: string) => ({ uri, languageId: 'yaml', version, text });

  it('is not parsed again for a buffer with the same text, whichever comes first', async () => {
    const session = createSession(() => undefined);
    const file = session.readAhead(uri, text);
    session.open(open(1, text));
    assert.equal(session.workspace.files.get(uri), file);
    assert.equal(session.readAhead(uri, text), file);
    await session.takeFiles([file], () => true);
    assert.equal(session.workspace.files.get(uri), file);
  });

  it('leaves the workspace as it is if the same text is opened or changed again', () => {
    const session = createSession(() => undefined);
    session.readAhead(uri, text);
    session.open(open(1, text));
    const { workspace } = session;
    session.change(uri, 2, []);
    assert.equal(session.workspace, workspace);
  });

  it('does not replace another text of a buffer', async () => {
    const session = createSession(() => undefined);
    const file = session.readAhead(uri, text);
    session.open(open(1, 'admin: {}\n'));
    await session.takeFiles([file], () => true);
    assert.equal(session.workspace.files.get(uri)?.text, 'admin: {}\n');
  });
});

describe('an edit of an image', () => {
  it('reaches the files of xDS that the config names', () => {
    const affected = new Set<string>();
    const session = createSession((uris) => {
      for (const uri of uris()) affected.add(uri);
    });
    const lds = 'file:///s/lds.yaml';
    const listener =
      'resources:\n- "@type": type.googleapis.com/envoy.config.listener.v3.Listener\n  tcp_keepalive: {}\n';
    session.setFiles([
      ['file:///s/pod.yaml', podText()],
      ['file:///s/envoy.yaml', naming('lds_config', '/etc/lds.yaml')],
      [lds, listener],
    ]);
    const isTooOld = () => session.diagnostics(lds).some(({ code }) => code === 'envoy/version-too-old');
    assert.ok(!isTooOld());
    affected.clear();
    session.setFiles([['file:///s/pod.yaml', podText().replace('v1.40.0', 'v1.36.0')]]);
    assert.ok(affected.has(lds));
    assert.ok(isTooOld());
  });
});
