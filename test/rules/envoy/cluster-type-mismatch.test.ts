import { compareWithEnvoy } from '../../envoy/compare-with-envoy.ts';
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

describe('clusters with a load_balancing_policy', () => {
  const policy = (type: string) =>
    `load_balancing_policy: { policies: [{ typed_extension_config: ${extension(`envoy.extensions.load_balancing_policies.${type}`)} }] }`;
  const [random, provided] = [policy('random.v3.Random'), policy('cluster_provided.v3.ClusterProvided')];
  const original = 'type: ORIGINAL_DST, lb_policy: CLUSTER_PROVIDED, ';
  const forward = `cluster_type: ${extension('envoy.extensions.clusters.dynamic_forward_proxy.v3.ClusterConfig', 'dns_cache_config: { name: a }')}, `;
  const notSpecified = /cluster provided LB not specified but cluster 'app' provided one/;
  const notProvided = /cluster provided LB specified but cluster 'app' did not provide one/;
  const mismatch = error('load_balancing_policy', 'cluster-type-mismatch');
  const foreign = `#? error ${code} at "type.googleapis.com/envoy.extensions.load_balancing_policies.cluster_provided.v3.ClusterProvided"\n`;
  compareWithEnvoy(
    {
      'choose their endpoints themselves, if their type does': [
        [cluster(original + random), mismatch, notSpecified],
        [cluster(original + provided), ''],
        [cluster(forward + random), mismatch, notSpecified],
        [cluster(forward + provided), ''],
      ],
      'do not choose them otherwise': [
        [cluster(`type: STATIC, ${provided}`), foreign, notProvided],
        [cluster(`type: STATIC, ${random}`), ''],
      ],
    },
    quiet,
  );

  it('lose the policy', () => {
    const text = (more: string) =>
      boot(`static_resources:
  clusters:
    - name: app
      type: ORIGINAL_DST
      lb_policy: CLUSTER_PROVIDED
${more}#? hint envoy/unused-cluster at "app"
`);
    checkFix(text(`      ${random}\n`), code, text(''));
  });
});
