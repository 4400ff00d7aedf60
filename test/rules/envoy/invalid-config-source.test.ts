import { checkDiagnostics } from '../../fixture/check.ts';
import { bootstrap, error, quiet, upstreamTls } from '../../envoy/message-checks/configs.ts';
import { managed, routerFilter } from './filtered.ts';

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

describe('where resources come from', () => {
  const named = 'node: { id: a, cluster: b }';

  it('is an API for authorities', () => {
    const source = (fields: string) => bootstrap(named, `default_config_source: { ${fields} }`, 'static_resources: {}');
    checkDiagnostics(source('ads: {}') + error('ads', 'invalid-config-source'), quiet);
  });

  it('is aggregated by none of the fields of Envoy', () => {
    const api =
      'api_config_source: { api_type: "5", transport_api_version: V3, grpc_services: [{ google_grpc: { target_uri: a, stat_prefix: a } }] }';
    const secret = `common_tls_context: { validation_context_sds_secret_config: { name: a, sds_config: { ${api} } } }`;
    checkDiagnostics(
      bootstrap(named) + upstreamTls(secret).replace('#- /envoy.yaml\n', '') + error('"5"', 'invalid-config-source'),
      quiet,
    );
    checkDiagnostics(
      bootstrap(named, `layered_runtime: { layers: [{ name: one, rtds_layer: { rtds_config: { ${api} } } }] }`) +
        error('"5"', 'invalid-config-source'),
      quiet,
    );
  });

  it('of virtual hosts is DELTA_GRPC or ADS since Envoy 1.40', () => {
    const hosts = (config: string) =>
      managed(`                http_filters: [${routerFilter}]\n`).replace(
        'virtual_hosts: []',
        `vhds: { config_source: { ${config} } }`,
      );
    const api = (type: string) =>
      `api_config_source: { api_type: ${type}, transport_api_version: V3, grpc_services: [{ google_grpc: { target_uri: a, stat_prefix: a } }] }`;
    const off = { ...quiet, 'envoy/node-missing': 'off' } as const;
    checkDiagnostics(
      hosts('path_config_source: { path: /a }') + error('path_config_source', 'invalid-config-source'),
      off,
    );
    checkDiagnostics(hosts(api('GRPC')) + error('GRPC', 'invalid-config-source'), off);
    checkDiagnostics(hosts(api('DELTA_GRPC')), off);
    checkDiagnostics(hosts('ads: {}') + error('ads', 'missing-dependency'), off);
    checkDiagnostics(hosts('path_config_source: { path: /a }'), off, { envoyVersion: '1.38.3' });
  });
});
