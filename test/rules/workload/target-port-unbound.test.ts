import assert from 'node:assert/strict';
import { checkDiagnostics, checkFix, fixTitles } from '../../fixture/check.ts';

const code = 'workload/target-port-unbound';
const fixture = (pod = '', config = '', service = '#~ 9092 => 9099') =>
  `#- /pod.yaml stock:sidecar-pod\n${pod}\n#- /envoy-config.yaml stock:sidecar-config\n${config}\n#- /service.yaml stock:sidecar-service\n${service}\n`;

describe(code, () => {
  it('offers the listener instead', () => {
    assert.deepEqual(fixTitles(fixture(), code), ["Set targetPort to 9092 (listener 'ingress')"]);
    checkFix(fixture(), code, fixture('', '', ''));
  });

  it('uses the port as the target if there is no targetPort, and adds one', () => {
    const implicit = fixture('', '', '#~ \\n      targetPort: 9092 => ');
    checkDiagnostics(
      `${implicit}#? warning ${code} at "80": The Service targets port 80, but nothing in pod 'web' listens there.\n`,
    );
    checkFix(implicit, code, fixture('', '', ''));
  });

  it('reports nothing if a container may serve what the files do not show', () => {
    for (const pod of [
      '#~ \\n      ports:\\n        - containerPort: 8080 => ',
      '#~ image: example.com/web:1.4.2 => image: example.com/web:1.4.2\\n      args: ["--port=9099"]',
      '#~ spec:\\n => spec:\\n  hostNetwork: true\\n',
      '#~ app: web => app: web\\n  annotations: { linkerd.io/inject: enabled }',
    ])
      checkDiagnostics(fixture(pod));
    checkDiagnostics(fixture('', '#~ port_value: 9092 => port_value: "{{ port }}"'));
  });

  it('knows the ports of a listener whose host is filled in later', () => {
    checkDiagnostics(`${fixture('', "#~ address: 0.0.0.0 => address: '${HOST}'")}#? warning ${code} at "9099"\n`);
  });

  it('knows the default port of a well-known image', () => {
    const nginx = '#~ image: example.com/web:1.4.2\\n      ports:\\n        - containerPort: 8080 => image: nginx';
    checkDiagnostics(`${fixture(nginx, '#~ 8080 => 80')}#? warning ${code} at "9099"\n`);
    checkDiagnostics(
      `${fixture(nginx, '#~ 8080 => 80', '#~ 9092 => 80')}#? information workload/target-port-bypasses-sidecar at "80"#2\n`,
    );
  });

  it('reports nothing when the Service selects another pod that serves the port', () => {
    checkDiagnostics(
      `${fixture()}#- /other.yaml\napiVersion: v1\nkind: Pod\nmetadata: { name: other, labels: { app: web } }\nspec: { containers: [{ name: a, image: b, ports: [{ containerPort: 9099 }] }] }\n`,
    );
  });
});
