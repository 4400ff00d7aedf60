import { checkDiagnostics, checkFix } from '../../fixture/check.ts';

const code = 'workload/file-mounted-as-folder';
const config = '#- /envoy-config.yaml stock:sidecar-config\n';
const pod = (mount: string, ...more: string[]) =>
  ['#- /pod.yaml stock:sidecar-pod', `#~ mountPath: /etc/envoy => mountPath: ${mount}`, ...more, ''].join('\n');
const image = 'image: envoyproxy/envoy:v1.40.0';
const args = (path: string) => `#~ ${image} => ${image}\\n      args: [-c, ${path}]`;

describe(code, () => {
  it('finds the path that Envoy reads as its config, and mounts its folder', () => {
    const path = '/etc/envoy/envoy.yaml';
    const wrong = pod(path);
    checkDiagnostics(`${wrong}#? warning ${code} at "${path}": Envoy reads '${path}' as a file, but without 'subPath' it is a folder. Set 'subPath' to a key.
${config}`);
    checkFix(wrong + config, code, pod('/etc/envoy') + config);
  });

  it('adds the key where the folder has other files', () => {
    const immutable = `${config}#~ kind: ConfigMap => kind: ConfigMap\\nimmutable: true\n`;
    const mounted = (subPath = '') => pod(`/envoy.yaml${subPath}`, args('/envoy.yaml')) + immutable;
    checkFix(mounted(), code, mounted('\\n          subPath: envoy.yaml'));
  });

  it('finds a path that has no ending if Envoy reads it', () => {
    checkDiagnostics(`${pod('/config', args('/config'))}#? warning ${code} at "/config"#2\n${config}`);
  });

  it('informs about other paths that look like files', () => {
    const other = '/etc/app.json';
    const mounted = pod(
      '/etc/envoy',
      `#~ volumeMounts: => volumeMounts:\\n        - { name: envoy-config, mountPath: ${other} }`,
    );
    checkDiagnostics(`${mounted}#? information ${code} at "${other}"\n${config}`);
  });

  it('reports nothing with subPath, for folders, if a file below is read, and for volumes that bring what is not known', () => {
    checkDiagnostics(pod('/etc/envoy') + config);
    checkDiagnostics(`${pod('/etc/envoy/envoy.yaml\\n          subPathExpr: $(NAME)')}${config}`);
    checkDiagnostics(pod('/conf/envoy.yaml', args('/conf/envoy.yaml/envoy.yaml')) + config);
    checkDiagnostics(pod('/etc/envoy/envoy.yaml', '#~ configMap:\\n        name: envoy-config => emptyDir: {}'));
  });
});
