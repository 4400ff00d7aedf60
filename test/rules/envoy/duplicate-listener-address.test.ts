import assert from 'node:assert/strict';
import { listenersInKey } from '../../fixture/listeners-in-file.ts';
import { checkDiagnostics, checkFix, fixTitles } from '../../fixture/check.ts';

const code = 'envoy/duplicate-listener-address';
const chains = ', filter_chains: [{ filters: [] }]';
const listener = (name: string, address: string, more = chains) =>
  `    - { name: ${name}, address: ${address}${more} }\n`;
const config = (...listeners: readonly string[]) => `#- /envoy.yaml
static_resources:
  listeners:
${listeners.join('')}`;
const socket = (address: string, port: number | string, more = '') =>
  `{ socket_address: { address: ${address}, port_value: ${port}${more} } }`;
const one = listener('one', socket('0.0.0.0', 80));

describe(code, () => {
  it('takes a port that neither listeners nor loopback endpoints use', () => {
    checkFix(
      config(one, listener('two', socket('0.0.0.0', 80)), listener('three', socket('0.0.0.0', 81))),
      code,
      config(one, listener('two', socket('0.0.0.0', 82)), listener('three', socket('0.0.0.0', 81))),
    );
    checkFix(config(one, listener('two', socket('0.0.0.0', 80))), code, config(one), 'Remove this listener');
  });

  it('compares pipes, additional addresses and listeners that are not bound', () => {
    const pipe = '{ pipe: { path: /run/envoy.sock } }';
    checkDiagnostics(
      `${config(listener('one', pipe), listener('two', pipe))}#? error ${code} at "/run/envoy.sock"#2: Listener 'one' already uses address /run/envoy.sock.\n`,
    );
    const more = `, additional_addresses: [{ address: ${socket('"::1"', 90)} }]${chains}`;
    checkDiagnostics(
      `${config(listener('one', socket('0.0.0.0', 80), more), listener('two', socket('"::1"', 90), `, bind_to_port: false${chains}`))}#? error ${code} at "90"#2: Listener 'one' already uses address [::1]:90.\n`,
    );
  });

  it('offers the containerPort that nothing binds', () => {
    const pod =
      '#- /pod.yaml stock:sidecar-pod\n#~ containerPort: 9092 => containerPort: 9092\\n        - containerPort: 9300\n';
    const second = (port: number) => `#- /config.yaml stock:sidecar-config
#~ listeners:\\n => listeners:\\n        - { name: second, address: { socket_address: { address: 0.0.0.0, port_value: ${port} } }, filter_chains: [{ filters: [{ name: envoy.filters.network.echo, typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.network.echo.v3.Echo } }] }] }\\n
`;
    // The first of the two is written above.
    const titles = fixTitles(pod + second(9092), code);
    assert.equal(titles[0], 'Change the port to 9300');
  });

  it('offers the containerPort to a listener in a file, too', () => {
    const twice = listenersInKey({}, (lds) => {
      const listener = lds.slice(lds.indexOf('  - '));
      return lds + listener.replace('name: web', 'name: second');
    });
    assert.equal(fixTitles(twice, code)[0], 'Change the port to 9300');
  });

  it('accepts what Envoy accepts: other addresses, protocols, namespaces, port 0, addresses of one listener', () => {
    for (const other of [
      socket('127.0.0.1', 80),
      socket('0.0.0.0', 80, ', network_namespace_filepath: /run/netns/a'),
      socket('"$(HOST)"', 80),
      socket('0.0.0.0', '"$(PORT)"'),
    ])
      checkDiagnostics(config(one, listener('two', other)));
    for (const udp of [', protocol: UDP', ', protocol: 1'])
      checkDiagnostics(config(one, listener('two', socket('0.0.0.0', 80, udp), '')));
    checkDiagnostics(config(listener('one', socket('0.0.0.0', 0)), listener('two', socket('0.0.0.0', 0))));
    const own = `, additional_addresses: [{ address: ${socket('0.0.0.0', 80)} }]${chains}`;
    checkDiagnostics(config(listener('one', socket('0.0.0.0', 80), own)));
  });
});
