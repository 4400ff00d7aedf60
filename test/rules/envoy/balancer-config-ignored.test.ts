import { checkDiagnostics, checkFix } from '../../fixture/check.ts';

const code = 'envoy/balancer-config-ignored';

/** The stock config, whose cluster has these fields too, and what is expected of it. */
const cluster = (fields: readonly string[], ...claims: readonly string[]): string =>
  `#- /envoy-config.yaml stock:sidecar-config
#~ connect_timeout: 1s => connect_timeout: 1s${fields.map((field) => `\\n          ${field}`).join('')}
${claims.map((claim) => `#? warning ${code} at ${claim}\n`).join('')}`;

const balancers = [
  ['RING_HASH', '2', 'ring_hash_lb_config: { minimum_ring_size: 64 }'],
  ['MAGLEV', '5', 'maglev_lb_config: { table_size: 7 }'],
  ['LEAST_REQUEST', 'least_request', 'least_request_lb_config: { choice_count: 3 }'],
  ['ROUND_ROBIN', '0', 'round_robin_lb_config: { slow_start_config: { slow_start_window: 5s } }'],
] as const;

describe(code, () => {
  for (const [policy, otherSpelling, config] of balancers) {
    const name = config.split(':')[0];

    it(`reports ${name} with another policy`, () => {
      checkDiagnostics(cluster([config, 'lb_policy: RANDOM'], `"${name}"`));
    });

    it(`accepts ${name} with its policy, by name and by number`, () => {
      checkDiagnostics(cluster([config, `lb_policy: ${policy}`]));
      checkDiagnostics(cluster([config, `lb_policy: ${otherSpelling}`]));
    });
  }

  it('reports a config for another than the default policy', () => {
    checkDiagnostics(cluster([balancers[0][2]], '"ring_hash_lb_config"'));
    checkDiagnostics(cluster([balancers[3][2]]));
  });

  it('reports nothing if the policy is a placeholder, is not a load balancer or is replaced, or there is no config', () => {
    const unknown = cluster([balancers[0][2], 'lb_policy: ${POLICY}']);
    checkDiagnostics(`${unknown}#? error envoy/wrong-type at "\${POLICY}"\n`);
    checkDiagnostics(cluster(['ring_hash_lb_config:', 'lb_policy: RANDOM']));
    const random = 'type.googleapis.com/envoy.extensions.load_balancing_policies.random.v3.Random';
    const extension = `typed_extension_config: { name: random, typed_config: { "@type": ${random} } }`;
    checkDiagnostics(cluster([balancers[0][2], `load_balancing_policy: { policies: [{ ${extension} }] }`]));
  });

  it('sets the policy', () => {
    checkFix(cluster([balancers[1][2], 'lb_policy: RANDOM']), code, cluster([balancers[1][2], 'lb_policy: MAGLEV']));
  });
});
