import assert from 'node:assert/strict';
import { movePorts, portsToAssign, upstreamPorts } from '../../client/src/local/move-ports.ts';
import { planOf } from './plan-fixture.ts';
import { seedPlan } from './seed-plan.ts';

describe('moving ports', () => {
  it('changes listener and app in the seed and nothing else', () => {
    const plan = seedPlan();
    assert.deepEqual(portsToAssign(plan), { listeners: ['0.0.0.0:9092'], apps: [80] });
    const moved = movePorts(plan, { listeners: new Map([['0.0.0.0:9092', 40001]]), upstreams: new Map([[80, 40002]]) });
    const expected = plan.configText
      .replace('address: 0.0.0.0, port_value: 9092', 'address: 127.0.0.1, port_value: 40001')
      .replace('port_value: 80 ', 'port_value: 40002 ');
    assert.equal(moved, expected);
    assert.notEqual(moved, plan.configText);
  });

  it('keeps JSON valid', () => {
    const text = '{"listeners":[{"address": {"socket_address": {"address": "0.0.0.0", "port_value": 8080}}}]}';
    const plan = planOf(text, [{ role: 'listener', name: 'l', address: '0.0.0.0', port: 8080 }], 'json');
    const moved = JSON.parse(movePorts(plan, { listeners: new Map([['0.0.0.0:8080', 40001]]), upstreams: new Map() }));
    assert.deepEqual(moved.listeners[0].address.socket_address, { address: '127.0.0.1', port_value: 40001 });
  });

  it('removes what Envoy rejects together with an IPv4 address, and keeps the lines', () => {
    const text = 'address: "::"\nport_value: 8080\nipv4_compat: true\nresolver_name: >-\n  a\n  b\n# end\n';
    const unset = ['true', '>-\n  a\n  b'].map((value) => {
      const start = text.indexOf(value);
      return { start, end: start + value.length };
    });
    const plan = { ...planOf(text, [{ role: 'listener', name: 'l', address: '::', port: 8080 }]), unset };
    const moved = movePorts(plan, { listeners: new Map([[':::8080', 40001]]), upstreams: new Map() });
    assert.equal(moved, 'address: "127.0.0.1"\nport_value: 40001\nipv4_compat: null\nresolver_name: null\n\n\n# end\n');
  });

  it('gives each address and each port 0 a separate port', () => {
    const text = ['1.2.3.4', '1.2.3.5', '0.0.0.0', '0.0.0.0']
      .map((address, i) => `address: ${address}\nport_value: ${i < 2 ? 80 : 0}\n`)
      .join('');
    const plan = planOf(text, [
      { role: 'listener', name: 'a', address: '1.2.3.4', port: 80 },
      { role: 'listener', name: 'b', address: '1.2.3.5', port: 80 },
      { role: 'listener', name: 'c', address: '0.0.0.0', port: 0 },
      { role: 'listener', name: 'd', address: '0.0.0.0', port: 0 },
    ]);
    const { listeners } = portsToAssign(plan);
    assert.equal(listeners.length, 4);
    const map = new Map(listeners.map((address, i) => [address, 40001 + i]));
    const moved = movePorts(plan, { listeners: map, upstreams: new Map() });
    assert.deepEqual(moved.match(/\d{5}/g), ['40001', '40002', '40003', '40004']);
  });

  it('changes an endpoint that is a listener or the admin to the new port', () => {
    const text = [9000, 9000, 9901, 9901, 8080].map((port) => `address: 127.0.0.1\nport_value: ${port}\n`).join('');
    const plan = planOf(text, [
      { role: 'listener', name: 'l', address: '127.0.0.1', port: 9000 },
      { role: 'upstream', name: 'self', address: '127.0.0.1', port: 9000 },
      { role: 'admin', name: 'admin', address: '127.0.0.1', port: 9901 },
      { role: 'upstream', name: 'stats', address: '127.0.0.1', port: 9901 },
      { role: 'upstream', name: 'app', address: '127.0.0.1', port: 8080 },
    ]);
    assert.deepEqual(portsToAssign(plan), { listeners: ['127.0.0.1:9000'], apps: [8080] });
    const moved = upstreamPorts(plan, new Map([['127.0.0.1:9000', 40001]]), 40002, new Map([[8080, 40003]]));
    assert.deepEqual(
      [...moved],
      [
        [9000, 40001],
        [9901, 40002],
        [8080, 40003],
      ],
    );
  });
});
