import { outOfRange } from '../../../server/src/analysis/rules/envoy/out-of-range.ts';
import { checkDiagnostics, checkFix } from '../../fixture/check.ts';

describe('envoy/out-of-range', () => {
  it('reports its examples, and the fix repairs them', () => {
    for (const { before, after } of outOfRange.examples) {
      checkDiagnostics(before);
      if (after !== undefined) checkFix(before, 'envoy/out-of-range', after);
    }
  });
});
