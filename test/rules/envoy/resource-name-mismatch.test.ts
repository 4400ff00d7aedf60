import { checkDiagnostics, checkFix } from '../../fixture/check.ts';

const code = 'envoy/resource-name-mismatch';
const source = '{ resource_api_version: V3, path_config_source: { path: /etc/envoy/xds.yaml } }';
const cluster = (fields: string): string =>
  `#- /envoy.yaml\nnode: { id: a, cluster: a }\nstatic_resources: { clusters: [{ name: app, type: EDS, eds_cluster_config: { ${fields}eds_config: ${source} } }] }\n`;
const endpoints = (...names: readonly string[]): string =>
  `#- /xds.yaml\nresources:\n${names.map((name) => `  - { "@type": type.googleapis.com/envoy.config.endpoint.v3.ClusterLoadAssignment, cluster_name: ${name} }\n`).join('')}`;

const secret = (name: string): string => `#- /envoy.yaml
node: { id: a, cluster: a }
static_resources:
  clusters:
    - name: app
      transport_socket:
        name: tls
        typed_config:
          "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext
          common_tls_context: { validation_context_sds_secret_config: { name: ${name}, sds_config: ${source} } }
`;
const secrets = (...names: readonly string[]): string =>
  `#- /xds.yaml\nresources:\n${names.map((name) => `  - { "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.Secret, name: ${name}, validation_context: {} }\n`).join('')}`;

describe(code, () => {
  it('reports a resource of another name, in both files', () => {
    checkDiagnostics(
      `${cluster('')}#? warning ${code} at "app": File 'xds.yaml' contains 'web' instead of 'app'. Envoy rejects the file.\n${endpoints('web')}#? warning ${code} at "web": EDS asks for 'app' in this file. Envoy rejects the file.\n`,
    );
    checkDiagnostics(
      `${cluster('service_name: svc, ')}#? warning ${code} at "svc"\n${endpoints('app')}#? warning ${code} at "app"\n`,
    );
    checkDiagnostics(`${secret('ca')}#? warning ${code} at "ca"#3\n${secrets('other')}#? warning ${code} at "other"\n`);
  });

  it('reports several for one', () => {
    checkDiagnostics(
      `${secret('trust')}#? warning ${code} at "trust": File 'xds.yaml' contains 2 resources. SDS accepts only one.\n${secrets('trust', 'other')}#? warning ${code} at "other": SDS accepts only one resource in a file. Envoy rejects the file.\n`,
    );
  });

  it('reports nothing if the name is asked for, or not known', () => {
    checkDiagnostics(cluster('') + endpoints('app'));
    checkDiagnostics(cluster('service_name: "", ') + endpoints('app'));
    checkDiagnostics(cluster('service_name: "$' + '{SERVICE}", ') + endpoints('app'));
    checkDiagnostics(cluster('') + endpoints('"$' + '{NAME}"'));
    checkDiagnostics(cluster(''));
  });

  it('gives the resource the name that is asked for', () => {
    checkFix(endpoints('web') + cluster(''), code, endpoints('app'), "Change to 'app'");
  });
});
