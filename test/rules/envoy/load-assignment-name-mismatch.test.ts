import { checkDiagnostics, checkFix } from '../../fixture/check.ts';

const code = 'envoy/load-assignment-name-mismatch';

describe(code, () => {
  it('hints at another name and sets it to the cluster’s', () => {
    checkFix(
      '#- /envoy.yaml stock:seed-envoy',
      code,
      '#- /envoy.yaml stock:seed-envoy\n#~ cluster_name: service => cluster_name: targetCluster\n',
    );
  });

  it('reports nothing for EDS clusters and placeholders', () => {
    for (const cluster of [
      '{ name: a, type: EDS, eds_cluster_config: { eds_config: { path_config_source: { path: /a } } }, load_assignment: { cluster_name: b } }',
      '{ name: a, load_assignment: { cluster_name: "{{ b }}" } }',
      '{ name: a }',
    ])
      checkDiagnostics(`#- /envoy.yaml\nstatic_resources: { clusters: [${cluster}] }\n`);
  });
});
