import { envoyUnknownField } from '../../../server/src/analysis/rules/envoy/unknown-field.ts';
import { checkDiagnostics, checkFix } from '../../fixture/check.ts';

describe('envoy/unknown-field', () => {
  it('reports its examples, and the fix repairs them', () => {
    for (const { before, after } of envoyUnknownField.examples) {
      checkDiagnostics(before);
      if (after !== undefined) checkFix(before, 'envoy/unknown-field', after);
    }
  });
});
