import { checkDiagnostics } from '../../fixture/check.ts';

const code = 'workload/cluster-without-container';
const app = '    - name: app\\n      image: example.com/web:1.4.2\\n      ports:\\n        - containerPort: 8080\\n';
const pod = (...lines: string[]) => ['#- /pod.yaml stock:sidecar-pod', `#~ ${app} =>`, ...lines, ''].join('\n');
const config = (...lines: string[]) => ['#- /envoy-config.yaml stock:sidecar-config', ...lines, ''].join('\n');

describe(code, () => {
  it('reports the endpoint and the container', () => {
    checkDiagnostics(pod(`#? warning ${code} at "envoy"`) + config(`#? warning ${code} at "8080"`));
  });

  it('reports nothing if Envoy itself binds the port', () => {
    checkDiagnostics(pod() + config('#~ 8080 => 9901'));
  });

  it('reports nothing if another process may be there', () => {
    for (const change of [
      '#~ envoyproxy/envoy => example.com/team/envoy',
      '#~ 1.40.0 => 1.40.0\\n      command: [sh, -c, "app & envoy -c /etc/envoy/envoy.yaml"]',
      '#~ spec: => spec:\\n  initContainers: [{ name: setup, image: busybox }]',
      '#~ spec: => spec:\\n  initContainers: [{ name: app, image: web, restartPolicy: Always }]',
      '#~ spec: => spec:\\n  hostNetwork: true',
      '#~   labels: =>   annotations: { dapr.io/enabled: "true" }\\n  labels:',
    ])
      checkDiagnostics(pod(change) + config());
  });

  it('reports nothing for a base that a kustomization patches', () => {
    checkDiagnostics(`${pod()}${config()}#- /overlay/kustomization.yaml
resources: [../pod.yaml]
patches:
  - path: app.yaml
#- /overlay/app.yaml
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
`);
  });
});
