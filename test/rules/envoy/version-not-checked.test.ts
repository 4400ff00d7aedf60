import assert from 'node:assert/strict';
import { versionNotChecked } from '../../../server/src/analysis/rules/envoy/version-not-checked.ts';
import { checkDiagnostics, fixTitles } from '../../fixture/check.ts';

const code = 'envoy/version-not-checked';
const v2 = (version: string, line = ''): string => `#- /envoy.yaml
# envoy-sidecar: version=${version}
static_resources:
  clusters:
    - { name: app, type: STATIC, connect_timeout: 1s, hosts: [{ socket_address: { address: 127.0.0.1, port_value: 80 } }]${line} }
`;
const socket =
  ', transport_socket: { name: raw, typed_config: { "@type": type.googleapis.com/envoy.extensions.transport_sockets.raw_buffer.v3.RawBuffer } }';

describe(code, () => {
  it('reports its examples', () => {
    for (const { before } of versionNotChecked.examples) checkDiagnostics(before);
  });

  it('is the only finding in a config for an old version, except the v3 API before 1.13', () => {
    const old = `#? information ${code} at "static_resources"\n`;
    checkDiagnostics(v2('1.19.1') + old);
    checkDiagnostics(v2('1.13', socket) + old);
    checkDiagnostics(
      `${v2('1.12', socket)}${old}#? error envoy/version-too-old at "type.googleapis.com/envoy.extensions.transport_sockets.raw_buffer.v3.RawBuffer": 'envoy.extensions.transport_sockets.raw_buffer.v3.RawBuffer' requires Envoy 1.13 or later, but this config targets 1.12.\n`,
    );
  });

  it('reports nothing for versions that are checked', () => {
    checkDiagnostics(`${v2('1.22')}#? error envoy/v2-leftover at "hosts"\n`, { 'envoy/unused-cluster': 'off' });
  });

  it('offers the newest version, which shows what is to be migrated', () => {
    assert.deepEqual(fixTitles(v2('1.12'), code), ["Change the version to '1.40'"]);
  });
});
