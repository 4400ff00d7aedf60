import { checkDiagnostics } from '../../fixture/check.ts';

const code = 'envoy/invalid-config-source';
const sidecar = (edit: string): string => `#- /envoy-config.yaml stock:sidecar-config\n#~ ${edit}\n`;

describe(code, () => {
  it('reports a source of one kind with the fields of another', () => {
    const source = (fields: string) =>
      sidecar(
        `admin: => dynamic_resources: { cds_config: { resource_api_version: V3, api_config_source: { transport_api_version: V3, refresh_delay: 1s, ${fields} } } }\\n    admin:`,
      );
    const grpc = 'grpc_services: [{ envoy_grpc: { cluster_name: app } }]';
    checkDiagnostics(
      `${source(`api_type: REST, cluster_names: [app], ${grpc}`)}#? error ${code} at "grpc_services"\n`,
      {
        'envoy/http2-to-grpc-missing': 'off',
      },
    );
    checkDiagnostics(source('api_type: REST, cluster_names: [app]'));
  });
});
