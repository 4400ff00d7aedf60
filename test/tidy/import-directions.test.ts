import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { checkImports } from '../../scripts/check-imports.mjs';

const root = path.resolve(import.meta.dirname, '..', '..');

/** One forbidden import each: its file, what it imports, and the rule that must report it. */
const plants = [
  ['server/src/analysis/text/planted-a.ts', '../yaml/syntax/yaml-node.ts', 'text-imports-downwards-only'],
  ['server/src/analysis/yaml/planted-b.ts', '../workspace/workspace.ts', 'yaml-imports-downwards-only'],
  ['server/src/analysis/envoy/planted-c.ts', '../kubernetes/planted-d.ts', 'envoy-imports-downwards-only'],
  ['server/src/analysis/kubernetes/planted-d.ts', '../workspace/planted-f.ts', 'kubernetes-imports-downwards-only'],
  ['server/src/analysis/schema/planted-e.ts', '../rules/planted-g.ts', 'schema-imports-downwards-only'],
  ['server/src/analysis/workspace/planted-f.ts', '../features/planted-h.ts', 'workspace-imports-downwards-only'],
  ['server/src/analysis/rules/planted-g.ts', '../features/planted-h.ts', 'rules-imports-downwards-only'],
  ['server/src/analysis/features/planted-h.ts', 'node:fs', 'analysis-does-no-io'],
  ['server/src/analysis/features/planted-i.ts', 'vscode-languageserver-types', 'analysis-knows-no-editor-or-cluster'],
  ['server/src/analysis/features/planted-j.ts', '../../protocol.ts', 'analysis-stands-alone'],
  ['server/src/analysis/features/planted-k.ts', 'yaml', 'only-yaml-imports-yaml'],
  ['server/src/analysis/features/planted-l.ts', 'ajv', 'only-schema-imports-ajv'],
  ['server/src/lsp/planted-m.ts', '../analysis/yaml/syntax/yaml-node.ts', 'one-door-into-analysis'],
  ['server/src/cli/planted-n.ts', 'vscode-languageserver', 'only-lsp-speaks-lsp'],
  ['client/src/planted-o.ts', '@kubernetes/client-node', 'only-kube-cluster-imports-client-node'],
  ['client/src/planted-p.ts', './deploy/kube-cluster.ts', 'kube-cluster-is-loaded-late'],
  ['client/src/planted-q.ts', '../../server/src/analysis/yaml/syntax/yaml-node.ts', 'client-knows-the-protocol-only'],
  ['server/src/lsp/planted-r.ts', '../../../client/src/planted-o.ts', 'server-knows-no-client'],
  ['server/src/cli/test/planted-v.ts', '../../../../client/src/deploy/planted-w.ts', 'tests-use-local-runs-only'],
  ['client/src/local/planted-x.ts', 'vscode', 'local-runs-need-no-editor'],
  ['client/src/planted-s.ts', './planted-t.ts', 'no-cycles'],
  ['client/src/planted-u.ts', './nowhere.ts', 'every-import-resolves'],
] as const;

describe('import directions @process', function () {
  // Whether the sources follow them is checked by a step of `npm test` and by `npm run check`.
  this.timeout(60_000);
  let copy: string;

  const write = (file: string, text: string): void => {
    fs.mkdirSync(path.dirname(path.join(copy, file)), { recursive: true });
    fs.writeFileSync(path.join(copy, file), text);
  };

  before(() => {
    copy = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'planted-')));
    for (const part of ['tsconfig.json', 'package.json', '.dependency-cruiser.mjs'])
      fs.copyFileSync(path.join(root, part), path.join(copy, part));
    fs.symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'), 'junction');
  });

  after(() => fs.rmSync(copy, { recursive: true, force: true }));

  it('are checked: a planted violation of each rule is caught', async () => {
    for (const [file, imported, rule] of plants)
      if (imported.startsWith('.') && rule !== 'every-import-resolves')
        write(path.join(path.dirname(file), imported), 'export {};\n');
    // The import of a type is an import too.
    for (const [file, imported] of plants)
      write(file, `import type * as planted from '${imported}';\nexport type Planted = typeof planted;\n`);
    // The late bundle may be imported as a type, but not be loaded.
    write('client/src/planted-p.ts', `import './deploy/kube-cluster.ts';\n`);
    // The other half of the cycle, which is reported once.
    write('client/src/planted-t.ts', `import './planted-s.ts';\n`);
    const { problems } = await checkImports(copy);
    for (const [file, , rule] of plants) {
      assert.ok(
        problems.some((problem) => problem.startsWith(`${rule}: ${file}`)),
        `${rule} did not catch ${file}; the check said:\n${problems.join('\n')}`,
      );
    }
  });

  it('are not accepted if the checker read fewer files than there are', async () => {
    const config = path.join(copy, '.dependency-cruiser.mjs');
    fs.writeFileSync(config, fs.readFileSync(config, 'utf8').replace('options: {', "options: { exclude: 'protocol',"));
    const { problems } = await checkImports(copy);
    assert.ok(problems.includes('not read by the check: server/src/protocol.ts'), problems.join('\n'));
  });
});
