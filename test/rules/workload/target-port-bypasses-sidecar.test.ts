import { checkDiagnostics, checkFix, fixTitles } from '../../fixture/check.ts';
import { listenersInKey } from '../../fixture/listeners-in-file.ts';
import assert from 'node:assert/strict';

const code = 'workload/target-port-bypasses-sidecar';
const fixture = (pod = '', config = '', service = '#~ 9092 => 8080') =>
  `#- /pod.yaml stock:sidecar-pod\n${pod}\n#- /envoy-config.yaml stock:sidecar-config\n${config}\n#- /service.yaml stock:sidecar-service\n${service}\n`;

describe(code, () => {
  it('is information, and offers the port of the listener', () => {
    checkDiagnostics(
      `${fixture()}#? information ${code} at "8080": The Service targets port 8080 of the app and bypasses listener 'ingress' on port 9092.\n`,
    );
    checkFix(fixture(), code, fixture('', '', ''));
  });

  it('sees where listeners of a file lead', () => {
    const bypassed = listenersInKey({}).replace('targetPort: 9092', 'targetPort: 8080');
    assert.deepEqual(fixTitles(bypassed, code), ["Set targetPort to 9092 (listener 'web')"]);
  });

  it('sees through a named port', () => {
    checkDiagnostics(
      `${fixture('#~ containerPort: 8080 => containerPort: 8080\\n          name: web', '', '#~ 9092 => web')}#? information ${code} at "web"#3\n`,
    );
  });

  it('reports nothing for a sidecar that gets no traffic for the app', () => {
    checkDiagnostics(
      fixture('', '#~ { address: 127.0.0.1, port_value: 8080 } => { address: 10.0.0.9, port_value: 8080 }'),
    );
    checkDiagnostics(fixture('', '#~ 0.0.0.0 => 127.0.0.1'));
    checkDiagnostics(
      fixture(
        '#~ spec:\\n => spec:\\n  initContainers: [{ name: init, image: istio/proxyv2, args: [istio-iptables] }]\\n',
      ),
    );
  });
});
