import { envoyMissingField } from '../../../server/src/analysis/rules/envoy/missing-field.ts';
import { checkDiagnostics, checkFix } from '../../fixture/check.ts';

describe('envoy/missing-field', () => {
  it('reports its examples, and the fix repairs them', () => {
    for (const { before, after } of envoyMissingField.examples) {
      checkDiagnostics(before);
      if (after !== undefined) checkFix(before, 'envoy/missing-field', after);
    }
  });
});
