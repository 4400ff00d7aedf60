import { rollingUpdate } from '../../../server/src/analysis/rules/kubernetes/rolling-update.ts';
import { checkDiagnostics } from '../../fixture/check.ts';
import { checkSaid, deploymentText } from '../../fixture/manifest-texts.ts';

const code = 'kubernetes/rolling-update';

describe(code, () => {
  it('reports its examples', () => {
    for (const { before } of rollingUpdate.examples) checkDiagnostics(before);
  });

  it('knows amounts', () => {
    const update = (written: string) => deploymentText({}, `strategy: { rollingUpdate: { ${written} } }`);
    for (const fine of ['maxSurge: 25%', 'maxSurge: 200%', 'maxUnavailable: 0', 'maxSurge: 0', 'maxSurge: "${SURGE}"'])
      checkSaid(update(fine));
    for (const wrong of [
      'maxSurge: -1',
      'maxSurge: 25 %',
      'maxUnavailable: 150%',
      'maxUnavailable: "1"',
      'maxSurge: 0%, maxUnavailable: 0',
    ])
      checkSaid(update(wrong), code);
    checkSaid(
      deploymentText({}, 'strategy: { type: Recreate, rollingUpdate: { maxSurge: 1 } }'),
      `${code}: 'rollingUpdate' requires type`,
    );
  });

  it('compares the deadline with the time until a pod is ready', () => {
    checkSaid(deploymentText({}, 'progressDeadlineSeconds: 11, minReadySeconds: 10'));
    const said = `${code}: 'progressDeadlineSeconds' must be greater than 'minReadySeconds'.`;
    checkSaid(deploymentText({}, 'progressDeadlineSeconds: 10, minReadySeconds: 10'), said);
    checkSaid(deploymentText({}, 'minReadySeconds: 600'), said);
  });

  it('replaces the pods of a DaemonSet either before or after new ones start', () => {
    const update = (written: string) =>
      deploymentText({ kind: 'DaemonSet' }, `updateStrategy: { rollingUpdate: { ${written} } }`);
    for (const fine of [
      'maxSurge: 0',
      'maxUnavailable: 2',
      'maxSurge: 1, maxUnavailable: 0',
      'maxSurge: 25%, maxUnavailable: 0%',
    ])
      checkSaid(update(fine));
    for (const wrong of ['maxSurge: 1', 'maxSurge: 10%, maxUnavailable: 1'])
      checkSaid(update(wrong), `${code}: 'maxSurge' must be 0 if 'maxUnavailable' is greater than 0.`);
    for (const wrong of ['maxUnavailable: 0', 'maxSurge: 0%, maxUnavailable: 0%'])
      checkSaid(update(wrong), `${code}: 'maxUnavailable' must not be 0 if 'maxSurge' is 0.`);
  });
});
