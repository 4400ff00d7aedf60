import { checkDiagnostics } from '../../fixture/check.ts';
import { error, listener, quiet } from './configs.ts';

const chains = 'filter_chains: [{ filters: [] }]';
const at = (fields: string) => listener(`address: { socket_address: { ${fields} } }, ${chains}`);

describe('addresses of listeners', () => {
  it('have numbers of ports and known resolvers', () => {
    checkDiagnostics(at('address: 0.0.0.0, named_port: http') + error('named_port', 'invalid-address'), quiet);
    checkDiagnostics(at('address: 0.0.0.0, port_value: 1, resolver_name: srv') + error('srv', 'unknown-name'), quiet);
  });

  it('are for IPv4 and IPv6 in some forms only', () => {
    const both = (ip: string) => at(`address: "${ip}", port_value: 1, ipv4_compat: true`);
    checkDiagnostics(both('0.0.0.0') + error('ipv4_compat', 'invalid-address'), quiet);
    checkDiagnostics(both('::1') + error('ipv4_compat', 'invalid-address'), quiet);
    for (const ip of ['::', '0:0::0', '::ffff:10.0.0.1']) checkDiagnostics(both(ip), quiet);
    checkDiagnostics(at('address: 0.0.0.0, port_value: 1, ipv4_compat: false'), quiet);
  });

  it('are given for each additional one', () => {
    const first = 'address: { socket_address: { address: 0.0.0.0, port_value: 1 } }';
    checkDiagnostics(listener(`${first}, additional_addresses: [{}], ${chains}`) + error('{}', 'missing-field'), quiet);
    checkDiagnostics(
      listener(
        `${first}, additional_addresses: [{ address: { socket_address: { address: localhost, port_value: 2 } } }], ${chains}`,
      ) + error('localhost', 'invalid-address'),
      quiet,
    );
  });

  it('are not allowed for internal listeners', () => {
    checkDiagnostics(
      listener(`address: { envoy_internal_address: { server_listener_name: a } }, ${chains}`) +
        error('envoy_internal_address', 'invalid-address'),
      quiet,
    );
  });
});
