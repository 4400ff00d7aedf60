import { checkDiagnostics } from '../../fixture/check.ts';
import { compareWithEnvoy } from '../compare-with-envoy.ts';
import { cluster, endpoint, error, quiet } from './configs.ts';

const socket = (fields: string) => `address: { socket_address: { address: 10.0.0.1, ${fields} } }`;
const strict = 'type: STRICT_DNS, ';

describe('endpoints', () => {
  it('have a resolver that Envoy has', () => {
    checkDiagnostics(
      `${endpoint('', socket('port_value: 1, resolver_name: srv'))}#? error envoy/unknown-name at "srv": Unknown address resolver 'srv'.\n`,
      quiet,
    );
    checkDiagnostics(endpoint('', socket('port_value: 1, resolver_name: envoy.ip')), quiet);
    checkDiagnostics(endpoint('', socket('port_value: 1, resolver_name: "${RESOLVER}"')), quiet);
  });

  it('have no resolver if DNS resolves them', () => {
    checkDiagnostics(
      endpoint(strict, socket('port_value: 1, resolver_name: envoy.ip')) + error('resolver_name', 'unsupported-field'),
      quiet,
    );
  });

  it('of other types are not looked at', () => {
    const custom = 'cluster_type: { name: envoy.clusters.dynamic_forward_proxy }, lb_policy: CLUSTER_PROVIDED, ';
    checkDiagnostics(endpoint(custom, socket('port_value: 1, resolver_name: srv')), quiet);
  });

  it('have numbers of ports, and no network namespace', () => {
    checkDiagnostics(endpoint('', socket('named_port: http')) + error('named_port', 'invalid-address'), quiet);
    checkDiagnostics(endpoint(strict, socket('named_port: http')), quiet);
    checkDiagnostics(
      endpoint('', socket('port_value: 1, network_namespace_filepath: /run/a')) +
        error('network_namespace_filepath', 'unsupported-field'),
      quiet,
    );
    checkDiagnostics(endpoint(strict, socket('port_value: 1, network_namespace_filepath: /run/a')), quiet);
  });

  it('have additional addresses that are addresses', () => {
    checkDiagnostics(
      endpoint('', `${socket('port_value: 1')}, additional_addresses: [{}]`) + error('{}', 'missing-field'),
      quiet,
    );
    checkDiagnostics(endpoint(strict, `${socket('port_value: 1')}, additional_addresses: [{}]`), quiet);
  });

  it('have health checks at IP addresses, if Envoy reads them', () => {
    const check = `${socket('port_value: 1')}, health_check_config: { address: { socket_address: { address: probe, port_value: 2 } } }`;
    checkDiagnostics(endpoint('', check) + error('probe', 'invalid-address'), quiet);
    checkDiagnostics(endpoint(strict, check), quiet);
  });

  it('are sockets with short paths and no mode without a file', () => {
    const pipe = (path: string, more = '') => endpoint('', `address: { pipe: { path: ${path}${more} } }`);
    checkDiagnostics(pipe(`/${'a'.repeat(106)}`), quiet);
    checkDiagnostics(pipe(`/${'a'.repeat(107)}`) + error(`/${'a'.repeat(107)}`, 'out-of-range'), quiet);
    checkDiagnostics(pipe('"@a"', ', mode: 5') + error('5', 'unsupported-field'), quiet);
  });

  it('of localities come by LEDS for EDS only', () => {
    const leds = 'load_assignment: { cluster_name: app, endpoints: [{ leds_cluster_locality_config: {} }] }';
    checkDiagnostics(cluster(leds) + error('leds_cluster_locality_config', 'cluster-type-mismatch'), quiet);
  });
});

describe('the port of a health check', () =>
  compareWithEnvoy(
    {
      'belongs to an IP address': [
        [
          endpoint('type: STATIC, ', 'address: { pipe: { path: /a } }, health_check_config: { port_value: 80 }'),
          error('80', 'conflicting-fields'),
          /non-zero port for non-IP address/,
        ],
        [endpoint('type: STATIC, ', 'address: { pipe: { path: /a } }, health_check_config: { port_value: 0 }'), ''],
        [endpoint('type: STATIC, ', 'address: { pipe: { path: /a } }, health_check_config: { hostname: a }'), ''],
      ],
    },
    quiet,
  ));
