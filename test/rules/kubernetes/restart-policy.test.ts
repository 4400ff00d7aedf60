import { restartPolicy } from '../../../server/src/analysis/rules/kubernetes/restart-policy.ts';
import { checkDiagnostics, checkFix } from '../../fixture/check.ts';
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

  it('knows the policies of containers, and since when each container may have one', () => {
    const pod = (version: string, list: string, container: string) =>
      `# envoy-sidecar: kubernetes=${version}\n${podText(list === 'containers' ? container : '', list === 'containers' ? '' : `${list}: [{ name: init, image: a, ${container} }]`)}`;
    const rules = 'restartPolicyRules: [{ action: Restart, exitCodes: { operator: In, values: [1] } }]';
    checkSaid(pod('1.33', 'initContainers', 'restartPolicy: Always'));
    checkSaid(
      pod('1.33', 'containers', 'restartPolicy: Always'),
      `${code}: Before Kubernetes 1.34, only init containers may have 'restartPolicy'.`,
    );
    // 1.34 drops what later versions read.
    for (const version of ['1.34', '1.36']) checkSaid(pod(version, 'containers', 'restartPolicy: Never'));
    checkSaid(pod('1.34', 'initContainers', 'restartPolicy: Sometimes'));
    checkSaid(pod('1.36', 'containers', `restartPolicy: Never, ${rules}`));
    checkSaid(pod('1.36', 'containers', rules), `${code}: 'restartPolicyRules' requires 'restartPolicy'.`);
    checkSaid(pod('1.34', 'containers', rules));
  });

  it('removes the policy of a container that may not have one', () => {
    const pod = (container: string) => `#- /pod.yaml\n# envoy-sidecar: kubernetes=1.32\n${podText(container)}`;
    checkFix(pod('restartPolicy: Always'), code, pod(''));
  });
});
