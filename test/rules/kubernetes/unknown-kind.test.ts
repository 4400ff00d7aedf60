import { unknownKind } from '../../../server/src/analysis/rules/kubernetes/unknown-kind.ts';
import { checkDiagnostics, checkFix } from '../../fixture/check.ts';
import { checkSaid, podText } from '../../fixture/manifest-texts.ts';

const code = 'kubernetes/unknown-kind';
const object = (apiVersion: string, kind: string) =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: web }\n`;

describe(code, () => {
  it('reports its examples', () => {
    for (const { before } of unknownKind.examples) checkDiagnostics(before);
  });

  it('knows kinds by other names, and removed versions', () => {
    checkSaid(object('v1', 'configmap'), `${code}: 'configmap' is not a kind. Use ConfigMap.`);
    checkSaid(object('v1', 'Svc'), code);
    checkSaid(object('networking.k8s.io/v1', 'NetworkPolicies'), code);
    checkSaid(
      object('extensions/v1beta1', 'Ingress'),
      `${code}: Kind Ingress is not in 'extensions/v1beta1'. Use networking.k8s.io/v1.`,
    );
    checkSaid(object('v2', 'ConfigMap'), code);
    checkSaid(`apiVersion: v1\nkind: List\nitems: [{ apiVersion: v1, kind: Job, metadata: { name: a } }]\n`, code);
  });

  it('knows misspelled kinds, and groups that have no such kind', () => {
    checkSaid(object('v1', 'ConfigMapp'), `${code}: 'ConfigMapp' is not a kind. Use ConfigMap.`);
    checkSaid(object('apps/v1', 'Deploymnet'), `${code}: 'Deploymnet' is not a kind. Use Deployment.`);
    checkSaid(object('apps/v1', 'Rollout'), `${code}: There is no kind Rollout in 'apps/v1'.`);
    checkSaid(object('app/v1', 'Deployment'), `${code}: Kind Deployment is not in 'app/v1'. Use apps/v1.`);
  });

  it('knows words that are no kinds, and kinds by their fields', () => {
    checkSaid(object('v1', '"a b"'), `${code}: There is no kind a b in 'v1'.`);
    checkSaid(object('example.com/v1', '"50%"'), `${code}: There is no kind 50% in 'example.com/v1'.`);
    checkSaid(object('v1', '"${KIND}"'));
    const written = (spec: string, kind = 'Server') =>
      `apiVersion: v1\nkind: ${kind}\nmetadata: { name: web }\nspec: { ${spec} }\n`;
    checkSaid(written('ports: [{ port: 80 }]'), `${code}: There is no kind Server in 'v1'.`);
    checkSaid(written('containers: [{ name: a, image: b }]'), `${code}: There is no kind Server in 'v1'.`);
    checkSaid(written('ports: [{ port: 80 }], replicas: 2'));
    checkSaid(written('to: { name: web }, port: { targetPort: 80 }', 'Route'));
    const text = `#- /a.yaml\n${written('ports: [{ port: 80 }]')}`;
    checkFix(text, code, text.replace('kind: Server', 'kind: Service'), "Change to 'Service'");
  });

  it('knows that the items of a List are objects', () => {
    checkSaid(
      'apiVersion: v1\nkind: List\nitems: [a, { apiVersion: v1, kind: Secret, metadata: { name: a } }]\n',
      `${code}: An item of 'items' must be an object.`,
    );
  });

  it('knows that both are strings', () => {
    checkSaid(object('v1', 'true'), `${code}: 'kind' must be a string.`);
    checkSaid(object('1', 'Pod'), `${code}: 'apiVersion' must be a string.`);
  });

  it('requires both the version and the kind of a known object', () => {
    const beside = (text: string) => `${object('v1', 'ConfigMap')}---\n${text}`;
    checkSaid(beside('kind: Pod\nmetadata: { name: web }\n'), `${code}: A manifest requires 'apiVersion'.`);
    checkSaid(beside('apiVersion: v1\nkind:\nmetadata: { name: web }\n'), `${code}: A manifest requires 'kind'.`);
    checkSaid(beside('apiVersion: v1\nkind: null\nmetadata: { name: web }\n'), `${code}: A manifest requires 'kind'.`);
    checkSaid(beside('kind: Workflow\nmetadata: { name: web }\n'));
    checkSaid(beside('kind: Pod\nname: web\n'));
  });

  it('reports nothing about custom resources, kinds that it does not know, and placeholders', () => {
    checkSaid(object('serving.knative.dev/v1', 'Service'));
    checkSaid(object('v1', 'Config'));
    checkSaid(object('v1', 'Template'));
    checkSaid(object('apps/v1', '"${KIND}"'));
    checkSaid(object('apps/v1', 'DeploymentList'));
    checkSaid(object('networking.k8s.io/v1beta1', 'IPAddress'));
    checkSaid(object('skaffold/v4beta6', 'Config'));
    checkSaid(object('"${VERSION}"', 'Pod'));
    checkSaid(podText());
  });
});
