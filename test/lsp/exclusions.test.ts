import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { readInputs } from '../../server/src/cli/inputs.ts';
import { gitIgnoreRules, rulesAbove, settingRules } from '../../server/src/lsp/exclusions.ts';
import { findFiles } from '../../server/src/lsp/find-files.ts';
import { envoyText, podText } from './sidecar.ts';
import { startClient } from './test-client.ts';

describe('what is left out of a workspace', () => {
  let folder: string;
  const write = (name: string, text: string) => {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  };
  const uri = (name: string) => pathToFileURL(path.join(folder, name)).href;

  beforeEach(() => {
    folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'envoy-sidecar-left-out-')));
  });
  afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

  const rules = `# comment
build/
/top.yaml
*.gen.yaml
!keep.gen.yaml
docs/**/draft.yaml
deep/**
!deep/kept.yaml
\\#odd.yaml
trailing.yaml  \r
`;
  const expected: Readonly<Record<string, boolean>> = {
    'a.yaml': false,
    'build/a.yaml': true,
    'x/build/a.yaml': true,
    'top.yaml': true,
    'x/top.yaml': false,
    'x/a.gen.yaml': true,
    'x/keep.gen.yaml': false,
    'docs/draft.yaml': true,
    'docs/a/b/draft.yaml': true,
    'other/docs/draft.yaml': false,
    'deep/a.yaml': true,
    'deep/kept.yaml': false,
    '#odd.yaml': true,
    'trailing.yaml': true,
    'inner/own.yaml': true,
    'inner/x/own.yaml': true,
    'inner/b.gen.yaml': false,
    'own.yaml': false,
  };

  async function writeAll(): Promise<readonly string[]> {
    write('.gitignore', rules);
    write('inner/.gitignore', 'own.yaml\n!b.gen.yaml\n');
    for (const name of Object.keys(expected)) write(name, 'a: 1\n');
    const { files } = await findFiles(folder, 1000);
    return files.map((file) => path.relative(folder, file).split(path.sep).join('/')).sort();
  }

  const shown = Object.keys(expected)
    .filter((name) => !expected[name])
    .sort();

  it('is what a .gitignore in the folder or below says', async () => {
    assert.deepEqual(await writeAll(), shown);
  });

  it('is the same as for git @process', async () => {
    await writeAll();
    spawnSync('git', ['init', '-q'], { cwd: folder });
    const listed = spawnSync('git', ['ls-files', '--others', '--exclude-standard'], { cwd: folder, encoding: 'utf8' });
    const names = listed.stdout.split('\n').filter((name) => name.endsWith('.yaml'));
    assert.deepEqual(names.sort(), shown);
  });

  it('is also what the settings of the editor hide, from the folder of the workspace', () => {
    const hides = settingRules([{ '**/out': true, 'top.yaml': true, '**/*.tmp': { when: '$(basename).yaml' } }, null]);
    const isHidden = (name: string) => hides(name.split('/'), false) ?? false;
    assert.deepEqual(['out', 'x/out', 'top.yaml', 'x/top.yaml', 'a.tmp'].map(isHidden), [
      true,
      true,
      true,
      false,
      false,
    ]);
  });

  it('is what one of several names in braces hides', () => {
    const hides = settingRules([{ '**/{out,tmp}': true }]);
    assert.deepEqual(
      ['out', 'x/tmp', 'tap'].map((name) => hides(name.split('/'), false)),
      [true, true, undefined],
    );
  });

  it('stays out if a setting hides it and a .gitignore has an exception for it', async () => {
    write('.gitignore', '!out/\n!out/a.yaml\n');
    write('out/a.yaml', 'a: 1\n');
    write('b.yaml', 'a: 1\n');
    const rules = await rulesAbove(folder, [], true, settingRules([{ '**/out': true }]));
    assert.deepEqual((await findFiles(folder, 10, rules)).files, [path.join(folder, 'b.yaml')]);
  });

  it('says nothing about other names', () => {
    assert.equal(gitIgnoreRules('a.yaml\n')(['b.yaml'], false), undefined);
  });

  it('is not checked by the command line, unless it is named', async () => {
    write('.gitignore', 'out/\n');
    write('out/envoy.yaml', envoyText());
    write('envoy.yaml', envoyText());
    const files = async (given: string) =>
      (await readInputs([given])).groups.flat().map(({ shown: file }) => path.relative(folder, file));
    assert.deepEqual(await files(folder), ['envoy.yaml']);
    assert.deepEqual(await files(path.join(folder, 'out')), [path.join('out', 'envoy.yaml')]);
  });

  it('is not read by the server, also after changes, until its rules change', async () => {
    write('.gitignore', 'out/\n');
    write('out/envoy.yaml', envoyText(9092, 'nope'));
    write('hidden/envoy.yaml', envoyText(9092, 'nope'));
    write('pod.yaml', podText(9093));
    write('conf/envoy.yaml', envoyText());
    const client = await startClient({ workspaceFolders: [] });
    client.configure({ '**/hidden': true });
    const added = [{ uri: pathToFileURL(folder).href, name: 'test' }];
    client.notify('workspace/didChangeWorkspaceFolders', { event: { added, removed: [] } });
    const changed = (...names: string[]) =>
      client.notify('workspace/didChangeWatchedFiles', { changes: names.map((name) => ({ uri: uri(name), type: 2 })) });
    await client.until('the scan', () => client.codes(uri('pod.yaml')).length > 0);
    changed('out/envoy.yaml', 'hidden/envoy.yaml');
    await client.settle();
    assert.deepEqual(client.diagnostics(uri('out/envoy.yaml')) ?? [], []);
    assert.deepEqual(client.diagnostics(uri('hidden/envoy.yaml')) ?? [], []);
    write('.gitignore', '');
    changed('.gitignore');
    await client.until('it to be read', () => client.codes(uri('out/envoy.yaml')).includes('envoy/unknown-cluster'));
    assert.deepEqual(client.diagnostics(uri('hidden/envoy.yaml')) ?? [], []);
    write('.gitignore', 'out/\n');
    changed('.gitignore');
    await client.until('it to be left out', () => client.diagnostics(uri('out/envoy.yaml'))?.length === 0);
    client.dispose();
  });
});
