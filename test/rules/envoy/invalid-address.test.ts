import { checkDiagnostics, checkFix } from '../../fixture/check.ts';

const code = 'envoy/invalid-address';
const sidecar = (...edits: readonly string[]): string =>
  ['#- /envoy-config.yaml stock:sidecar-config', ...edits, ''].join('\n');

describe(code, () => {
  it('turns localhost into its address', () => {
    const admin = (address: string) =>
      sidecar(`#~ address: 127.0.0.1, port_value: 9901 => address: ${address}, port_value: 9901`);
    checkFix(admin('localhost'), code, admin('127.0.0.1'));
    checkFix(admin('"[::1]:80"'), code, admin('"::1"'));
  });

  it('moves the length of a prefix into its field', () => {
    const chain = (range: string) =>
      sidecar(`#~ - filters: => - filter_chain_match: { prefix_ranges: [{ ${range} }] }\\n              filters:`);
    checkFix(chain('address_prefix: 10.0.0.0/8'), code, chain('address_prefix: 10.0.0.0, prefix_len: 8'));
  });

  it('keeps words that a script replaces, and addresses with a resolver', () => {
    checkDiagnostics(sidecar('#~ address: 127.0.0.1, port_value: 9901 => address: ADMIN_HOST, port_value: 9901'));
    checkDiagnostics(sidecar('#~ address: 127.0.0.1, port_value: 9901 => address: "${HOST}", port_value: 9901'));
  });
});
