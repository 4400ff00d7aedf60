import assert from 'node:assert/strict';
import { checkDiagnostics, checkFix, fixTitles } from '../../fixture/check.ts';

const code = 'workload/container-port-mismatch';
const file = (name: string, lines: string[]) =>
  [`#- /${name}.yaml stock:sidecar-${name === 'envoy-config' ? 'config' : name}`, ...lines, ''].join('\n');
const pod = (...lines: string[]) => file('pod', lines);
const config = (...lines: string[]) => file('envoy-config', lines);
const service = (...lines: string[]) => file('service', lines);
const ports = (...numbers: number[]) =>
  `#~ containerPort: 9092 => ${numbers.map((port) => `containerPort: ${port}`).join('\\n        - ')}`;
const secondListener = (port: number) =>
  `#~ listeners:\\n => listeners:\\n        - name: second\\n          address: { socket_address: { address: 0.0.0.0, port_value: ${port} } }\\n          filter_chains: [{ filters: [] }]\\n`;

describe(code, () => {
  it('reports the containerPort, the listener and the broken Service', () => {
    checkDiagnostics(
      pod(
        `#? warning ${code} at "9092": Envoy does not listen on containerPort 9092. Listener 'ingress' is on port 9093, which no container declares.`,
      ) +
        config(
          '#~ 9092 => 9093',
          `#? warning ${code} at "9093": No container declares port 9093 of listener 'ingress'. Container 'envoy' declares 9092, where Envoy does not listen.`,
        ) +
        service(
          `#? warning ${code} at "9092": The Service targets port 9092, but nothing listens there. Listener 'ingress' is on port 9093.`,
        ),
    );
  });

  it('prefers the direction that matches the Service, and offers the other', () => {
    const before = pod() + config('#~ 9092 => 9093') + service();
    assert.deepEqual(fixTitles(before, code), [
      'Move listener from port 9093 to 9092',
      'Change containerPort 9092 to 9093',
    ]);
    checkFix(before, code, pod() + config() + service());
    checkFix(
      before,
      code,
      pod('#~ 9092 => 9093') + config('#~ 9092 => 9093') + service('#~ 9092 => 9093'),
      'Change containerPort 9092 to 9093',
    );
  });

  it('takes Service and probes along when the listener moves', () => {
    const probe =
      '#~ mountPath: /etc/envoy => mountPath: /etc/envoy\\n      readinessProbe: { tcpSocket: { port: 9092 } }';
    const before = pod(ports(9093), probe) + config() + service();
    checkFix(
      before,
      code,
      pod(ports(9093), probe.replace('9092', '9093')) + config('#~ 9092 => 9093') + service('#~ 9092 => 9093'),
      'Move listener from port 9092 to 9093',
    );
    checkFix(before, code, pod(probe) + config() + service());
  });

  it('writes a targetPort if the Service leaves it to its port', () => {
    const bare = '#~ port: 80\\n      targetPort: 9092 => port: 9092';
    checkFix(
      pod() + config('#~ 9092 => 9093') + service(bare),
      code,
      service('#~ port: 80\\n      targetPort: 9092 => port: 9092\\n      targetPort: 9093'),
      'Change containerPort 9092 to 9093',
    );
  });

  it('follows a named target port', () => {
    const named = '#~ - containerPort: 9092 => - containerPort: 9092\\n          name: proxy';
    const before =
      pod(named, `#? warning ${code} at "9092"`) +
      config('#~ 9092 => 9093', `#? warning ${code} at "9093"`) +
      service('#~ targetPort: 9092 => targetPort: proxy', `#? warning ${code} at "proxy"`);
    checkDiagnostics(before);
    checkFix(
      before,
      code,
      pod(named.replace(/9092\\n/, '9093\\n')) + service('#~ targetPort: 9092 => targetPort: proxy'),
    );
  });

  it('pairs ports one digit apart among several, and what is left over', () => {
    checkDiagnostics(
      pod(ports(9902, 7000), `#? warning ${code} at "9902"`, `#? warning ${code} at "7000"`) +
        config(secondListener(9903), `#? warning ${code} at "9903"`, `#? warning ${code} at "9092"`),
    );
  });

  it('pairs a listener for other pods if the container declares no other port, or one that differs in one digit', () => {
    const remote = '#~ address: 127.0.0.1, port_value: 8080 => address: 10.0.0.7, port_value: 8080';
    checkDiagnostics(pod(ports(7000), `#? warning ${code} at "7000"`) + config(remote, `#? warning ${code} at "9092"`));
    checkDiagnostics(
      pod(ports(7000, 9903), '#? hint workload/container-port-unused at "7000"') +
        config(remote, secondListener(9903).replace('second', 'first')),
    );
  });

  it('pairs nothing if it is not certain which belong together', () => {
    checkDiagnostics(
      pod(
        ports(7000, 7100),
        '#? hint workload/container-port-unused at "7000"',
        '#? hint workload/container-port-unused at "7100"',
        '#? information workload/listener-port-undeclared at "ports"#2',
      ) + config('#? information workload/listener-port-undeclared at "9092"'),
    );
  });

  it('keeps a containerPort for the port of the app or the admin', () => {
    const hint = '#? hint workload/container-port-unused at';
    checkDiagnostics(pod(ports(8080), `${hint} "8080"#2`) + config());
    checkDiagnostics(pod(ports(9901), `${hint} "9901"`) + config('#~ port_value: 9901 => port_value: 8001'));
    checkDiagnostics(
      pod('#~ containerPort: 9092 => containerPort: 9909\\n          name: envoy-admin', `${hint} "9909"`) + config(),
    );
  });

  it('reports nothing if the listeners are not known or traffic is redirected', () => {
    for (const change of [
      '#~ spec: => spec:\\n  hostNetwork: true',
      '#~ spec: => spec:\\n  initContainers: [{ name: proxy-init, image: iptables }]',
      '#~   labels: =>   annotations: { linkerd.io/inject: enabled }\\n  labels:',
      '#~ configMap:\\n        name: envoy-config => configMap:\\n        name: another',
    ])
      checkDiagnostics(pod(ports(9093), change) + config());
    checkDiagnostics(pod(ports(9093)) + config(`#~ port_value: 9092 => port_value: "$${'{PORT}'}"`));
    checkDiagnostics(
      pod(ports(9093)) +
        config(
          '#~     static_resources: =>     dynamic_resources: { lds_config: { path_config_source: { path: /lds.yaml } } }\\n    static_resources:',
        ),
    );
    checkDiagnostics(pod(ports(9093)));
  });

  it('reports nothing while a listener has no filter chains yet', () => {
    const second = secondListener(10000).replace('\\n          filter_chains: [{ filters: [] }]', '');
    checkDiagnostics(
      pod() + config('#~ 9092 => 9093', second, '#? error envoy/listener-incomplete at "name"#2') + service(),
    );
  });

  it('does not move a listener that other workloads share', () => {
    const second = `#- /second.yaml stock:sidecar-pod\n#~ name: web => name: second\n`;
    assert.deepEqual(fixTitles(pod(ports(9093)) + second + config(), code), ['Change containerPort 9093 to 9092']);
  });
});
