import assert from 'node:assert/strict';
import { diagnose, type Workspace } from '../../server/src/analysis/index.ts';
import { enumField } from '../../server/src/analysis/envoy/enum-field.ts';
import { parseYaml } from '../../server/src/analysis/yaml/syntax/parse-yaml.ts';
import { bootstrapsOf, itAsksEnvoy, refusals } from '../fixture/ask-envoy.ts';
import { workspaceOf } from '../fixture/check.ts';
import { parseFixture } from '../fixture/parse-fixture.ts';
import { bootstrap, cluster, endpoint, listener, manager, udp } from './message-checks/configs.ts';

const clusterType = 'envoy.config.cluster.v3.Cluster';
const typeOf = (written: string) => enumField(parseYaml(`{ ${written} }`).documents[0]?.root, clusterType, 'type');

/** Faults that depend on an enum: its name as `ENUM` is written in each way that Envoy reads. */
const faults: readonly (readonly [name: string, number: number, fixture: string])[] = [
  ['STATIC', 0, cluster('type: ENUM, eds_cluster_config: { eds_config: { ads: {} } }')],
  ['ORIGINAL_DST', 4, cluster('type: ENUM')],
  ['STATIC', 0, endpoint('type: ENUM, ', 'hostname: a')],
  ['CLUSTER_PROVIDED', 6, cluster('type: STATIC, lb_policy: ENUM')],
  ['RING_HASH', 2, cluster('lb_policy: ENUM, ring_hash_lb_config: { minimum_ring_size: 9, maximum_ring_size: 8 }')],
  ['MAGLEV', 5, cluster('lb_policy: ENUM, maglev_lb_config: { table_size: 4 }')],
  ['KEYS_SUBSET', 4, cluster('lb_subset_config: { subset_selectors: [{ keys: [a], fallback_policy: ENUM }] }')],
  [
    'AGGREGATED_GRPC',
    5,
    bootstrap(
      'node: { id: a, cluster: b }',
      'dynamic_resources: { ads_config: { api_type: ENUM, grpc_services: [{ envoy_grpc: { cluster_name: x } }] } }',
    ),
  ],
  [
    'REST',
    1,
    bootstrap(
      'node: { id: a, cluster: b }',
      'dynamic_resources: { ads_config: { api_type: ENUM, transport_api_version: V3, refresh_delay: 1s } }',
    ),
  ],
  ['HTTP3', 3, manager('codec_type: ENUM')],
  ['UDP', 1, listener(udp.replace('UDP', 'ENUM').concat(', filter_chains: [{ filters: [] }]'))],
];

describe('an enum field', () => {
  it('is read by name in any case, by number, and as number 0 if it is missing', () => {
    for (const written of ['type: EDS', 'type: eds', 'type: 3', 'type: "3"', 'type: "Eds"'])
      assert.equal(typeOf(written), 'EDS', written);
    for (const written of ['', 'type:', 'type: null', 'type: 0']) assert.equal(typeOf(written), 'STATIC', written);
    for (const written of ['type: NONE', 'type: 9', 'type: true', 'type: [EDS]', 'type: "${TYPE}"'])
      assert.equal(typeOf(written), undefined, written);
  });

  for (const [name, number, fixture] of faults)
    it(`says the same of ${name} in all its spellings: ${fixture.slice(15, 90).replaceAll('\n', ' ')}`, () => {
      const found = spellings(name, number, fixture).map((workspace) =>
        diagnose(workspace, 'file:///fixture/envoy.yaml').flatMap(({ code, severity }) =>
          severity === 'error' ? [code] : [],
        ),
      );
      assert.notDeepEqual(found[0], []);
      for (const other of found) assert.deepEqual(other, found[0]);
    });

  itAsksEnvoy('is refused by Envoy in all spellings', async (envoy) => {
    const texts = faults.flatMap((fault) => spellings(...fault).flatMap(bootstrapsOf));
    assert.equal((await refusals(envoy, texts)).length, texts.length);
  });
});

const spellings = (name: string, number: number, fixture: string): readonly Workspace[] =>
  [name, name.toLowerCase(), `${number}`, `"${number}"`].map((spelling) =>
    workspaceOf(parseFixture(fixture.replace('ENUM', spelling))),
  );
