import { disruptionBudget } from '../../../server/src/analysis/rules/kubernetes/disruption-budget.ts';
import { checkDiagnostics } from '../../fixture/check.ts';
import { checkSaid, objectText } from '../../fixture/manifest-texts.ts';

const code = 'kubernetes/disruption-budget';

describe(code, () => {
  it('reports its examples', () => {
    for (const { before } of disruptionBudget.examples) checkDiagnostics(before);
  });

  it('knows numbers and percentages', () => {
    const budget = (written: string) => objectText('policy/v1', 'PodDisruptionBudget', `spec: { ${written} }`);
    for (const fine of ['minAvailable: 1', 'minAvailable: 100%', 'maxUnavailable: 0', 'maxUnavailable: "${MOST}"'])
      checkSaid(budget(fine));
    checkSaid(budget('minAvailable: 101%'), `${code}: 'minAvailable' must not be greater than 100%.`);
    checkSaid(budget('maxUnavailable: -1'), `${code}: 'maxUnavailable' must not be negative.`);
    checkSaid(budget('maxUnavailable: half'), `${code}: 'maxUnavailable' must be a number or a percentage`);
  });
});
