import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { allRules } from '../../server/src/analysis/index.ts';
import { checkDiagnostics, checkFix } from '../fixture/check.ts';

describe('every rule', () => {
  const codes = allRules.map(({ code }) => code);

  it('has a code of its own, and the list is sorted by code', () => {
    assert.deepEqual(codes, [...new Set(codes)].sort());
  });

  for (const { code, examples } of allRules)
    describe(code, () => {
      it('has its test where one looks for it', () => {
        assert.ok(existsSync(new URL(`./${code}.test.ts`, import.meta.url)), `test/rules/${code}.test.ts is missing`);
      });

      it('has examples that are as they claim, and whose preferred fix yields what they say', () => {
        assert.ok(examples.length > 0, 'no example');
        for (const { before, after } of examples) {
          checkDiagnostics(before);
          if (after === undefined) continue;
          checkDiagnostics(after);
          checkFix(before, code, after);
        }
      });
    });
});
