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

  it('reports a missing name as the error that Envoy makes of it, and inserts it', () => {
    const missing =
      '#- /envoy.yaml\nstatic_resources:\n  clusters:\n    - name: app\n      load_assignment:\n#     ^^^^^^^^^^^^^^^ error envoy/load-assignment-name-mismatch\n        endpoints: []\n';
    checkDiagnostics(missing);
    checkFix(
      missing,
      code,
      '#- /envoy.yaml\nstatic_resources:\n  clusters:\n    - name: app\n      load_assignment:\n        endpoints: []\n        cluster_name: app\n',
    );
  });

  it('takes an empty name for a missing one, as Envoy does', () => {
    const config = (rest: string): string =>
      `#- /envoy.yaml\nstatic_resources:\n  clusters:\n    - name: app\n      load_assignment: ${rest}\n`;
    for (const [empty, fixed] of [
      ['{ cluster_name: "", endpoints: [] } # here', '{ cluster_name: app, endpoints: [] } # here'],
      ['{}', '{ cluster_name: app }'],
      [
        '\n        cluster_name: # later\n        endpoints: []',
        '\n        cluster_name: app # later\n        endpoints: []',
      ],
    ] as const)
      checkFix(config(empty), code, config(fixed));
  });

  it('is silent for EDS clusters, clusters without a name and placeholders', () => {
    for (const cluster of [
      '{ name: a, type: EDS, eds_cluster_config: {}, load_assignment: { cluster_name: b } }',
      '{ load_assignment: { cluster_name: b } }',
      '{ name: a, load_assignment: { cluster_name: "{{ b }}" } }',
      '{ name: a }',
    ])
      checkDiagnostics(`#- /envoy.yaml\nstatic_resources: { clusters: [${cluster}] }\n`);
  });
});
