import { selectorMismatch } from '../../../server/src/analysis/rules/kubernetes/selector-mismatch.ts';
import { checkDiagnostics } from '../../fixture/check.ts';
import { checkSaid, deploymentText } from '../../fixture/manifest-texts.ts';

const code = 'kubernetes/selector-mismatch';

describe(code, () => {
  it('reports its examples', () => {
    for (const { before } of selectorMismatch.examples) checkDiagnostics(before);
  });

  it('compares labels and expressions', () => {
    checkSaid(deploymentText({ labels: '{ app: web, tier: front }' }));
    checkSaid(deploymentText({ labels: '{ tier: front }' }), `${code}: The pod template has no label 'app: web'.`);
    const expression = (written: string) =>
      deploymentText({ selector: `{ matchExpressions: [{ key: app, ${written} }] }` });
    checkSaid(expression('operator: In, values: [web, api]'));
    checkSaid(expression('operator: In, values: [api]'), code);
    checkSaid(expression('operator: DoesNotExist'), code);
    checkSaid(expression('operator: Exists'));
    checkSaid(expression('operator: NotIn, values: [web]'), code);
    checkSaid(expression('operator: NotIn, values: [api]'));
    checkSaid(expression('operator: "${OPERATOR}", values: [api]'));
  });

  it('reports nothing if a kustomization writes labels', () => {
    const deployment = deploymentText({ labels: '{ tier: front }' });
    const set = (labels: string) =>
      checkDiagnostics(
        `#- /web/deployment.yaml\n${deployment}\n#- /web/kustomization.yaml\n${labels}\nresources: [deployment.yaml]\n`,
      );
    set('commonLabels: { app: web }');
    const other = deploymentText({ labels: '{ tier: front }' });
    checkDiagnostics(
      `#- /web/deployment.yaml\n${other}\n#? error ${code} at "web"#2\n#- /web/kustomization.yaml\ncommonLabels: { team: a }\nresources: [deployment.yaml]\n`,
    );
    set('labels: [{ pairs: { app: web }, includeSelectors: true }]');
  });

  it('reports nothing if a label is filled in', () => {
    checkSaid(deploymentText({ labels: '{ app: "${APP}" }' }));
    checkSaid(deploymentText({ selector: '{ matchLabels: { app: "${APP}" } }' }));
  });
});
