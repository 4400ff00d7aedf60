import assert from 'node:assert/strict';
import { automatic, chooseVersion, type VersionPorts } from '../../client/src/version/choose-version.ts';
import { fakePorts, target } from './fake-version-ports.ts';

const uri = 'file:///envoy.yaml';

async function choose(answers: Partial<VersionPorts>, request: object = {}) {
  const { ports, log } = fakePorts(answers);
  return { result: await chooseVersion(ports, { uri, ...request }), log };
}

describe('choosing the version of Envoy', () => {
  it('asks for the version and for the place, and writes a comment', async () => {
    const { result, log } = await choose({});
    assert.deepEqual(log, ['version?', 'file or settings?', 'comment 1.38']);
    assert.deepEqual(result, { kind: 'written', version: '1.38', in: 'file' });
  });

  it('writes the setting on request, and without asking if a comment is not possible', async () => {
    const wanted = await choose({ pickPlace: async () => 'settings' });
    assert.deepEqual(wanted.log, ['version?', 'file or settings?', 'setting 1.38']);
    const { commentIn, ...json } = target();
    assert.ok(commentIn);
    const only = await choose({ target: async () => json });
    assert.deepEqual(only.log, ['version?', 'setting 1.38']);
    assert.deepEqual(only.result, { kind: 'written', version: '1.38', in: 'settings' });
  });

  it('asks nothing that the request says', async () => {
    const { log } = await choose({}, { version: '1.40', in: 'settings' });
    assert.deepEqual(log, ['setting 1.40']);
  });

  it('reports the reason if the language server gives no answer', async () => {
    const { result, log } = await choose({ target: async () => ({ refused: 'It ended.' }) });
    assert.deepEqual([result, log], [{ kind: 'refused', reason: 'It ended.' }, []]);
  });

  it('writes nothing when a person leaves', async () => {
    const first = await choose({ pickVersion: async () => undefined });
    const second = await choose({ pickPlace: async () => undefined });
    assert.deepEqual([first.log, second.log], [['version?'], ['version?', 'file or settings?']]);
    assert.deepEqual([first.result.kind, second.result.kind], ['cancelled', 'cancelled']);
  });

  it('reports that there is no config, and asks nothing', async () => {
    assert.deepEqual(await choose({ target: async () => null }), { result: { kind: 'no-config' }, log: [] });
  });

  it('returns why a comment cannot be written, and keeps the settings', async () => {
    const { result, log } = await choose(
      { target: async () => target({ origin: 'comment' }), isSet: () => true, writeComment: async () => 'No.' },
      { version: automatic },
    );
    assert.deepEqual(result, { kind: 'refused', reason: 'No.' });
    assert.deepEqual(log, ['both or file?', 'comment undefined']);
  });

  describe('back to the image or the newest', () => {
    const back = (of: Parameters<typeof target>[0], isSet: boolean) =>
      choose({ target: async () => target(of), isSet: () => isSet }, { version: automatic });

    it('removes what names a version, and asks where both do', async () => {
      assert.deepEqual((await back({ origin: 'comment' }, false)).log, ['comment undefined']);
      assert.deepEqual((await back({ origin: 'setting' }, true)).log, ['setting undefined']);
      const both = ['both or file?', 'comment undefined', 'setting undefined'];
      assert.deepEqual((await back({ origin: 'comment' }, true)).log, both);
    });

    it('reports that there is no version', async () => {
      const { result, log } = await back({ origin: 'newest' }, false);
      assert.deepEqual([result, log], [{ kind: 'automatic-already' }, []]);
    });
  });
});
