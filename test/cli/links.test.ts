import assert from 'node:assert/strict';
import path from 'node:path';
import { links } from '../../server/src/cli/links.ts';
import { translationFor } from '../../server/src/l10n/translations.ts';

const example = path.resolve(import.meta.dirname, '..', '..', 'examples', 'nginx-sidecar');

describe('envoy-sidecar links', () => {
  it('shows the links of a folder, in English and Chinese', async () => {
    const { stdout, stderr, status } = await links([example]);
    assert.match(stdout, /^Pod 'nginx-sidecar'\. {2}pod\.yaml:6\n {2}Envoy in container 'envoy'\. {2}pod\.yaml:16\n/);
    assert.deepEqual([stderr, status], ['', 0]);
    assert.match(
      (await links([example], translationFor('zh-cn'))).stdout,
      /\n {2}容器 'envoy' 中的 Envoy。 {2}pod\.yaml:16\n/,
    );
  });

  it('says which files cannot be read', async () => {
    const { stdout, stderr, status } = await links([path.join(example, 'none.yaml')]);
    assert.equal(stdout, '');
    assert.match(stderr, /none\.yaml cannot be read: /);
    assert.equal(status, 2);
  });
});
