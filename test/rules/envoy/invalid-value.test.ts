import { envoyInvalidValue } from '../../../server/src/analysis/rules/envoy/invalid-value.ts';
import { checkDiagnostics, checkFix } from '../../fixture/check.ts';

describe('envoy/invalid-value', () => {
  it('reports its examples, and the fix repairs them', () => {
    for (const { before, after } of envoyInvalidValue.examples) {
      checkDiagnostics(before);
      if (after !== undefined) checkFix(before, 'envoy/invalid-value', after);
    }
  });
});
