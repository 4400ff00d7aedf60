import { restartPolicy } from '../../../server/src/analysis/rules/kubernetes/restart-policy.ts';
import { checkDiagnostics } from '../../fixture/check.ts';
import { checkSaid, deploymentText, podText } from '../../fixture/manifest-texts.ts';

const code = 'kubernetes/restart-policy';

describe(code, () => {
  it('reports its examples', () => {
    for (const { before } of restartPolicy.examples) checkDiagnostics(before);
  });

  it('knows the policies of each kind', () => {
    checkSaid(deploymentText());
    checkSaid(deploymentText({ pod: 'restartPolicy: Always' }));
    checkSaid(
      deploymentText({ pod: 'restartPolicy: OnFailure' }),
      `${code}: 'restartPolicy' must be Always in a Deployment.`,
    );
    checkSaid(podText('', 'restartPolicy: Never'));
    const job = deploymentText({ kind: 'Job' })
      .replace('apps/v1', 'batch/v1')
      .replace('selector: { matchLabels: { app: web } }, ', '');
    checkSaid(job, `${code}: 'restartPolicy' must be OnFailure or Never in a Job.`);
    checkSaid(job.replace('containers:', 'restartPolicy: OnFailure, containers:'));
  });
});
