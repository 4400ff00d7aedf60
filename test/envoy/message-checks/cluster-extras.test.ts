import { checkDiagnostics } from '../../fixture/check.ts';
import { cluster, error, extension, quiet } from './configs.ts';

describe('clusters', () => {
  it('of some types choose their endpoints themselves', () => {
    const type = extension(
      'envoy.extensions.clusters.dynamic_forward_proxy.v3.ClusterConfig',
      'dns_cache_config: { name: a }',
    );
    checkDiagnostics(cluster(`cluster_type: ${type}`) + error('cluster_type', 'cluster-type-mismatch'), quiet);
    checkDiagnostics(
      cluster(`cluster_type: ${type}, lb_policy: ROUND_ROBIN`) + error('lb_policy', 'cluster-type-mismatch'),
      quiet,
    );
    checkDiagnostics(cluster(`cluster_type: ${type}, lb_policy: CLUSTER_PROVIDED`), quiet);
    const redis = extension('envoy.extensions.clusters.redis.v3.RedisClusterConfig');
    const named = (config: string) => cluster(`cluster_type: { name: envoy.clusters.dynamic_forward_proxy${config} }`);
    checkDiagnostics(named('') + error('cluster_type', 'cluster-type-mismatch'), quiet);
    const struct = ', typed_config: { "@type": type.googleapis.com/google.protobuf.Struct, value: {} }';
    checkDiagnostics(named(struct) + error('cluster_type', 'cluster-type-mismatch'), quiet);
    checkDiagnostics(named(struct).replace('cluster_type', 'lb_policy: CLUSTER_PROVIDED, cluster_type'), quiet);
    checkDiagnostics(cluster(`cluster_type: ${redis}`), quiet);
  });

  it('eject outliers for no less than the first time', () => {
    const outliers = (fields: string) => cluster(`outlier_detection: { ${fields} }`);
    checkDiagnostics(outliers('max_ejection_time: 29s') + error('29s', 'out-of-range'), quiet);
    checkDiagnostics(outliers('max_ejection_time: 30s'), quiet);
    checkDiagnostics(outliers('base_ejection_time: 10s, max_ejection_time: 20s'), quiet);
    checkDiagnostics(outliers('base_ejection_time: 400s'), quiet);
  });

  it('have a transport socket for each match', () => {
    const match = (fields: string) => cluster(`transport_socket_matches: [{ name: one${fields} }]`);
    checkDiagnostics(match(', match: {}') + error('name', 'missing-field', 2), quiet);
    const raw = extension('envoy.extensions.transport_sockets.raw_buffer.v3.RawBuffer');
    checkDiagnostics(match(`, transport_socket: ${raw}`), quiet);
  });

  it('limit connections of a host, and nothing else', () => {
    const host = (fields: string) => cluster(`circuit_breakers: { per_host_thresholds: [{ ${fields} }] }`);
    checkDiagnostics(host('max_requests: 7') + error('max_requests', 'unsupported-field'), quiet);
    checkDiagnostics(host('max_connections: 7, track_remaining: true'), quiet);
  });

  it('fall back to some of the keys of a subset', () => {
    const subset = (fields: string) => cluster(`lb_subset_config: { subset_selectors: [{ keys: [a, b], ${fields} }] }`);
    const policy = 'fallback_policy: KEYS_SUBSET';
    checkDiagnostics(subset('fallback_keys_subset: [a]') + error('fallback_keys_subset', 'missing-dependency'), quiet);
    checkDiagnostics(subset(policy) + error('fallback_policy', 'missing-dependency'), quiet);
    checkDiagnostics(
      subset(`${policy}, fallback_keys_subset: [c]`) + error('fallback_keys_subset', 'invalid-value'),
      quiet,
    );
    checkDiagnostics(
      subset(`${policy}, fallback_keys_subset: [b, a]`) + error('fallback_keys_subset', 'invalid-value'),
      quiet,
    );
    checkDiagnostics(subset(`${policy}, fallback_keys_subset: [b]`), quiet);
    checkDiagnostics(cluster('lb_subset_config: { subset_selectors: [{ fallback_keys_subset: [a] }] }'), quiet);
  });
});
