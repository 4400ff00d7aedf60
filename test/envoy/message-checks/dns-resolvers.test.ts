import { checkDiagnostics } from '../../fixture/check.ts';
import { cluster, error, extension, quiet } from './configs.ts';

const server = '{ socket_address: { address: dns.local, port_value: 53 } }';
const cares = extension(
  'envoy.extensions.network.dns_resolver.cares.v3.CaresDnsResolverConfig',
  `resolvers: [${server}]`,
);

describe('name servers', () => {
  it('of DNS clusters are IP addresses', () => {
    checkDiagnostics(
      cluster(`type: STRICT_DNS, dns_resolvers: [${server}]`) + error('dns.local', 'invalid-address'),
      quiet,
    );
    checkDiagnostics(
      cluster(`type: STRICT_DNS, typed_dns_resolver_config: ${cares}`) + error('dns.local', 'invalid-address'),
      quiet,
    );
  });

  it('of other clusters and of the whole config are not looked at', () => {
    checkDiagnostics(cluster(`dns_resolvers: [${server}]`), quiet);
    checkDiagnostics(cluster(`typed_dns_resolver_config: ${cares}`), quiet);
    checkDiagnostics(`#- /envoy.yaml\ntyped_dns_resolver_config: ${cares}\nstatic_resources: {}\n`, quiet);
  });

  it('are of a kind that Envoy has, if they are needed', () => {
    const cors = extension('envoy.extensions.filters.http.cors.v3.Cors');
    checkDiagnostics(
      cluster(`type: STRICT_DNS, typed_dns_resolver_config: ${cors}`) +
        error('type.googleapis.com/envoy.extensions.filters.http.cors.v3.Cors', 'unknown-name'),
      quiet,
    );
    checkDiagnostics(cluster(`typed_dns_resolver_config: ${cors}`), quiet);
  });

  it('have an address', () => {
    const empty = extension(
      'envoy.extensions.network.dns_resolver.cares.v3.CaresDnsResolverConfig',
      'resolvers: [{ socket_address: ~ }]',
    );
    const of = (type: string) => cluster(`${type}typed_dns_resolver_config: ${empty}`);
    checkDiagnostics(of('type: STRICT_DNS, ') + error('{ socket_address: ~ }', 'missing-field'), quiet);
    checkDiagnostics(of(''), quiet);
  });

  it('have an IP address, no other kind', () => {
    const pipe = '{ pipe: { path: /dns } }';
    for (const fields of [
      `dns_resolvers: [${pipe}]`,
      `dns_resolution_config: { resolvers: [${pipe}] }`,
      `typed_dns_resolver_config: ${extension('envoy.extensions.network.dns_resolver.cares.v3.CaresDnsResolverConfig', `resolvers: [${pipe}]`)}`,
    ]) {
      checkDiagnostics(cluster(`type: STRICT_DNS, ${fields}`) + error('pipe', 'invalid-address'), quiet);
      checkDiagnostics(cluster(fields), quiet);
    }
  });
});
