import { missingField } from '../../../server/src/analysis/rules/kubernetes/missing-field.ts';
import { checkDiagnostics } from '../../fixture/check.ts';
import { checkSaid, deploymentText } from '../../fixture/manifest-texts.ts';

const patch = `apiVersion: apps/v1
kind: Deployment
metadata: { name: a }
spec: { template: { spec: { containers: [{ name: envoy, args: [-l, debug] }] } } }
`;

describe('kubernetes/missing-field', () => {
  it('reports its examples', () => {
    for (const { before } of missingField.examples) checkDiagnostics(before);
  });

  it('underlines the key of the map that lacks the field', () => {
    checkDiagnostics(`#- /service.yaml
#? error kubernetes/missing-field at "metadata": 'name' is required in ObjectMeta.
#? error kubernetes/missing-field at "spec": 'ports' is required in ServiceSpec.
apiVersion: v1
kind: Service
metadata:
  labels: { app: a }
spec:
  selector: { app: a }
`);
  });

  it('requires no selector where a kustomization writes labels', () => {
    const deployment = deploymentText().replace('selector: { matchLabels: { app: web } }, ', '');
    checkDiagnostics(
      `#- /web/deployment.yaml\n${deployment}\n#- /web/kustomization.yaml\ncommonLabels: { app: web }\nresources: [deployment.yaml]\n`,
    );
    checkSaid(deployment, "kubernetes/missing-field: 'selector' is required in DeploymentSpec.");
  });

  it('reports nothing in patches and in texts that do not parse', () => {
    checkDiagnostics(`#- /deployment.yaml\n${patch}`);
    checkDiagnostics(`#- /overlays/dev/a.yaml\n${patch}`);
    checkDiagnostics(`#- /envoy-patch.yaml\n${patch}`);
  });
});
