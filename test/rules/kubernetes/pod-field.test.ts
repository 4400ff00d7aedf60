import { podField } from '../../../server/src/analysis/rules/kubernetes/pod-field.ts';
import { checkDiagnostics } from '../../fixture/check.ts';
import { checkSaid, deploymentText, podText } from '../../fixture/manifest-texts.ts';

const code = 'kubernetes/pod-field';

describe(code, () => {
  it('reports its examples', () => {
    for (const { before } of podField.examples) checkDiagnostics(before);
  });

  it('knows tolerations and deadlines', () => {
    const toleration = (written: string) => podText('', `tolerations: [{ ${written} }]`);
    for (const fine of [
      'operator: Exists',
      'key: a, value: b',
      'key: a, operator: Exists, effect: NoExecute, tolerationSeconds: 5',
    ])
      checkSaid(toleration(fine));
    for (const wrong of ['operator: Equal', 'key: a, operator: Exists, value: b', 'key: a, tolerationSeconds: 5'])
      checkSaid(toleration(wrong), code);
    checkSaid(podText('', 'activeDeadlineSeconds: 5'));
    checkSaid(deploymentText({ pod: 'activeDeadlineSeconds: 5' }), `${code}: A Deployment must not have`);
    checkSaid(podText('', 'dnsPolicy: None'), code);
  });

  it('knows when the host name of a pod must not be set', () => {
    checkSaid(podText('', 'hostnameOverride: a.example'));
    checkSaid(
      podText('', 'hostnameOverride: a, hostNetwork: true'),
      `${code}: 'hostnameOverride' must not be set if 'hostNetwork' is.`,
    );
    checkSaid(`# envoy-sidecar: kubernetes=1.34\n${podText('', 'hostnameOverride: a, hostNetwork: true')}`);
  });
});
