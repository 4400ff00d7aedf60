import assert from 'node:assert/strict';
import { isLater, releasedChangelog } from '../../scripts/release-changes.mjs';

const changelog = '# Changes\n\n## Unreleased\n\n- new\n\n## 0.1.0 - 2026-01-01\n\n- old\n';

describe('a release', () => {
  it('closes the section of unreleased changes, and opens the next', () => {
    assert.equal(
      releasedChangelog(changelog, '0.2.0', '2026-02-03'),
      '# Changes\n\n## Unreleased\n\n## 0.2.0 - 2026-02-03\n\n- new\n\n## 0.1.0 - 2026-01-01\n\n- old\n',
    );
    assert.equal(
      releasedChangelog('# Changes\n\n## Unreleased\n\n- new\n', '0.1.0', '2026-02-03'),
      '# Changes\n\n## Unreleased\n\n## 0.1.0 - 2026-02-03\n\n- new\n',
    );
  });

  it('needs changes, and a version that was not released', () => {
    const released = releasedChangelog(changelog, '0.2.0', '2026-02-03');
    assert.throws(() => releasedChangelog(released, '0.3.0', '2026-02-03'), /lists no unreleased change/);
    assert.throws(() => releasedChangelog(changelog, '0.1.0', '2026-02-03'), /already has a section for 0\.1\.0/);
    assert.throws(() => releasedChangelog('# Changes\n', '0.1.0', '2026-02-03'), /has no section/);
  });

  it('comes after the one before', () => {
    for (const [version, than] of [
      ['0.2.0', '0.1.9'],
      ['1.0.0', '0.10.0'],
      ['0.10.0', '0.9.0'],
      ['0.1.1', '0.1.0'],
    ] as const) {
      assert.ok(isLater(version, than));
      assert.ok(!isLater(than, version));
    }
    assert.ok(!isLater('0.1.0', '0.1.0'));
  });
});
