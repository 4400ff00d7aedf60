import assert from 'node:assert/strict';
import './fixture/vscode/register.ts';
import type { DocumentStatus } from '../server/src/protocol.ts';
import { EventEmitter, Position, reset, state, Uri, window } from './fixture/vscode/fake-vscode.ts';

const { showDocumentStatus } = await import('../client/src/document-status.ts');

const uri = 'file:///shop/envoy.yaml';

describe('the status of the active file', () => {
  const statuses = new EventEmitter<DocumentStatus>();
  let shown: { dispose(): unknown };
  const show = (active: string) => {
    window.activeTextEditor = { document: { uri: Uri.parse(active) }, selection: { active: new Position(0, 0) } };
    state.switched.fire();
  };
  const send = (status: Partial<DocumentStatus>) => statuses.fire({ uri, linkedTo: [], ...status } as DocumentStatus);
  const texts = () => [...state.statusItems.values()].map(({ text, detail }) => [text, detail]);
  const isEnvoy = () => state.executed.at(-1);

  beforeEach(() => {
    reset();
    shown = showDocumentStatus(statuses.event as never);
  });
  afterEach(() => void shown.dispose());

  it('shows what the file is and what it is linked to', () => {
    show(uri);
    assert.deepEqual(isEnvoy(), ['setContext', 'envoySidecar.hasEnvoy', false]);
    send({ recognisedAs: 'Envoy config', summary: 'No pod uses it.' });
    assert.deepEqual(texts(), [['Envoy config', 'No pod uses it.']]);
    assert.deepEqual(isEnvoy(), ['setContext', 'envoySidecar.hasEnvoy', true]);
    send({ recognisedAs: 'Envoy config', linkedTo: ['pod.yaml'], summary: "Used by 'pod.yaml'." });
    assert.deepEqual(texts(), [['Envoy config', "Used by 'pod.yaml'."]]);
  });

  it('shows nothing for a file that is neither, and remembers the others', () => {
    show(uri);
    send({ recognisedAs: 'Envoy config', summary: 'No pod uses it.' });
    show('file:///shop/notes.yaml');
    assert.deepEqual(texts(), []);
    assert.deepEqual(isEnvoy(), ['setContext', 'envoySidecar.hasEnvoy', false]);
    send({ uri: 'file:///shop/notes.yaml' });
    assert.deepEqual(texts(), []);
    show(uri);
    assert.deepEqual(texts(), [['Envoy config', 'No pod uses it.']]);
  });

  it('says in the status bar whether the file is linked to others, has both halves, or neither', () => {
    show(uri);
    const said = (['pod.yaml', 'a.yaml', 'b.yaml'] as const).map((_, i, names) => {
      send({ recognisedAs: 'Envoy config', linkedTo: names.slice(0, i + 1) });
      return state.bar;
    });
    send({ recognisedAs: 'Pod web', isWhole: true });
    said.push(state.bar);
    send({ recognisedAs: 'Pod web' });
    said.push(state.bar);
    send({});
    assert.deepEqual(
      [...said, state.bar],
      [
        '$(references) Envoy config, linked to pod.yaml',
        '$(references) Envoy config, linked to pod.yaml, a.yaml',
        '$(references) Envoy config, linked to pod.yaml, a.yaml, …',
        '$(references) Pod web',
        '$(references) Pod web, not linked',
        '',
      ],
    );
  });

  it('belongs to this file only, also with a name like a pattern', () => {
    const odd = 'file:///shop/a[1]*.yaml';
    show(odd);
    send({ uri: odd, recognisedAs: 'Envoy config' });
    const [item] = state.statusItems.values();
    assert.ok(item);
    const { pattern } = item.selector as { pattern: { base: Uri; pattern: string } };
    assert.deepEqual([String(pattern.base), pattern.pattern], ['file:///shop/', 'a[[]1[]][*].yaml']);
  });

  it('is gone after the client stops', () => {
    show(uri);
    send({ recognisedAs: 'Envoy config' });
    shown.dispose();
    assert.deepEqual(texts(), []);
  });
});
