import { checkFix } from '../../fixture/check.ts';

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
