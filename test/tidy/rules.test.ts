import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { diagnose, emptyWorkspace, withTexts } from '../../server/src/analysis/index.ts';
import { allRules } from '../../server/src/analysis/rules/all-rules.ts';
import { ruleLink, rulePageAt } from '../../client/src/rule-page.ts';
import { ruleLinkTo } from '../../server/src/rule-pages.ts';
import { parseFixture } from '../fixture/parse-fixture.ts';

const root = path.resolve(import.meta.dirname, '..', '..');
const exists = (...parts: string[]): boolean => fs.existsSync(path.join(root, ...parts));

describe('every rule', () => {
  const codes = allRules.map(({ code }) => code);

  it('declares whether its fixes may be safe, because fix-all uses only these', () => {
    const safe = allRules.flatMap(({ code, examples }) =>
      examples.some(({ before }) => {
        const files = parseFixture(before).map(({ uri, text }) => [uri, text] as const);
        const workspace = withTexts(emptyWorkspace(), files);
        return files.some(([uri]) =>
          diagnose(workspace, uri).some((found) => found.code === code && found.fixes?.().some((fix) => fix.safe)),
        );
      })
        ? [code]
        : [],
    );
    const saying = allRules.flatMap(({ code, safeFixes }) => (safeFixes ? [code] : []));
    assert.ok(safe.length > 3);
    assert.deepEqual(
      safe.filter((code) => !saying.includes(code)),
      [],
    );
  });

  it('has a unique code of the form area/problem', () => {
    assert.ok(codes.length > 0);
    assert.equal(new Set(codes).size, codes.length);
    assert.deepEqual(
      codes.filter((code) => !/^[a-z0-9]+(\/[a-z0-9]+(-[a-z0-9]+)*){1}$/.test(code)),
      [],
    );
  });

  it('has a file and a test with the name of its code', () => {
    const missing = codes.flatMap((code) => [
      ...(exists('server/src/analysis/rules', `${code}.ts`) ? [] : [`server/src/analysis/rules/${code}.ts`]),
      ...(exists('test/rules', `${code}.test.ts`) ? [] : [`test/rules/${code}.test.ts`]),
    ]);
    assert.deepEqual(missing, []);
  });

  it('is shown by a running Envoy in test/runtime, if it warns about a config', () => {
    const folder = path.join(root, 'test', 'runtime');
    const tests = fs.readdirSync(folder).map((file) => fs.readFileSync(path.join(folder, file), 'utf8'));
    const warnings = allRules.filter(({ code, severity }) => code.startsWith('envoy/') && severity === 'warning');
    assert.ok(warnings.length > 20);
    assert.deepEqual(
      warnings.flatMap(({ code }) => (tests.some((text) => text.includes(`code: '${code}'`)) ? [] : [code])),
      // Who can read a ConfigMap is not a matter of Envoy.
      ['envoy/secret-inline'],
    );
  });

  it('has a page in docs/rules.md that the link of its diagnostics opens', async () => {
    const rules = fs.readFileSync(path.join(root, 'docs', 'rules.md'), 'utf8');
    for (const code of codes) {
      const page = await rulePageAt(new URL(ruleLinkTo(ruleLink)(code)).pathname, async () => rules);
      assert.ok(page?.startsWith(`## ${code}\n`), code);
    }
  });

  it('has its page in the package, which VS Code shows as a preview', () => {
    assert.match(fs.readFileSync(path.join(root, '.vscodeignore'), 'utf8'), /^!docs\/\{.*\brules\b.*\}\.md$/m);
    const { contributes } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
    assert.deepEqual(contributes.configurationDefaults['workbench.editorAssociations'], {
      [ruleLink.replace('{rule}.md', '**')]: 'vscode.markdown.preview.editor',
    });
  });

  it('is in the list if its file exists, and there is no other file in its folder', () => {
    const areas = new Set(codes.map((code) => code.split('/')[0] ?? ''));
    const files = [...areas].flatMap((area) =>
      fs
        .readdirSync(path.join(root, 'server/src/analysis/rules', area))
        .map((file) => `${area}/${file.replace(/\.ts$/, '')}`),
    );
    assert.deepEqual(files.toSorted(), codes.toSorted());
  });
});
