import { checkDiagnostics, checkFix } from '../../fixture/check.ts';

const code = 'workload/sub-path-not-updated';
const config = '#- /envoy-config.yaml stock:sidecar-config\n';
const mount = (path: string, key = 'envoy.yaml') =>
  `#~ mountPath: /etc/envoy => mountPath: ${path}\\n          subPath: ${key}`;
const pod = (...changes: string[]) =>
  ['#- /pod.yaml stock:sidecar-pod', mount('/etc/envoy/envoy.yaml'), ...changes, ''].join('\n');
const hint = `#? hint ${code} at "envoy.yaml"#2: A change of ConfigMap 'envoy-config' reaches this file only after a restart, because of 'subPath'.\n`;

describe(code, () => {
  it('finds a key that is mounted as a single file, and mounts the folder', () => {
    checkDiagnostics(pod() + hint + config);
    checkFix(pod() + config, code, `#- /pod.yaml stock:sidecar-pod\n${config}`);
  });

  it('finds Secrets that are not in the workspace', () => {
    const secret = '#~ configMap:\\n        name: envoy-config => secret:\\n        secretName: envoy-config';
    checkDiagnostics(`${pod(secret)}${hint.replace('ConfigMap', 'Secret')}`);
  });

  it('reports nothing if the content is fixed, or if a change restarts the pods', () => {
    checkDiagnostics(`${pod()}${config}#~ kind: ConfigMap => kind: ConfigMap\\nimmutable: true\n`);
    for (const annotation of ['checksum/config: abc', 'reloader.stakater.com/auto: "true"'])
      checkDiagnostics(pod(`#~ metadata: => metadata:\\n  annotations: { ${annotation} }`) + config);
    const withoutPort = '#~ ports:\\n        - containerPort: 9092\\n      volumeMounts => volumeMounts';
    checkDiagnostics(`${pod(withoutPort)}#- /kustomization.yaml
resources: [pod.yaml]
configMapGenerator:
  - name: envoy-config
    files: [envoy.yaml]
#- /envoy.yaml
static_resources: {}
`);
  });
});
