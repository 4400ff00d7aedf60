import { checkDiagnostics } from '../../fixture/check.ts';

const code = 'envoy/missing-dependency';
const sidecar = (edit: string): string => `#- /envoy-config.yaml stock:sidecar-config\n#~ ${edit}\n`;

describe(code, () => {
  it('reports a policy that only another field makes sense of', () => {
    const policy = (fields: string) => sidecar(`type: STATIC => type: STATIC\\n          ${fields}`);
    checkDiagnostics(`${policy('lb_policy: LOAD_BALANCING_POLICY_CONFIG')}#? error ${code} at "lb_policy"\n`);
    checkDiagnostics(policy('lb_policy: ROUND_ROBIN'));
  });
});
