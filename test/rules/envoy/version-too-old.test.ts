import { versionTooOld } from '../../../server/src/analysis/rules/envoy/version-too-old.ts';
import { checkDiagnostics, checkFix } from '../../fixture/check.ts';

describe('envoy/version-too-old', () => {
  it('reports its examples, and the fix repairs them', () => {
    for (const { before, after } of versionTooOld.examples) {
      checkDiagnostics(before);
      if (after !== undefined) checkFix(before, 'envoy/version-too-old', after);
    }
  });
});
