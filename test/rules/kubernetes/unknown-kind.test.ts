import { unknownKind } from '../../../server/src/analysis/rules/kubernetes/unknown-kind.ts';
import { checkDiagnostics } from '../../fixture/check.ts';
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

  it('requires both the version and the kind of a known object', () => {
    const beside = (text: string) => `${object('v1', 'ConfigMap')}---\n${text}`;
    checkSaid(beside('kind: Pod\nmetadata: { name: web }\n'), `${code}: A manifest requires 'apiVersion'.`);
    checkSaid(beside('apiVersion: v1\nkind:\nmetadata: { name: web }\n'), `${code}: A manifest requires 'kind'.`);
    checkSaid(beside('kind: Workflow\nmetadata: { name: web }\n'));
    checkSaid(beside('kind: Pod\nname: web\n'));
  });

  it('reports nothing about custom resources, kinds that it does not know, and placeholders', () => {
    checkSaid(object('serving.knative.dev/v1', 'Service'));
    checkSaid(object('v1', 'Config'));
    checkSaid(object('"${VERSION}"', 'Pod'));
    checkSaid(podText());
  });
});
