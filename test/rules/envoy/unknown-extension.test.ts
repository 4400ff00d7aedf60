import { unknownExtension } from '../../../server/src/analysis/rules/envoy/unknown-extension.ts';
import { checkDiagnostics, checkFix } from '../../fixture/check.ts';

describe('envoy/unknown-extension', () => {
  it('reports its examples, and the fix repairs them', () => {
    for (const { before, after } of unknownExtension.examples) {
      checkDiagnostics(before);
      if (after !== undefined) checkFix(before, 'envoy/unknown-extension', after);
    }
  });
});
