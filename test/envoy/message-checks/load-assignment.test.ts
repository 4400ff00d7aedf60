import { checkDiagnostics } from '../../fixture/check.ts';
import { cluster, error, extension, quiet } from './configs.ts';

describe('the weights of endpoints', () => {
  const weighted = (fields: string) =>
    cluster(
      `${fields}load_assignment: { cluster_name: app, endpoints: [{ lb_endpoints: [{ endpoint: { address: { socket_address: { address: 10.0.0.1, port_value: 1 } } }, load_balancing_weight: 4294967295 }, { endpoint: { address: { socket_address: { address: 10.0.0.2, port_value: 1 } } }, load_balancing_weight: 1 }] }] }`,
    );
  const policy = (type: string) =>
    `load_balancing_policy: { policies: [{ typed_extension_config: ${extension(`envoy.extensions.load_balancing_policies.${type}`)} }] }, `;

  it('fit 32 bits together where a ring or a table adds them up', () => {
    for (const adding of ['lb_policy: MAGLEV, ', policy('ring_hash.v3.RingHash'), policy('maglev.v3.Maglev')])
      checkDiagnostics(weighted(adding) + error('lb_endpoints', 'out-of-range'), quiet);
    for (const other of ['', policy('round_robin.v3.RoundRobin'), `lb_policy: MAGLEV, ${policy('random.v3.Random')}`])
      checkDiagnostics(weighted(other), quiet);
  });
});
