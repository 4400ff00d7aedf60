import { checkDiagnostics } from '../../fixture/check.ts';

const code = 'envoy/refused-value';
const boot = (text: string): string => `#- /envoy.yaml\n${text}`;

describe(code, () => {
  it('reports layers of the runtime with one name', () => {
    checkDiagnostics(
      `${boot('layered_runtime: { layers: [{ name: a, static_layer: {} }, { name: a, admin_layer: {} }] }\n')}#? error ${code} at "a"#8\n`,
    );
  });

  it('reports a local cluster that is none', () => {
    checkDiagnostics(
      boot(`cluster_manager: { local_cluster_name: app }
#                                      ^^^ error ${code}: No cluster is named "app": Envoy refuses it as the local one.
static_resources: {}
`),
    );
  });

  it('reports weights that do not fit 32 bits', () => {
    const cluster = (policy: string) =>
      boot(`static_resources:
  clusters:
    - { name: app, connect_timeout: 1s, ${policy}, load_assignment: { cluster_name: app, endpoints: [{ lb_endpoints: [{ load_balancing_weight: 4294967295 }, { load_balancing_weight: 1 }] }] } }
`);
    checkDiagnostics(`${cluster('lb_policy: MAGLEV')}#? error ${code} at "lb_endpoints"\n`);
    checkDiagnostics(cluster('lb_policy: ROUND_ROBIN'));
  });
});
