import { envoyWrongType } from '../../../server/src/analysis/rules/envoy/wrong-type.ts';
import { checkDiagnostics, checkFix } from '../../fixture/check.ts';

describe('envoy/wrong-type', () => {
  it('reports its examples, and the fix repairs them', () => {
    for (const { before, after } of envoyWrongType.examples) {
      checkDiagnostics(before);
      if (after !== undefined) checkFix(before, 'envoy/wrong-type', after);
    }
  });
});
