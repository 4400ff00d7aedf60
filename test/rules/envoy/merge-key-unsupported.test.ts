import { mergeKeyUnsupported } from '../../../server/src/analysis/rules/envoy/merge-key-unsupported.ts';
import { checkDiagnostics, checkFix } from '../../fixture/check.ts';

describe('envoy/merge-key-unsupported', () => {
  it('reports its examples, and the fix repairs them', () => {
    for (const { before, after } of mergeKeyUnsupported.examples) {
      checkDiagnostics(before);
      if (after !== undefined) checkFix(before, 'envoy/merge-key-unsupported', after);
    }
  });
});
