import { wrongExtensionCategory } from '../../../server/src/analysis/rules/envoy/wrong-extension-category.ts';
import { checkDiagnostics, checkFix } from '../../fixture/check.ts';

describe('envoy/wrong-extension-category', () => {
  it('reports its examples, and the fix repairs them', () => {
    for (const { before, after } of wrongExtensionCategory.examples) {
      checkDiagnostics(before);
      if (after !== undefined) checkFix(before, 'envoy/wrong-extension-category', after);
    }
  });
});
