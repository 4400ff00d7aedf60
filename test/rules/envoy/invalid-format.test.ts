import { checkDiagnostics, checkFix } from '../../fixture/check.ts';

const code = 'envoy/invalid-format';
const sidecar = (...edits: readonly string[]): string =>
  ['#- /envoy-config.yaml stock:sidecar-config', ...edits, ''].join('\n');
const added = (value: string): string =>
  sidecar(
    `#~ route: { cluster: app } => route: { cluster: app }\\n                              request_headers_to_add: [{ header: { key: x-a, value: "${value}" } }]`,
  );

describe(code, () => {
  it('doubles percent signs around a text that is not a command', () => {
    checkFix(added('50 %a% b'), code, added('50 %%a%% b'));
  });

  it('reports parameters that are missing or too many', () => {
    checkDiagnostics(`${added('%REQ%')}#? error ${code} at "%REQ%": Command 'REQ' requires parameters: '%REQ(…)%'.\n`);
    checkDiagnostics(`${added('%PROTOCOL(x)%')}#? error ${code} at "%PROTOCOL(x)%"\n`);
  });

  it('takes commands that only headers know', () => {
    checkDiagnostics(added('%PER_REQUEST_STATE(a)%'));
  });
});
