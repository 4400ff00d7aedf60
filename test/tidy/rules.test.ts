import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { allRules } from '../../server/src/analysis/rules/all-rules.ts';

const root = path.resolve(import.meta.dirname, '..', '..');
const exists = (...parts: string[]): boolean => fs.existsSync(path.join(root, ...parts));

const isRule = (file: string): boolean => fs.existsSync(file) && /= rule\(\{/.test(fs.readFileSync(file, 'utf8'));

describe('every rule', () => {
  const codes = allRules.map(({ code }) => code);

  it('has a code of its own, of the form area/problem', () => {
    assert.ok(codes.length > 0);
    assert.equal(new Set(codes).size, codes.length);
    assert.deepEqual(
      codes.filter((code) => !/^[a-z0-9]+(\/[a-z0-9]+(-[a-z0-9]+)*){1}$/.test(code)),
      [],
    );
  });

  it('has a file and a test where its code says', () => {
    const missing = codes.flatMap((code) => [
      ...(exists('server/src/analysis/rules', `${code}.ts`) ? [] : [`server/src/analysis/rules/${code}.ts`]),
      ...(exists('test/rules', `${code}.test.ts`) ? [] : [`test/rules/${code}.test.ts`]),
    ]);
    assert.deepEqual(missing, []);
  });

  it('has a place in docs/rules.md that a link reaches', () => {
    const docs = fs.readFileSync(path.join(root, 'docs', 'rules.md'), 'utf8');
    assert.deepEqual(
      codes.filter((code) => !docs.includes(`"${code.replace('/', '-')}"`) || !docs.includes(code)),
      [],
    );
  });

  it('is in the list when its file is there', () => {
    const folder = path.join(root, 'server/src/analysis/rules');
    const tests = fs
      .readdirSync(path.join(root, 'test/rules'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.test.ts') && file.includes(path.sep))
      .map((file) => file.slice(0, -'.test.ts'.length).split(path.sep).join('/'))
      // Others hold what several rules share.
      .filter((code) => isRule(path.join(folder, `${code}.ts`)));
    assert.ok(tests.length > 0);
    assert.deepEqual(
      tests.filter((code) => !codes.includes(code)),
      [],
    );
  });
});
