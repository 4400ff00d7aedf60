import { checkDiagnostics, checkFix } from '../../fixture/check.ts';

const code = 'workload/directory-not-watched';
const fixture = (source: string, pod: readonly string[] = [], claim = '') =>
  `#- /pod.yaml stock:sidecar-pod
#~ \\n      ports:\\n        - containerPort: 9092 => 
${pod.join('\n')}
#- /envoy-config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: envoy-config }
data:
  cds.yaml: 'resources: []'
  envoy.yaml: |
    node: { id: a, cluster: a }
    dynamic_resources: { cds_config: { ${source} } }
${claim}
`;
const at = (path: string, more = '') => `path_config_source: { path: ${path}${more} }`;
const said = (path: string, kind = 'ConfigMap') =>
  `#? hint ${code} at "${path}": Envoy does not see updates of this ${kind}. Set 'watched_directory'.`;
const alsoMounts = (volume: string, mount: string) => [
  `#~ mountPath: /etc/envoy => mountPath: /etc/envoy\\n        - { name: more, ${mount} }`,
  `#~ volumes: => volumes:\\n    - { name: more, ${volume} }`,
];

describe(code, () => {
  it('gives a hint for a file in a ConfigMap or Secret, and sets the directory of the volume', () => {
    checkDiagnostics(fixture(at('/etc/envoy/cds.yaml'), [], said('/etc/envoy/cds.yaml')));
    checkFix(
      fixture(at('/etc/envoy/cds.yaml')),
      code,
      fixture(at('/etc/envoy/cds.yaml', ', watched_directory: { path: /etc/envoy }')),
    );
    const secret = alsoMounts('secret: { secretName: s }', 'mountPath: /xds/');
    checkDiagnostics(fixture(at('/xds/cds.yaml'), secret, said('/xds/cds.yaml', 'Secret')));
    checkFix(
      fixture(at('/xds/cds.yaml'), secret),
      code,
      fixture(at('/xds/cds.yaml', ', watched_directory: { path: /xds }'), secret),
    );
  });

  it('accepts a watched directory, and files elsewhere', () => {
    checkDiagnostics(fixture(at('/etc/envoy/cds.yaml', ', watched_directory: { path: /etc/envoy }')));
    checkDiagnostics(fixture(at('/var/lib/cds.yaml')));
    checkDiagnostics(fixture(at('/xds/cds.yaml'), alsoMounts('emptyDir: {}', 'mountPath: /xds')));
    checkDiagnostics(
      fixture(at('/xds/cds.yaml'), [
        ...alsoMounts('configMap: { name: other }', 'mountPath: /xds/cds.yaml, subPath: cds.yaml'),
        '#~ kind: Pod => kind: Pod # envoy-sidecar: ignore-file workload/sub-path-not-updated, workload/config-map-missing',
      ]),
    );
  });
});
