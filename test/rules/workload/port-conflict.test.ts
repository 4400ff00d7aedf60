import { checkDiagnostics, checkFix } from '../../fixture/check.ts';

const code = 'workload/port-conflict';
const declared = 'image: example.com/web:1.4.2\\n      ports:\\n        - containerPort: 8080';
const file = (name: string, stock: string, lines: string[]) =>
  [`#- /${name}.yaml stock:sidecar-${stock}`, ...lines, ''].join('\n');
const pod = (...lines: string[]) => file('pod', 'pod', lines);
const config = (...lines: string[]) => file('envoy-config', 'config', lines);
const service = (...lines: string[]) => file('service', 'service', lines);

describe(code, () => {
  it('knows where a well-known image listens, and moves Envoy with its containerPort and Service', () => {
    const app = `#~ ${declared} => image: nginx`;
    const before =
      pod(app, '#~ containerPort: 9092 => containerPort: 80', `#? warning ${code} at "nginx"`) +
      config('#~ 9092 => 80', '#~ 8080 => 3000', `#? warning ${code} at "80"`) +
      service('#~ port: 80\\n      targetPort: 9092 => port: 80');
    checkFix(
      before,
      code,
      pod(app, '#~ containerPort: 9092 => containerPort: 8080') +
        config('#~ 8080 => 3000', '#~ 9092 => 8080') +
        service('#~ 9092 => 8080'),
    );
  });

  it('takes the next port that nothing uses', () => {
    const remote = '#~ 127.0.0.1, port_value: 8080 => 10.0.0.7, port_value: 8080';
    const both = '#~ containerPort: 8080 => containerPort: 9092\\n        - containerPort: 9093';
    checkFix(
      pod(both) + config(remote),
      code,
      pod(
        both,
        '#~ 1.40.0\\n      ports:\\n        - containerPort: 9092 => 1.40.0\\n      ports:\\n        - containerPort: 9094',
      ) + config(remote, '#~ 9092 => 9094'),
    );
  });

  it('does not change what belongs to the app: its probe, and the Service if only the app declares the port', () => {
    const app = '#~ containerPort: 8080 => containerPort: 9901\\n      livenessProbe: { tcpSocket: { port: 9901 } }';
    const before = pod(app) + config('#~ 8080 => 9901') + service('#~ 9092 => 9901');
    checkFix(before, code, pod(app) + config('#~ 9901 => 9902', '#~ 8080 => 9901') + service('#~ 9092 => 9901'));
  });

  it('reports nothing if the app listens or may listen elsewhere', () => {
    // The listener's port declared at the wrong container: the cluster goes to the app's other port.
    checkDiagnostics(
      pod(
        '#~ containerPort: 8080 => containerPort: 8080\\n        - containerPort: 9092',
        '#~ 1.40.0\\n      ports:\\n        - containerPort: 9092\\n => 1.40.0\\n',
      ) + config(),
    );
    // Envoy on the pod's own address, the app on loopback.
    const podIp = '$' + '{POD_IP}';
    checkDiagnostics(
      pod('#~ containerPort: 8080 => containerPort: 9092') +
        config(`#~ 0.0.0.0, port_value => "${podIp}", port_value`, '#~ 8080 => 9092'),
    );
    // UDP does not meet TCP.
    checkDiagnostics(
      pod('#~ containerPort: 8080 => containerPort: 8080\\n        - { containerPort: 9901, protocol: UDP }') +
        config(),
    );
  });
});
