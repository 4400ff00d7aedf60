import { outOfRange } from '../../../server/src/analysis/rules/envoy/out-of-range.ts';
import { checkDiagnostics, checkFix } from '../../fixture/check.ts';

describe('envoy/out-of-range', () => {
  it('reports its examples, and the fix repairs them', () => {
    for (const { before, after } of outOfRange.examples) {
      checkDiagnostics(before);
      if (after !== undefined) checkFix(before, 'envoy/out-of-range', after);
    }
  });

  it('reports weights that do not fit 32 bits', () => {
    const cluster = (policy: string) =>
      `#- /envoy.yaml\nstatic_resources:
  clusters:
    - { name: app, connect_timeout: 1s, type: STRICT_DNS, ${policy}, load_assignment: { cluster_name: app, endpoints: [{ lb_endpoints: [{ load_balancing_weight: 4294967295 }, { load_balancing_weight: 1 }] }] } }
`;
    checkDiagnostics(`${cluster('lb_policy: MAGLEV')}#? error envoy/out-of-range at "lb_endpoints"\n`);
    checkDiagnostics(cluster('lb_policy: ROUND_ROBIN'));
  });
});
