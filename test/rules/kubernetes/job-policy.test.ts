import { jobPolicy } from '../../../server/src/analysis/rules/kubernetes/job-policy.ts';
import { checkDiagnostics } from '../../fixture/check.ts';
import { checkSaid, objectText } from '../../fixture/manifest-texts.ts';

const code = 'kubernetes/job-policy';

describe(code, () => {
  const job = (written: string, restart = 'Never') =>
    objectText(
      'batch/v1',
      'Job',
      `spec: { ${written}, template: { spec: { restartPolicy: ${restart}, containers: [{ name: app, image: a }] } } }`,
    );
  const rule = (written: string) => job(`podFailurePolicy: { rules: [{ action: FailJob, ${written} }] }`);
  const codes = (written: string) => rule(`onExitCodes: { operator: In, ${written} }`);

  it('reports its examples', () => {
    for (const { before } of jobPolicy.examples) checkDiagnostics(before);
  });

  it('knows what indexes require', () => {
    checkSaid(job('completionMode: Indexed, completions: 3, backoffLimitPerIndex: 1, maxFailedIndexes: 2'));
    checkSaid(job('backoffLimitPerIndex: 1'), `${code}: 'backoffLimitPerIndex' requires 'completionMode: Indexed'.`);
    const indexed = 'completionMode: Indexed, completions: 3';
    checkSaid(job(`${indexed}, maxFailedIndexes: 2`), `${code}: 'maxFailedIndexes' requires 'backoffLimitPerIndex'.`);
    checkSaid(
      job(`${indexed}, backoffLimitPerIndex: 1, maxFailedIndexes: 4`),
      `${code}: 'maxFailedIndexes' must not be greater than 'completions'.`,
    );
  });

  it('knows failure policies', () => {
    checkSaid(codes('values: [1, 2], containerName: app'));
    checkSaid(rule('onExitCodes: { operator: In, values: [1] }, onPodConditions: []'));
    checkSaid(rule('onPodConditions: []'), `${code}: 'rules' requires one of: onExitCodes, onPodConditions.`);
    checkSaid(rule(''), `${code}: 'rules' requires one of: onExitCodes, onPodConditions.`);
    checkSaid(codes('values: [2, 1]'), `${code}: Exit codes must be in ascending order`);
    checkSaid(codes('values: [0]'), `${code}: The operator In does not allow the exit code 0.`);
    checkSaid(codes('values: [1], containerName: web'), `${code}: There is no container 'web'`);
    const onFailure = job(
      'podFailurePolicy: { rules: [{ action: Ignore, onPodConditions: [{ type: A }] }] }',
      'OnFailure',
    );
    checkSaid(onFailure, `${code}: 'podFailurePolicy' requires 'restartPolicy: Never'.`);
  });
});
