import { checkDiagnostics, checkFix } from '../../fixture/check.ts';

const code = 'workload/config-not-mounted';
const pod = (change: string, ...claims: string[]) =>
  ['#- /pod.yaml stock:sidecar-pod', change, ...claims, '#- /envoy-config.yaml stock:sidecar-config', ''].join('\n');
const image = 'image: envoyproxy/envoy:v1.40.0';
const args = (path: string) => `#~ ${image} => ${image}\\n      args: [-c, ${path}]`;

describe(code, () => {
  it('compares the path that Envoy reads with the one that is mounted', () => {
    const claim = `#? warning ${code} at "/etc/envoy/envoy.yml": Envoy reads '/etc/envoy/envoy.yml', but the config is mounted at '/etc/envoy/envoy.yaml'.`;
    checkDiagnostics(pod(args('/etc/envoy/envoy.yml'), claim));
    checkFix(pod(args('/etc/envoy/envoy.yml')), code, pod(args('/etc/envoy/envoy.yaml')));
  });

  it('knows the default path of the image', () => {
    checkDiagnostics(
      pod(
        '#~ mountPath: /etc/envoy => mountPath: /etc/envoy/envoy.yml\\n          subPath: envoy.yaml',
        `#? warning ${code} at "/etc/envoy/envoy.yml"`,
        '#? hint workload/sub-path-not-updated at "envoy.yaml"',
      ),
    );
  });

  it('finds a volume without the file, and adds the key with a bootstrap', () => {
    const other = (data: string) =>
      `#- /envoy-config.yaml\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: envoy-config }\ndata:${data}\n`;
    const claim = `#? warning ${code} at "/etc/envoy": Envoy reads '/etc/envoy/envoy.yaml', but the volume that is mounted there has no such file.\n`;
    const stock = '#- /pod.yaml stock:sidecar-pod\n';
    checkDiagnostics(stock + claim + other('\n  a: b'));
    checkFix(
      stock + other('\n  a: b'),
      code,
      stock,
      "Add key 'envoy.yaml' with a config for Envoy to ConfigMap 'envoy-config'",
    );
    checkDiagnostics(stock + other(' {}'));
    checkDiagnostics(
      `${stock}${other('\n  a: b').replace('metadata: {', 'metadata: { annotations: { inject: "yes" },')}`,
    );
    checkDiagnostics(`${stock}#~ ${image} => image: example.com/envoy:1\n${other('\n  a: b')}`);
  });

  it('finds a path over which nothing is mounted, in the images of Envoy', () => {
    const bare = (path: string, claim: boolean, more = '', name = 'envoyproxy/envoy:v1.40.0') => `#- /pod.yaml
apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  containers:
    - name: envoy
      image: ${name}
      args: [-c, ${path}]
${claim ? `      #          ${'^'.repeat(path.length)} warning ${code}: Envoy reads '${path}', but no volume is mounted there, and the image has no such file.\n` : ''}${more}`;
    const mount = (path: string) =>
      `      volumeMounts: [{ name: data, mountPath: ${path} }]\n  volumes: [{ name: data, emptyDir: {} }]\n`;
    checkDiagnostics(bare('/etc/proxy/envoy.yaml', true));
    checkDiagnostics(bare('/etc/proxy/envoy.yaml', true, mount('/etc/envoy')));
    checkDiagnostics(bare('/etc/proxy/envoy.yaml', false, mount('/etc/proxy')));
    checkDiagnostics(bare('/etc/proxy/envoy.yaml', false, mount('"${FOLDER}"')));
    checkDiagnostics(bare('/etc/proxy/envoy.yaml', false, '', 'registry.example.com/envoyproxy/envoy:v1.40.0'));
    for (const path of ['/etc/envoy/envoy.yaml', '/dev/stdin', '$(CONFIG)']) checkDiagnostics(bare(path, false));
    const kustomization =
      '#- /kustomization.yaml\nresources: [pod.yaml]\nimages: [{ name: envoyproxy/envoy, newName: example.com/envoy }]\n';
    checkDiagnostics(bare('/etc/proxy/envoy.yaml', false) + kustomization);
  });

  it('reports nothing if the file may come from elsewhere', () => {
    const other = '#~ mountPath: /etc/envoy => mountPath: /config\\n        - { name: made, mountPath: /etc/envoy }';
    checkDiagnostics(pod(`${other}\n#~ volumes: => volumes:\\n    - { name: made, emptyDir: {} }`));
    checkDiagnostics(
      pod(`#~ ${image} => ${image}\\n      command: [sh, -c, "cp /etc/envoy/envoy.yaml /x; envoy -c /x"]`),
    );
  });
});
