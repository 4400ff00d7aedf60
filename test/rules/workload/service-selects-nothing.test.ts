import { checkDiagnostics, checkFix } from '../../fixture/check.ts';

const code = 'workload/service-selects-nothing';
const service = (selector: string, claim = '', more = '') =>
  `#- /service.yaml
apiVersion: v1
kind: Service
metadata: { name: web }
spec: { selector: ${selector}, ports: [{ port: 80 }]${more} }
${claim}`;
const pod = (labels: string, name = 'web') =>
  `apiVersion: v1
kind: Pod
metadata: { name: ${name}, labels: ${labels} }
spec: { containers: [{ name: app, image: example.com/web:1.4.2 }] }`;
const oneFile = (selector: string, labels: string, claim = '') => `${service(selector, claim)}\n---\n${pod(labels)}\n`;
const twoFiles = (selector: string, labels: string, claim = '', path = '/pod.yaml') =>
  `${service(selector, claim)}\n#- ${path}\n${pod(labels)}\n`;

describe(code, () => {
  it('warns about a label of a workload in the same file', () => {
    const said = "The Service selects no pod. Pod 'web' has label 'app' with the value 'website'.";
    checkDiagnostics(
      oneFile('{ tier: front, app: shop }', '{ tier: front, app: website }', `#? warning ${code} at "shop": ${said}`),
    );
    checkDiagnostics(oneFile('{ app: wbe }', '{ app: web }', `#? warning ${code} at "wbe"`));
    checkDiagnostics(oneFile('{ app: shop }', '{ app: web }', `#? warning ${code} at "shop"`));
    checkFix(oneFile('{ app: wbe }', '{ app: web }'), code, oneFile('{ app: web }', '{ app: web }'));
  });

  it('gives a hint for a workload in another file, and for variants', () => {
    checkDiagnostics(twoFiles('{ app: wbe }', '{ app: web }', `#? hint ${code} at "wbe"`));
    checkFix(twoFiles('{ app: wbe }', '{ app: web }'), code, twoFiles('{ app: web }', '{ app: web }'));
    checkDiagnostics(oneFile('{ app: web, version: v2 }', '{ app: web, version: v1 }', `#? hint ${code} at "v2"`));
    const two = `${oneFile('{ app: wbe }', '{ app: web }', `#? hint ${code} at "wbe"`)}---\n${pod('{ app: wbs }', 'b')}\n`;
    checkDiagnostics(two);
  });

  it('gives only a hint if another Service selects the pod, and only for values that are spelled alike', () => {
    const other = `---\napiVersion: v1\nkind: Service\nmetadata: { name: other }\nspec: { selector: { app: web }, ports: [{ port: 80 }] }\n`;
    checkDiagnostics(oneFile('{ app: wbe }', '{ app: web }', `#? hint ${code} at "wbe"`) + other);
    checkDiagnostics(oneFile('{ tier: front, app: shop }', '{ tier: front, app: web }') + other);
    checkDiagnostics(twoFiles('{ tier: front, app: shop }', '{ tier: front, app: web }'));
  });

  it('accepts a Service that selects a pod of the workspace', () => {
    checkDiagnostics(twoFiles('{ app: web }', '{ app: web, tier: front }', '', '/far/away/pod.yaml'));
  });

  it('reports nothing if no workload is similar', () => {
    checkDiagnostics(`${service('{ app: wbe }')}\n`);
    const others = `---\n${pod('{ app: b }', 'b')}\n`;
    checkDiagnostics(oneFile('{ app: redis }', '{ app: web }') + others);
    checkDiagnostics(twoFiles('{ app: redis }', '{ app: web }'));
    checkDiagnostics(oneFile('{ app: wbe, tier: front }', '{ app: web, tier: back }'));
    checkDiagnostics(twoFiles('{ app: wbe }', '{ app: web }', '', '/far/pod.yaml'));
  });

  it('reports nothing if labels are set elsewhere or not known', () => {
    const kustomization =
      '#- /kustomization.yaml\nresources: [service.yaml]\nlabels: [{ pairs: { app: a }, includeSelectors: true }]\n';
    checkDiagnostics(oneFile('{ app: wbe }', '{ app: web }') + kustomization);
    checkDiagnostics(oneFile('{ app: "${APP}" }', '{ app: web }'));
    checkDiagnostics(
      `${twoFiles('{ app: wbe }', '{ app: web }')}#- /other.yaml\n${pod('{ app: "${APP}" }', 'other')}\n`,
    );
    checkDiagnostics(
      oneFile('{ statefulset.kubernetes.io/pod-name: web-0 }', '{ statefulset.kubernetes.io/pod-name: web-1 }'),
    );
    checkDiagnostics(
      `${service('{ app: wbe }', '', ', type: ExternalName, externalName: a.example')}\n---\n${pod('{ app: web }')}\n`,
    );
  });
});
