import { checkDiagnostics, checkFix } from '../../fixture/check.ts';

const code = 'workload/listener-port-undeclared';
const ports = '1.40.0\\n      ports:\\n        - containerPort: 9092';
const pod = (...lines: string[]) => ['#- /pod.yaml stock:sidecar-pod', ...lines, ''].join('\n');
const config = (...lines: string[]) => ['#- /envoy-config.yaml stock:sidecar-config', ...lines, ''].join('\n');
const second = (host: string) =>
  `#~ listeners:\\n => listeners:\\n        - name: second\\n          address: { socket_address: { address: ${host}, port_value: 7000 } }\\n          filter_chains: [{ filters: [] }]\\n`;

describe(code, () => {
  it('is a hint if the container declares another of its listeners', () => {
    checkDiagnostics(
      pod(`#? hint ${code} at "ports"#2: Container 'envoy' does not declare port 7000 of listener 'second'.`) +
        config(second('0.0.0.0'), `#? hint ${code} at "7000": No container declares port 7000 of listener 'second'.`),
    );
  });

  it('adds to the ports that are there, to an empty list, and says UDP', () => {
    checkFix(
      pod() + config(second('0.0.0.0')),
      code,
      pod('#~ containerPort: 9092 => containerPort: 9092\\n        - containerPort: 7000'),
    );
    checkFix(pod(`#~ ${ports} => 1.40.0\\n      ports: []`) + config(), code, pod());
    checkFix(pod(`#~ ${ports} => 1.40.0\\n      ports:`) + config(), code, pod());
    checkFix(
      pod(`#~ ${ports} => 1.40.0`) + config('#~ address: 0.0.0.0 => protocol: UDP, address: 0.0.0.0'),
      code,
      pod(`#~ ${ports} => ${ports}\\n          protocol: UDP`),
    );
  });

  it('reports nothing for listeners on loopback, and if another container declares the port', () => {
    checkDiagnostics(pod(`#~ ${ports} => 1.40.0`) + config('#~ 0.0.0.0 => 127.0.0.1'));
    checkDiagnostics(pod() + config(second("'::1'")));
  });

  it('reports nothing for outbound listeners, unless a Service targets them', () => {
    const remote = '#~ address: 127.0.0.1, port_value: 8080 => address: 10.0.0.7, port_value: 8080';
    checkDiagnostics(pod(`#~ ${ports} => 1.40.0`) + config(remote));
    checkDiagnostics(
      `${pod(`#~ ${ports} => 1.40.0`, `#? information ${code} at "envoy"`)}${config(remote, `#? information ${code} at "9092"`)}#- /service.yaml stock:sidecar-service`,
    );
  });
});
