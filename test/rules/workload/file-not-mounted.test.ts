import { checkDiagnostics, checkFix } from '../../fixture/check.ts';

const code = 'workload/file-not-mounted';

interface Files {
  readonly config: string;
  /** Below `data` of the ConfigMap. */
  readonly more?: string;
  readonly atConfig?: string;
  readonly change?: string;
}

/** The pod of the stock with a ConfigMap that has the config and another key. */
const files = ({ config, more = 'tls.crt: x', atConfig, change }: Files) => `#- /pod.yaml stock:sidecar-pod
#~ ports:\\n        - containerPort: 9092\\n      volumeMounts => volumeMounts
${change ? `#~ ${change}\n` : ''}${atConfig === undefined ? '' : `#? warning ${code} at "/etc/envoy"\n`}#- /envoy-config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: envoy-config }
data:
  ${more}
  envoy.yaml: |
    ${config}
${atConfig ?? ''}`;

const before = 'dynamic_resources: { cds_config: { path_config_source: { path: ';
const cds = (path: string) =>
  `node: { id: a, cluster: a }\n    ${before}${path}, watched_directory: { path: /etc/envoy } } } }`;
const at = (path: string) => `#${' '.repeat(before.length + 3)}${'^'.repeat(path.length)} warning ${code}`;

describe(code, () => {
  it('finds an xDS file that the ConfigMap does not have, and offers the one that is meant', () => {
    const path = '/etc/envoy/cluster.yaml';
    const more = 'clusters.yaml: "resources: []"';
    const said = `: Envoy cannot open '${path}'. The volume mounted there has no such file.\n`;
    checkDiagnostics(files({ config: cds(path), more, atConfig: at(path) + said }));
    checkFix(files({ config: cds(path), more }), code, files({ config: cds('/etc/envoy/clusters.yaml'), more }));
  });

  it('finds data of certificates, scripts and other data sources', () => {
    const config = (name: string) => `static_resources:
      secrets:
        - name: own
          tls_certificate:
            certificate_chain: { filename: /etc/envoy/tls.crt }
            private_key: { filename: /etc/envoy/${name} }`;
    const claim = `            #                        ^^^^^^^^^^^^^^^^^^ warning ${code}\n`;
    checkDiagnostics(files({ config: config('tls.key'), atConfig: claim }));
    checkDiagnostics(files({ config: config('tls.crt') }));
  });

  it('knows the names that items give', () => {
    const items = (path: string) =>
      `configMap: => configMap:\\n        items: [{ key: envoy.yaml, path: envoy.yaml }, { key: tls.crt, path: ${path} }]`;
    const path = '/etc/envoy/tls.crt';
    checkDiagnostics(files({ config: cds(path), change: items('other.crt'), atConfig: `${at(path)}\n` }));
    checkDiagnostics(files({ config: cds(path), change: items('tls.crt') }));
  });

  it('reports nothing for other folders, further sources, or keys that are not known', () => {
    checkDiagnostics(files({ config: cds('/etc/other/clusters.yaml') }));
    checkDiagnostics(files({ config: cds('/etc/envoy/clusters.yaml'), more: '"{{ .Values.name }}": x' }));
    const name = 'name: envoy-config }';
    const injected = `name: envoy-config, labels: { example.com/inject-ca: "true" } }`;
    checkDiagnostics(files({ config: cds('/etc/envoy/ca.crt') }).replace(name, injected));
    const mount =
      'mountPath: /etc/envoy => mountPath: /etc/envoy\\n        - { name: made, mountPath: /etc/envoy/made }';
    const volume = '#~ volumes: => volumes:\\n    - { name: made, emptyDir: {} }';
    checkDiagnostics(files({ config: cds('/etc/envoy/made/clusters.yaml'), change: `${mount}\n${volume}` }));
    const projected =
      'configMap:\\n        name: envoy-config => projected: { sources: [{ configMap: { name: envoy-config } }, { serviceAccountToken: { path: token } }] }';
    checkDiagnostics(files({ config: cds('/etc/envoy/token'), change: projected }));
  });
});
