import assert from 'node:assert/strict';
import { checkDiagnostics, checkFix, fixTitles } from '../../fixture/check.ts';

const code = 'workload/probe-port-unbound';
const fixture = (probe: string, pod = '', config = ''): string =>
  [
    '#- /pod.yaml stock:sidecar-pod',
    `#~ image: envoyproxy/envoy:v1.40.0 => image: envoyproxy/envoy:v1.40.0\\n      readinessProbe: { ${probe} } # up?`,
    pod,
    '#- /envoy-config.yaml stock:sidecar-config',
    config,
    '',
  ].join('\n');
const claim = (text: string, port: string): string =>
  text.replace('\n#- /envoy', `\n#? warning ${code} at "${port}"\n#- /envoy`);
const openAdmin = '#~ address: 127.0.0.1, port_value: 9901 => address: 0.0.0.0, port_value: 9901';

describe(code, () => {
  it('changes a probe to the only listener', () => {
    checkDiagnostics(claim(fixture('tcpSocket: { port: 9093 }'), '9093'));
    checkFix(fixture('tcpSocket: { port: 9093 }'), code, fixture('tcpSocket: { port: 9092 }'));
  });

  it('changes a probe of the admin’s paths to the admin, if it is reachable', () => {
    const ready = (port: number): string => `httpGet: { path: /ready, port: ${port} }`;
    checkFix(fixture(ready(9902), '', openAdmin), code, fixture(ready(9901), '', openAdmin));
    assert.deepEqual(fixTitles(fixture(ready(9902)), code), ["Probe port 9092 ('ingress')"]);
  });

  it('reports nothing if something may serve the port', () => {
    const probe = 'tcpSocket: { port: 9093 }';
    for (const [pod, config] of [
      ['#~ containerPort: 8080 => containerPort: 9093', '#~ port_value: 8080 => port_value: 9093'],
      ['#~ image: example.com/web:1.4.2 => image: example.com/web:1.4.2\\n      args: [--health=9093]', ''],
      ['#~ \\n      ports:\\n        - containerPort: 8080 => ', ''],
      ['#~ spec:\\n => spec:\\n  hostNetwork: true\\n', ''],
      ['#~ app: web => app: web\\n  annotations: { dapr.io/enabled: "true" }', ''],
      ['#~ up? => up?\\n      command: [/bin/sh, -c, "serve & envoy -c /etc/envoy/envoy.yaml"]', ''],
      ['', '#~ static_resources: => dynamic_resources: { lds_config: { ads: {} } }\\n    static_resources:'],
    ] as const)
      checkDiagnostics(fixture(probe, pod, config));
    checkDiagnostics(fixture('tcpSocket: { port: 9093, host: example.com }'));
    checkDiagnostics(fixture('exec: { command: [true] }').replace('[true]', '["true"]'));
  });

  it('leaves a port that was meant to be a listener’s to the containerPort', () => {
    const text = fixture('tcpSocket: { port: 9093 }', '#~ containerPort: 9092 => containerPort: 9093');
    assert.throws(() => fixTitles(text, code), /no diagnostic/);
  });
});
