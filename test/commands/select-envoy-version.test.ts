import assert from 'node:assert/strict';
import '../fixture/vscode/register.ts';
import { targetVersionMethod, versionCommentMethod } from '../../server/src/protocol.ts';
import { Position, reset, state, Uri, window } from '../fixture/vscode/fake-vscode.ts';
import { target } from '../version/fake-version-ports.ts';

const { registerSelectEnvoyVersion } = await import('../../client/src/commands/select-envoy-version.ts');

const uri = 'file:///envoy.yaml';
const edit = {
  changes: {
    [uri]: [
      {
        range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
        newText: '# envoy-sidecar: version=1.38\n',
      },
    ],
  },
};

describe('selecting the version of Envoy', () => {
  const run = (argument: unknown, answers: Readonly<Record<string, unknown>> = {}): Promise<unknown> => {
    const usual = { [targetVersionMethod]: target(), [versionCommentMethod]: edit };
    registerSelectEnvoyVersion({
      request: async (method: string) => ({ ...usual, ...answers })[method],
    } as never);
    return Promise.resolve(state.handlers.get('envoySidecar.selectEnvoyVersion')?.(argument));
  };
  const texts = () => state.edits.flatMap(({ replaced }) => replaced.map(({ text }) => text));
  beforeEach(reset);

  it('writes a comment without asking if everything is given', async () => {
    await run({ uri, version: '1.38', in: 'file' });
    assert.deepEqual(texts(), ['# envoy-sidecar: version=1.38\n']);
    assert.deepEqual(state.shown, []);
  });

  it('asks for the version and the place of the active file', async () => {
    window.activeTextEditor = { document: { uri: Uri.parse(uri) }, selection: { active: new Position(0, 0) } };
    state.answers.push('Envoy 1.38', 'In envoy.yaml');
    await run(undefined);
    assert.deepEqual(texts(), ['# envoy-sidecar: version=1.38\n']);
  });

  it('ignores a place that does not exist', async () => {
    state.answers.push('In envoy.yaml');
    await run({ uri, version: '1.38', in: 'nowhere' });
    assert.equal(state.shown[0]?.how, 'pick');
  });

  it('asks for a file if none is open', async () => {
    assert.deepEqual(await run('nothing'), { kind: 'no-config' });
    assert.match(state.shown[0]?.text ?? '', /^Open an Envoy config/);
  });

  it('shows why the comment cannot be written', async () => {
    await run({ uri, version: '1.38', in: 'file' }, { [versionCommentMethod]: { refused: 'It is JSON.' } });
    assert.deepEqual([state.shown[0]?.how, state.shown[0]?.text], ['warning', 'It is JSON.']);
    reset();
    state.acceptsEdits = false;
    await run({ uri, version: '1.38', in: 'file' });
    assert.equal(state.shown[0]?.text, 'The version comment could not be written.');
  });
});
