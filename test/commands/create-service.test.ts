import assert from 'node:assert/strict';
import '../fixture/vscode/register.ts';
import { type CreatedService, createServiceMethod, type Refusal } from '../../server/src/protocol.ts';
import { Position, reset, state, Uri, window, workspace } from '../fixture/vscode/fake-vscode.ts';

const { registerCreateService } = await import('../../client/src/commands/create-service.ts');

const uri = 'file:///pod.yaml';
const range = { start: { line: 9, character: 0 }, end: { line: 12, character: 0 } };
const created: CreatedService = {
  uri,
  range,
  edit: { changes: { [uri]: [{ range, newText: 'kind: Service\n' }] } },
  manifest: { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', namespace: 'default' } },
} as never;

describe('creating a Service', () => {
  const requests: unknown[] = [];
  const run = (answer: CreatedService | Refusal, argument?: unknown, applies = false): Promise<unknown> => {
    registerCreateService({
      request: async (method: string, params: unknown) => {
        requests.push([method, params]);
        return answer;
      },
      ui: {
        offerToApply: async () => applies,
        showResult: ({ kind }: { kind: string }) => requests.push(kind),
      },
    } as never);
    return Promise.resolve(state.handlers.get('envoySidecar.createService')?.(argument));
  };
  beforeEach(() => {
    reset();
    requests.length = 0;
  });

  it('writes it and shows it', async () => {
    assert.deepEqual(await run(created, { uri, position: { line: 1, character: 0 } }), { kind: 'created' });
    assert.deepEqual(requests, [[createServiceMethod, { uri, position: { line: 1, character: 0 } }]]);
    assert.deepEqual(
      state.edits.flatMap(({ replaced }) => replaced.map((one) => [one.uri, one.text])),
      [[uri, 'kind: Service\n']],
    );
    assert.equal(state.shown.at(-1)?.text, 'file:///pod.yaml:9');
  });

  it('uses the cursor in the active file', async () => {
    window.activeTextEditor = { document: { uri: Uri.parse(uri) }, selection: { active: new Position(3, 4) } };
    await run(created, Uri.parse(uri));
    await run(created, Uri.parse('file:///other.yaml'));
    await run(created, 'file:///other.yaml');
    assert.deepEqual(requests, [
      [createServiceMethod, { uri, position: { line: 3, character: 4 } }],
      [createServiceMethod, { uri: 'file:///other.yaml' }],
      [createServiceMethod, { uri: 'file:///other.yaml' }],
    ]);
  });

  it('asks for a file if none is open', async () => {
    assert.deepEqual(await run(created), { kind: 'no-file' });
    assert.equal(state.shown[0]?.how, 'information');
  });

  it('shows why it is not possible', async () => {
    assert.deepEqual(await run({ refused: 'There is no listener.' }, { uri }), { kind: 'refused' });
    assert.equal(state.shown[0]?.text, 'There is no listener.');
  });

  it('reports that the file could not be changed', async () => {
    state.acceptsEdits = false;
    assert.deepEqual(await run(created, { uri }), { kind: 'not-edited' });
    assert.equal(state.shown[0]?.how, 'error');
  });

  it('applies it only if the user wants this and trusts the workspace', async () => {
    workspace.isTrusted = false;
    const result = await run(created, { uri }, true);
    assert.deepEqual(result, { kind: 'created', applied: { kind: 'untrusted', changes: [] } });
    assert.equal(requests.at(-1), 'untrusted');
  });
});
