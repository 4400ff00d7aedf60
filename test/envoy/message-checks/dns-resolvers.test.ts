import { checkDiagnostics } from '../../fixture/check.ts';
import { compareWithEnvoy } from '../compare-with-envoy.ts';
import { cluster, endpoint, error, extension, quiet } from './configs.ts';

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

describe('the name servers that Envoy reads', () => {
  const cares = 'envoy.extensions.network.dns_resolver.cares.v3.CaresDnsResolverConfig';
  const good = '{ socket_address: { address: 1.1.1.1, port_value: 53 } }';
  const bad = '{ socket_address: { address: 1.1.1.1, port_value: 53, resolver_name: x-h } }';
  const typed = (servers: string) => `typed_dns_resolver_config: ${extension(cares, `resolvers: [${servers}]`)}`;
  const config = (servers: string) => `dns_resolution_config: { resolvers: [${servers}] }`;
  const old = `dns_resolvers: [${bad}]`;
  const dns = (...fields: readonly string[]) => cluster(['type: STRICT_DNS', ...fields].join(', '));
  const logical = (fields: string) =>
    endpoint(`type: LOGICAL_DNS, ${fields}, `, 'address: { socket_address: { address: app.local, port_value: 80 } }');
  const custom = (type: string, fields = '', more = '') =>
    cluster(`lb_policy: CLUSTER_PROVIDED, cluster_type: ${named(type, fields)}${more}`);
  // Envoy takes a Redis cluster only by this name.
  const named = (type: string, fields: string) => extension(type, fields).replace('one', 'envoy.clusters.redis');
  const redis = 'envoy.extensions.clusters.redis.v3.RedisClusterConfig';
  const dnsCluster = 'envoy.extensions.clusters.dns.v3.DnsCluster';
  const cache = (fields: string) =>
    custom(
      'envoy.extensions.clusters.dynamic_forward_proxy.v3.ClusterConfig',
      `dns_cache_config: { name: a, ${fields} }`,
    );
  const unknown = /Unknown address resolver: x-h/;
  const isUnknown = error('x-h', 'unknown-name');
  compareWithEnvoy(
    {
      'stand in the newest field that is set': [
        [dns(old), isUnknown, unknown],
        [dns(config(bad)), isUnknown, unknown],
        [dns(typed(bad)), isUnknown, unknown],
        [dns(config(good), old), ''],
        [dns(typed(good), config(bad)), ''],
        [dns(`typed_dns_resolver_config: ${extension(cares)}`, old), ''],
        [dns('dns_resolution_config: ~', old), isUnknown, unknown],
        [dns('typed_dns_resolver_config: ~', old), isUnknown, unknown],
      ],
      'belong to a cluster of a DNS type or to a Redis cluster': [
        [logical(old), isUnknown, unknown],
        [custom(redis, '', `, ${old}`), isUnknown, unknown],
        [cluster(`type: STATIC, ${old}`), ''],
        [cluster(`cluster_type: ${extension(dnsCluster)}, ${typed(bad)}`), ''],
        [cache('').replace(/ \}\n$/, `, ${typed(bad)} }\n`), ''],
      ],
      'are those of the message for a DNS cluster and for a DNS cache': [
        [cluster(`cluster_type: ${extension(dnsCluster, typed(bad))}`), isUnknown, unknown],
        [cache(config(bad)), isUnknown, unknown],
        [cache(`${typed(good)}, ${config(bad)}`), ''],
      ],
    },
    quiet,
  );
});
