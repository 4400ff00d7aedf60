import { checkDiagnostics, checkFix } from '../../fixture/check.ts';
import { cluster, error, extension, quiet } from '../../envoy/message-checks/configs.ts';

const code = 'envoy/cluster-type-mismatch';
const boot = (text: string): string => `#- /envoy.yaml\n${text}`;

describe(code, () => {
  it('sets the load balancing that an aggregate cluster needs', () => {
    const cluster = (lines: string) =>
      boot(`static_resources:
  clusters:
    - name: all
      connect_timeout: 1s
      cluster_type:
        name: envoy.clusters.aggregate
        typed_config: { "@type": type.googleapis.com/envoy.extensions.clusters.aggregate.v3.ClusterConfig, clusters: [b] }
${lines}`);
    checkFix(cluster(''), code, cluster('      lb_policy: CLUSTER_PROVIDED\n'));
  });

  it('sets the load balancing that a cluster of type ORIGINAL_DST needs', () => {
    const cluster = (lines: string) =>
      `#- /envoy.yaml\nstatic_resources:\n  clusters:\n    - name: app\n      connect_timeout: 1s\n      type: ORIGINAL_DST\n${lines}`;
    const right = cluster('      lb_policy: CLUSTER_PROVIDED\n');
    for (const wrong of ['      lb_policy: ROUND_ROBIN\n', '']) checkFix(cluster(wrong), code, right);
    checkFix(cluster('      lbPolicy: "ROUND_ROBIN" # c\n'), code, cluster('      lbPolicy: CLUSTER_PROVIDED # c\n'));
  });

  it('takes a load_assignment out of a cluster of type ORIGINAL_DST', () => {
    const cluster = (more: string) =>
      `#- /envoy.yaml\nstatic_resources:\n  clusters:\n    - name: app\n      connect_timeout: 1s\n      type: ORIGINAL_DST\n      lb_policy: CLUSTER_PROVIDED\n${more}#? hint envoy/unused-cluster at "app"\n`;
    checkFix(cluster('      load_assignment: { cluster_name: app }\n'), code, cluster(''));
  });
});

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
});
