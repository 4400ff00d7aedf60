import assert from 'node:assert/strict';
import { plainEnglish } from '../../client/src/deploy/l10n.ts';
import { describeOrigin } from '../../client/src/version/describe-target.ts';
import { target } from './fake-version-ports.ts';

describe('the source of the version of Envoy', () => {
  const described = (of: Parameters<typeof target>[0]) => describeOrigin(target(of), plainEnglish);

  it('is a comment, the settings, an image or nothing', () => {
    assert.equal(described({ origin: 'comment', namedIn: 'envoy.yaml' }), 'from the comment in envoy.yaml');
    assert.equal(described({ origin: 'setting' }), 'from the settings');
    assert.equal(described({ origin: 'project', namedIn: '.envoy-sidecar.yaml' }), 'from .envoy-sidecar.yaml');
    assert.equal(described({ origin: 'image', namedIn: 'pod.yaml' }), 'from the image in pod.yaml');
    assert.equal(described({ version: '1.40', origin: 'newest' }), 'newest known');
  });

  it('is shown together with the known versions if it is not one of them', () => {
    for (const version of ['1.31', '1.41.0', '2.0'])
      assert.equal(
        described({ version, origin: 'setting' }),
        'from the settings; known versions: 1.38 to 1.40',
        version,
      );
    assert.equal(described({ version: '1.38.2', origin: 'setting' }), 'from the settings');
  });
});
