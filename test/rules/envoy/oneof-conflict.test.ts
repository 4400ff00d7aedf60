import { oneofConflict } from '../../../server/src/analysis/rules/envoy/oneof-conflict.ts';
import { checkDiagnostics, checkFix } from '../../fixture/check.ts';

describe('envoy/oneof-conflict', () => {
  it('reports its examples, and the fix repairs them', () => {
    for (const { before, after } of oneofConflict.examples) {
      checkDiagnostics(before);
      if (after !== undefined) checkFix(before, 'envoy/oneof-conflict', after);
    }
  });
});
