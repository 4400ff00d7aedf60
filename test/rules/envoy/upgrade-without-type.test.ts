import { checkDiagnostics } from '../../fixture/check.ts';

const code = 'envoy/upgrade-without-type';
const config = (upgrade: string): string =>
  `#- /envoy-config.yaml stock:sidecar-config\n#~ http_filters: => upgrade_configs: [${upgrade}]\\n                    http_filters:\n`;

describe(code, () => {
  it('reports entries that allow nothing', () => {
    checkDiagnostics(
      `${config('{ upgradeType: "" }')}#? warning ${code} at "upgradeType": This entry allows no upgrade. Set 'upgrade_type', for example to 'websocket'.\n`,
    );
    checkDiagnostics(`${config('{}')}#? warning ${code} at "{}"\n`);
  });

  it('reports nothing if a type is written', () => {
    checkDiagnostics(config('{ upgrade_type: CONNECT }'));
    checkDiagnostics(config('{ upgrade_type: "$' + '{TYPE}" }'));
    checkDiagnostics(config('{ type: websocket }'), { 'envoy/unknown-field': 'off' });
  });
});
