import assert from 'node:assert/strict';
import { defaultSettings, readSettings } from '../../server/src/lsp/settings.ts';

describe('readSettings', () => {
  it('reads versions as people write them, and ignores everything else', () => {
    const { envoyVersion, kubernetesVersion } = readSettings({ envoyVersion: ' v1.36 ', kubernetesVersion: 'v1.33.4' });
    assert.deepEqual([envoyVersion, kubernetesVersion], ['1.36', '1.33']);
    for (const wrong of ['', 'newest', 1.33, null])
      assert.deepEqual(readSettings({ envoyVersion: wrong, kubernetesVersion: wrong }), defaultSettings);
  });

  it('formats only if it is told to', () => {
    assert.deepEqual(
      [{}, { format: true }, { format: { enable: 'yes' } }, { format: { enable: true } }].map(
        (section) => readSettings(section).format,
      ),
      [false, false, false, true],
    );
  });
});
