import { checkDiagnostics, checkFix } from '../../fixture/check.ts';

const code = 'envoy/unknown-protocol-options';
const sidecar = (...edits: readonly string[]): string =>
  ['#- /envoy-config.yaml stock:sidecar-config', ...edits, ''].join('\n');
const options = (key: string): string =>
  sidecar(
    `#~ type: STATIC => type: STATIC\\n          typed_extension_protocol_options:\\n            ${key}:\\n              "@type": type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions\\n              explicit_http_config: { http2_protocol_options: {} }`,
  );

describe(code, () => {
  it('names the key by the type', () => {
    checkFix(options('foo'), code, options('envoy.extensions.upstreams.http.v3.HttpProtocolOptions'));
  });

  it('takes the old name', () => {
    checkDiagnostics(options('envoy.upstreams.http.http_protocol_options'));
  });
});
