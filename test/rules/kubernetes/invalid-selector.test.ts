import { invalidSelector } from '../../../server/src/analysis/rules/kubernetes/invalid-selector.ts';
import { checkDiagnostics } from '../../fixture/check.ts';
import { checkSaid, deploymentText } from '../../fixture/manifest-texts.ts';

const code = 'kubernetes/invalid-selector';

describe(code, () => {
  it('reports its examples', () => {
    for (const { before } of invalidSelector.examples) checkDiagnostics(before);
  });

  it('knows operators', () => {
    const expression = (written: string) =>
      deploymentText({ selector: `{ matchLabels: { app: web }, matchExpressions: [{ key: app, ${written} }] }` });
    checkSaid(expression('operator: Exists'));
    checkSaid(expression('operator: Exists, values: [web]'), `${code}: 'Exists' must not have 'values'.`);
    checkSaid(expression('operator: In'), `${code}: 'In' requires 'values'.`);
  });

  it('leaves the selector of a Job to the server', () => {
    const job = deploymentText({ kind: 'Job', pod: 'restartPolicy: Never' }).replace('apps/v1', 'batch/v1');
    checkSaid(job, `${code}: A Job sets its selector itself.`);
    checkSaid(job.replace('selector:', 'manualSelector: true, selector:'));
  });
});
