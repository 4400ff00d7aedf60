import { checkDiagnostics } from '../../fixture/check.ts';
import { error, extension, network, quiet } from './configs.ts';

describe('a TCP proxy', () => {
  it('says how much it buffers while it waits to connect', () => {
    const proxy = (fields: string) =>
      network(
        extension('envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy', `stat_prefix: a, cluster: app${fields}`),
      );
    const off = { ...quiet, 'envoy/unknown-cluster': 'off' } as const;
    const mode = ', upstream_connect_mode: ON_DOWNSTREAM_DATA';
    checkDiagnostics(proxy(mode) + error('upstream_connect_mode', 'missing-dependency'), off);
    checkDiagnostics(proxy(`${mode}, max_early_data_bytes: 0`), off);
    checkDiagnostics(proxy(', upstream_connect_mode: IMMEDIATE'), off);
  });
});
