import { checkDiagnostics } from '../../fixture/check.ts';
import { bootstrap, cluster, error, quiet } from './configs.ts';

describe('addresses that clusters connect from', () => {
  it('are IP addresses with port numbers', () => {
    checkDiagnostics(
      cluster('upstream_bind_config: { source_address: { address: nowhere, port_value: 0 } }') +
        error('nowhere', 'invalid-address'),
      quiet,
    );
    checkDiagnostics(
      cluster('upstream_bind_config: { source_address: { address: 10.0.0.1, named_port: http } }') +
        error('named_port', 'invalid-address'),
      quiet,
    );
  });

  it('add to a first one, in one list', () => {
    const more = 'extra_source_addresses: [{ address: { address: 10.0.0.2, port_value: 0 } }]';
    checkDiagnostics(
      `${cluster(`upstream_bind_config: { ${more} }`)}#? error envoy/missing-dependency at "extra_source_addresses": 'extra_source_addresses' requires 'source_address'.\n`,
      quiet,
    );
    const old = 'additional_source_addresses: [{ address: 10.0.0.3, port_value: 0 }]';
    const first = 'source_address: { address: 10.0.0.1, port_value: 0 }';
    checkDiagnostics(
      cluster(`upstream_bind_config: { ${first}, ${more}, ${old} }`) +
        error('additional_source_addresses', 'conflicting-fields'),
      quiet,
    );
    checkDiagnostics(cluster(`upstream_bind_config: { ${first}, ${more} }`), quiet);
  });

  it('for all clusters are used if a cluster has none', () => {
    const common = 'cluster_manager: { upstream_bind_config: { source_address: { address: nowhere, port_value: 0 } } }';
    checkDiagnostics(
      bootstrap(common, 'static_resources: { clusters: [{ name: app }] }') + error('nowhere', 'invalid-address'),
      quiet,
    );
    const own = 'upstream_bind_config: { source_address: { address: 10.0.0.1, port_value: 0 } }';
    checkDiagnostics(bootstrap(common, `static_resources: { clusters: [{ name: app, ${own} }] }`), quiet);
    checkDiagnostics(bootstrap(common, 'static_resources: {}'), quiet);
  });
});
