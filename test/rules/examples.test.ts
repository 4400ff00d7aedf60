import assert from 'node:assert/strict';
import { allRules } from '../../server/src/analysis/index.ts';
import { checkDiagnostics, checkFix } from '../fixture/check.ts';

describe('every rule', () => {
  const codes = allRules.map(({ code }) => code);

  it('is sorted by its code in the list', () => {
    assert.deepEqual(codes, [...codes].sort());
  });

  for (const { code, examples } of allRules)
    describe(code, () => {
      it('has examples with the expected diagnostics and results of the preferred or first fix', () => {
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
