import { checkDiagnostics, checkFix } from '../../fixture/check.ts';

const code = 'workload/target-port-unknown-name';
const service = (target: string) =>
  `#- /service.yaml stock:sidecar-service\n#~ targetPort: 9092 => targetPort: ${target}\n`;
const pod = (...changes: string[]) =>
  ['#- /pod.yaml stock:sidecar-pod', ...changes, '#- /envoy-config.yaml stock:sidecar-config', ''].join('\n');

describe(code, () => {
  it('gives the name to the containerPort of the listener if no name is similar', () => {
    const before = pod() + service('proxy');
    checkDiagnostics(`${before}#? warning ${code} at "proxy": Port 'proxy' is not defined in pod 'web'.\n`);
    checkFix(
      before,
      code,
      pod('#~ containerPort: 9092 => containerPort: 9092\\n          name: proxy') + service('proxy'),
    );
  });

  it('is an error if Service and pod are in one file', () => {
    checkDiagnostics(
      `${pod('#~         name: envoy-config\\n =>         name: envoy-config\\n---\\napiVersion: v1\\nkind: Service\\nmetadata: { name: s }\\nspec: { selector: { app: web }, ports: [{ port: 1, targetPort: nobody }] }\\n').replace('#- /envoy-config', `#? error ${code} at "nobody"\n#- /envoy-config`)}`,
    );
  });

  it('looks a probe’s port up in its own container', () => {
    const probe = (name: string) =>
      `#~ image: example.com/web:1.4.2 => image: example.com/web:1.4.2\\n      readinessProbe: { httpGet: { port: ${name} } }`;
    const named = '#~ containerPort: 9092 => containerPort: 9092\\n          name: proxy';
    checkDiagnostics(
      pod(probe('proxy'), named, `#? error ${code} at "proxy": Port 'proxy' is not defined in container 'app'.`),
    );
    checkDiagnostics(pod(probe('web'), '#~ containerPort: 8080 => containerPort: 8080\\n          name: web'));
  });

  it('reports nothing when another selected pod defines the name, and under injection', () => {
    checkDiagnostics(
      `${pod()}${service('extra')}#- /other.yaml\napiVersion: v1\nkind: Pod\nmetadata: { name: other, labels: { app: web } }\nspec: { containers: [{ name: a, image: b, ports: [{ containerPort: 1, name: extra }] }] }\n`,
    );
    checkDiagnostics(
      pod('#~ app: web => app: web\\n  annotations: { sidecar.istio.io/inject: "true" }') + service('proxy'),
    );
  });
});
