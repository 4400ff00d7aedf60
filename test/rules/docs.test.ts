import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { rulesPage, withSeveritySettings } from '../../scripts/rule-page.ts';
import { allRules } from '../../server/src/analysis/index.ts';

const read = (file: string): string => fs.readFileSync(path.resolve(import.meta.dirname, '..', '..', file), 'utf8');

describe('the documentation of the rules', () => {
  let page: string;
  before(() => {
    page = rulesPage();
  });

  it('is what the rules make it', () => {
    assert.ok(read('docs/rules.md') === page, 'docs/rules.md is out of date, run: npm run docs');
  });

  it('lists every rule in the settings', () => {
    const manifest = read('package.json');
    assert.ok(withSeveritySettings(manifest) === manifest, 'package.json is out of date, run: npm run docs');
    assert.deepEqual(
      allRules.filter(({ code }) => !manifest.includes(`"${code}": {`)),
      [],
    );
  });

  it('shows each rule with what is found, what the fix changes and how to silence it', () => {
    const sections = page.split('<a id="').slice(1);
    assert.equal(sections.length, allRules.length);
    for (const [i, { code, why, examples }] of allRules.entries()) {
      const section = sections[i] ?? '';
      assert.ok(section.startsWith(`${code.replace('/', '-')}">`), code);
      assert.ok(section.includes(why) && section.includes(`ignore ${code}\``), code);
      assert.equal(
        section.includes('```diff'),
        examples.some(({ after }) => after !== undefined),
        code,
      );
    }
  });
});
