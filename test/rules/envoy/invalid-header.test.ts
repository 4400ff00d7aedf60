import { checkDiagnostics, checkFix } from '../../fixture/check.ts';

const code = 'envoy/invalid-header';
const sidecar = (...edits: readonly string[]): string =>
  ['#- /envoy-config.yaml stock:sidecar-config', ...edits, ''].join('\n');
const route = (more: string): string =>
  sidecar(`#~ route: { cluster: app } => route: { cluster: app }\\n                              ${more}`);

describe(code, () => {
  it('reports headers that are set', () => {
    checkDiagnostics(
      `${route('request_headers_to_add: [{ header: { key: ":path", value: / } }]')}#? error ${code} at "":path""\n`,
    );
  });

  it('takes a pseudo header out of the list of those to remove', () => {
    checkFix(
      route('response_headers_to_remove: [":status", server]'),
      code,
      route('response_headers_to_remove: [server]'),
    );
  });

  it('is silent on other headers', () => {
    checkDiagnostics(route('request_headers_to_remove: [x-host, hosts]'));
  });
});
