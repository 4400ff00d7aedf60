import { checkDiagnostics, checkFix } from '../../fixture/check.ts';

const code = 'envoy/unsupported-field';
const sidecar = (edit: string): string => `#- /envoy-config.yaml stock:sidecar-config\n#~ ${edit}\n`;

describe(code, () => {
  const upgrade = (type: string, more = ', connect_config: { allow_post: true }') =>
    sidecar(`route: { cluster: app } => route: { cluster: app, upgrade_configs: [{ upgrade_type: ${type}${more} }] }`);

  it('reports a field of another upgrade, and takes it out', () =>
    checkFix(upgrade('websocket'), code, upgrade('websocket', '')));

  it('reports nothing if the field is allowed', () => checkDiagnostics(upgrade('CONNECT')));
});
