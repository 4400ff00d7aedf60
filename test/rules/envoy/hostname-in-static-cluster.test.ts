import assert from 'node:assert/strict';
import { isIpAddress } from '../../../server/src/analysis/envoy/ip-address.ts';
import { checkDiagnostics, checkFix, fixTitles } from '../../fixture/check.ts';

const code = 'envoy/hostname-in-static-cluster';
const cluster = (address: string, type = '') =>
  `#- /envoy.yaml\nstatic_resources:\n  clusters:\n    - name: app\n${type}      load_assignment: { cluster_name: app, endpoints: [{ lb_endpoints: [{ endpoint: { address: { socket_address: { address: ${address}, port_value: 80 } } } }] }] }\n`;

describe(code, () => {
  it('gives a cluster without a type STRICT_DNS', () => {
    checkFix(cluster('app.example.com'), code, cluster('app.example.com', '      type: STRICT_DNS\n'));
    checkFix(cluster('app', '      type: static\n'), code, cluster('app', '      type: STRICT_DNS\n'));
    checkFix(cluster('app:80'), code, cluster('app', '      type: STRICT_DNS\n'));
  });

  it('takes a port and brackets out of an address', () => {
    checkFix(cluster('"127.0.0.1:80"'), code, cluster('"127.0.0.1"'));
    checkFix(cluster('"[::1]"'), code, cluster('"::1"'));
  });

  it('has no fix for a value that is neither a name nor an address', () => {
    for (const address of ['1.2.3', '256.1.1.1', '"*"', '"a b"'])
      assert.deepEqual(fixTitles(cluster(address), code), []);
  });

  it('reports nothing for addresses, placeholders, other types and resolvers', () => {
    for (const address of [
      '127.0.0.1',
      '"::1"',
      '"$(HOST)"',
      'HOST_IP',
      '"{{ host }}"',
      'app, resolver_name: envoy.resolvers.reverse_connection',
    ])
      checkDiagnostics(cluster(address));
    for (const type of [
      'type: STRICT_DNS',
      'type: 2',
      'type: "{{ type }}"',
      'cluster_type: { name: mine, typed_config: { "@type": type.googleapis.com/mine.v3.A } }',
    ])
      checkDiagnostics(cluster('app', `      ${type}\n`), { 'envoy/unknown-extension': 'off' });
  });

  it('reads addresses as Envoy does', () => {
    for (const address of ['0.0.0.0', '::', '1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7::', '::ffff:1.2.3.4', 'fe80::1%eth0'])
      assert.ok(isIpAddress(address), address);
    for (const address of ['01.2.3.4', '127.1', '1.2.3.4.5', '0x7f.0.0.1', '12345::', '::ffff:1.2.3', '1::2::3', 'a:b'])
      assert.ok(!isIpAddress(address), address);
  });
});
