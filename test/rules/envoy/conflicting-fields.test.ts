import { checkDiagnostics, checkFix } from '../../fixture/check.ts';

const code = 'envoy/conflicting-fields';
const sidecar = (...edits: readonly string[]): string =>
  ['#- /envoy-config.yaml stock:sidecar-config', ...edits, ''].join('\n');

describe(code, () => {
  it('keeps the field that stands first', () => {
    const both = (fields: string) => sidecar(`#~ route: { cluster: app } => route: { cluster: app, ${fields} }`);
    checkFix(
      both('regex_rewrite: { pattern: { regex: a }, substitution: b }, prefix_rewrite: /'),
      code,
      both('regex_rewrite: { pattern: { regex: a }, substitution: b }'),
    );
  });

  it('is silent where one of the two is empty or off', () => {
    const route = '#~ route: { cluster: app } =>';
    checkDiagnostics(sidecar(`${route} route: { cluster: app, path_rewrite: /a, prefix_rewrite: "" }`));
    checkDiagnostics(
      sidecar(
        '#~ stat_prefix: ingress => stat_prefix: ingress\\n                    strip_any_host_port: false\\n                    strip_matching_host_port: true',
      ),
    );
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
