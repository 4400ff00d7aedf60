import assert from 'node:assert/strict';
import { checkDiagnostics, checkFix, fixTitles } from '../../fixture/check.ts';

const code = 'workload/loopback-listener-exposed';
const fixture = (pod: string[] = [], config: string[] = ['#~ 0.0.0.0 => 127.0.0.1'], service: string[] = []) =>
  [
    '#- /pod.yaml stock:sidecar-pod',
    ...pod,
    '#- /envoy-config.yaml stock:sidecar-config',
    ...config,
    '#- /service.yaml stock:sidecar-service',
    ...service,
    '',
  ].join('\n');

describe(code, () => {
  it('marks the Service and the listener, and binds the listener to all addresses', () => {
    assert.deepEqual(fixTitles(fixture(), code), ['Bind listener to 0.0.0.0']);
    checkFix(fixture(), code, fixture([], []));
  });

  it('does not change a Service for the admin to another listener', () => {
    const admin = fixture(
      [],
      [`#? warning ${code} at "127.0.0.1"`],
      ['#~ 9092 => 9901', `#? warning ${code} at "9901"`],
    );
    checkDiagnostics(admin);
    assert.deepEqual(fixTitles(admin, code), ['Bind admin to 0.0.0.0']);
  });

  it('knows where probes go', () => {
    const probe = (text: string) =>
      `#~ image: envoyproxy/envoy:v1.40.0 => image: envoyproxy/envoy:v1.40.0\\n      readinessProbe: { httpGet: { ${text} } }`;
    checkDiagnostics(
      fixture(
        [probe('port: 9901, path: /ready'), `#? warning ${code} at "9901"`],
        [`#? warning ${code} at "127.0.0.1"`],
      ),
    );
    checkDiagnostics(fixture([probe('port: 9901, host: 127.0.0.1')], []));
  });

  it('reports nothing if the app declares the port too, with hostNetwork, and if listeners come over LDS', () => {
    checkDiagnostics(
      fixture(
        ['#~ containerPort: 8080 => containerPort: 9901'],
        ['#~ port_value: 8080 => port_value: 9901'],
        ['#~ 9092 => 9901'],
      ).replaceAll('#- /x', ''),
      {
        'workload/port-conflict': 'off',
        'workload/listener-loop': 'off',
        'workload/target-port-bypasses-sidecar': 'off',
      },
    );
    checkDiagnostics(fixture(['#~ spec:\\n => spec:\\n  hostNetwork: true\\n']));
    checkDiagnostics(
      fixture(
        [],
        [
          '#~ 0.0.0.0 => 127.0.0.1',
          '#~ static_resources: => dynamic_resources: { lds_config: { ads: {} } }\\n    static_resources:',
        ],
      ),
    );
  });
});
