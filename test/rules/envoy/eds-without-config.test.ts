import assert from 'node:assert/strict';
import { checkDiagnostics, fixTitles } from '../../fixture/check.ts';

const code = 'envoy/eds-without-config';
const cluster = (fields: string) => `#- /envoy.yaml\nstatic_resources: { clusters: [{ name: app, ${fields} }] }\n`;

describe(code, () => {
  it('has no fix where no endpoints are written down', () => {
    assert.deepEqual(fixTitles(cluster('type: EDS'), code), []);
    assert.deepEqual(fixTitles(cluster('type: eds, eds_cluster_config: '), code), []);
  });

  it('is silent for clusters that have a config or another type', () => {
    for (const fields of ['type: EDS, eds_cluster_config: {}', 'type: STATIC', 'connect_timeout: 1s'])
      checkDiagnostics(cluster(fields));
  });
});
