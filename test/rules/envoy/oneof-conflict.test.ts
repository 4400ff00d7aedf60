import assert from 'node:assert/strict';
import { oneofConflict } from '../../../server/src/analysis/rules/envoy/oneof-conflict.ts';
import { checkDiagnostics, checkFix, fixTitles } from '../../fixture/check.ts';

describe('envoy/oneof-conflict', () => {
  it('reports its examples, and the fix repairs them', () => {
    for (const { before, after } of oneofConflict.examples) {
      checkDiagnostics(before);
      if (after !== undefined) checkFix(before, 'envoy/oneof-conflict', after);
    }
  });

  it('keeps the custom type of a cluster, in any order, and never deletes it', () => {
    const custom =
      '      cluster_type: { name: dfp, typed_config: { "@type": type.googleapis.com/envoy.extensions.clusters.dynamic_forward_proxy.v3.ClusterConfig, dns_cache_config: { name: a } } }\n';
    const cluster = (lines: string): string =>
      `#- /envoy.yaml\nstatic_resources:\n  clusters:\n    - name: all\n      lb_policy: CLUSTER_PROVIDED\n${lines}`;
    for (const lines of [`      type: STRICT_DNS\n${custom}`, `${custom}      type: STRICT_DNS\n`]) {
      checkFix(cluster(lines), 'envoy/oneof-conflict', cluster(custom));
      assert.deepEqual(fixTitles(cluster(lines), 'envoy/oneof-conflict'), ["Keep 'cluster_type' and remove 'type'"]);
    }
  });
});
