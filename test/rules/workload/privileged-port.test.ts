import { checkDiagnostics } from '../../fixture/check.ts';

const code = 'workload/privileged-port';
const pod = (container: string, ...lines: string[]) =>
  [
    '#- /pod.yaml stock:sidecar-pod',
    `#~ 1.40.0 => 1.40.0${container && `\\n      securityContext: ${container}`}`,
    '#~ containerPort: 9092 => containerPort: 443',
    ...lines,
    '',
  ].join('\n');
const config = (...lines: string[]) =>
  ['#- /envoy-config.yaml stock:sidecar-config', '#~ 9092 => 443', ...lines, ''].join('\n');
const ofPod = (context: string) => `#~ spec: => spec:\\n  securityContext: ${context}`;

describe(code, () => {
  it('reports the listener and the user of the container or the pod', () => {
    const atListener = config(`#? hint ${code} at "443"`);
    checkDiagnostics(pod('{ runAsUser: 101 }', `#? hint ${code} at "101"`) + atListener);
    checkDiagnostics(
      pod('', '#~ envoyproxy/ => example.com/mirror/', ofPod('{ runAsNonRoot: true }'), `#? hint ${code} at "true"`) +
        atListener,
    );
    checkDiagnostics(pod('{ runAsUser: 101 }', ofPod('{ runAsUser: 0 }'), `#? hint ${code} at "101"`) + atListener);
  });

  it('reports nothing for root, without a user, and if low ports are allowed', () => {
    for (const text of [
      pod(''),
      pod('{ runAsUser: 0 }', ofPod('{ runAsNonRoot: true }')),
      pod('{ runAsNonRoot: false }'),
      pod('{ runAsUser: 101, capabilities: { add: [NET_BIND_SERVICE] } }'),
      pod('', ofPod('{ runAsUser: 101, sysctls: [{ name: net.ipv4.ip_unprivileged_port_start, value: "0" }] }')),
    ])
      checkDiagnostics(text + config());
  });
});
