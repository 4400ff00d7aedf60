import { checkDiagnostics, checkFix } from '../../fixture/check.ts';

const code = 'envoy/prefix-length-missing';
const config = (range: string): string =>
  `#- /envoy-config.yaml stock:sidecar-config\n#~ - filters: => - filter_chain_match: { source_prefix_ranges: [{ ${range} }] }\\n              filters:\n`;

describe(code, () => {
  it('reports a range that matches all addresses', () => {
    checkDiagnostics(
      `${config('address_prefix: 10.0.0.0')}#? warning ${code} at "10.0.0.0": This range matches every IPv4 address. Set 'prefix_len'.\n`,
    );
    checkDiagnostics(`${config('addressPrefix: "fd00::1", prefix_len: null')}#? warning ${code} at ""fd00::1""\n`);
  });

  it('reports nothing if all are meant, the length is written or the address is unknown', () => {
    for (const range of [
      'address_prefix: 0.0.0.0',
      'address_prefix: "::"',
      'address_prefix: 10.0.0.0, prefix_len: 8',
      'address_prefix: 10.0.0.0, prefixLen: 0',
      'address_prefix: "$' + '{IP}"',
      'address_prefix: POD_IP',
    ])
      checkDiagnostics(config(range));
  });

  it('sets the length of one address', () => {
    checkFix(config('address_prefix: "fd00::1"'), code, config('address_prefix: "fd00::1", prefix_len: 128'));
    checkFix(
      config('address_prefix: 10.1.2.3, prefix_len: null'),
      code,
      config('address_prefix: 10.1.2.3, prefix_len: 32'),
    );
  });
});
