import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { InitializeParams } from 'vscode-languageserver';
import { repositoryPage } from '../../server/src/rule-pages.ts';
import { envoyText, envoyUri } from './sidecar.ts';
import { startClient } from './test-client.ts';

const root = path.resolve(import.meta.dirname, '..', '..');

describe('the link of a diagnostic to its rule', () => {
  async function links(params: Partial<InitializeParams>): Promise<readonly (string | undefined)[]> {
    const client = await startClient(params);
    client.open(envoyUri, envoyText(9092, 'ap'));
    await client.settle();
    const found = client.diagnostics(envoyUri)?.map(({ codeDescription }) => codeDescription?.href) ?? [];
    client.dispose();
    return found;
  }

  const capabilities = { textDocument: { publishDiagnostics: { codeDescriptionSupport: true } } };

  it('is made as the editor asks', async () => {
    const initializationOptions = { ruleLink: 'some-editor:/rules/{rule}.md' };
    const expected = ['some-editor:/rules/envoy-unknown-cluster.md'];
    assert.deepEqual(await links({ capabilities, initializationOptions }), expected);
  });

  it('targets the repository in package.json, otherwise the file in the package', async () => {
    const { repository } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
    const file = `${pathToFileURL(path.join(root, 'docs', 'rules.md'))}#{rule}`;
    const expected = (repositoryPage(repository) ?? file).replace('{rule}', 'envoy-unknown-cluster');
    for (const initializationOptions of [undefined, {}, { ruleLink: 1 }])
      assert.deepEqual(await links({ capabilities, initializationOptions }), [expected]);
  });

  it('is left out for an editor that does not show it', async () => {
    assert.deepEqual(await links({ initializationOptions: { ruleLink: 'some-editor:/{rule}' } }), [undefined]);
  });

  it('follows the forms in which package.json names a repository', () => {
    const page = 'https://git.example/team/repo/blob/HEAD/docs/rules.md#{rule}';
    for (const address of [
      'https://git.example/team/repo',
      'git+https://git.example/team/repo.git',
      'https://git.example/team/repo/',
    ]) {
      assert.equal(repositoryPage(address), page, address);
      assert.equal(repositoryPage({ type: 'git', url: address }), page, address);
    }
    for (const unusable of [undefined, null, 7, {}, { url: 7 }, '', 'git@git.example:team/repo.git'])
      assert.equal(repositoryPage(unusable), undefined);
  });
});
