import { checkDiagnostics, checkFix } from '../../fixture/check.ts';

const code = 'workload/redirect-port-unbound';
const pod = (init: string, ...lines: string[]) =>
  [
    `#- /pod.yaml stock:sidecar-pod`,
    `#~ containers: => initContainers:\\n    - { name: i, ${init} }\\n  containers:`,
    ...lines,
    '#- /envoy-config.yaml stock:sidecar-config',
    '',
  ].join('\n');
const script = (port: number) =>
  `image: example.com/tools:1, command: [sh, -c, 'iptables -t nat -A PREROUTING -p tcp -j REDIRECT --to-port ${port}']`;
const options = (port: number, user = 101) =>
  `image: "openpolicyagent/proxy_init:v8", args: ['-p', '${port}', '-u', '${user}']`;

describe(code, () => {
  it('reads iptables in a script, and the options of proxy_init', () => {
    checkDiagnostics(
      pod(script(9093), `#? warning ${code} at "'iptables -t nat -A PREROUTING -p tcp -j REDIRECT --to-port 9093'"`),
    );
    checkDiagnostics(
      pod(
        options(9093),
        `#? warning ${code} at "'9093'": Traffic of pod 'web' is redirected to port 9093, but nothing listens there.`,
      ),
    );
    checkFix(pod(options(9093)), code, pod(options(9092)));
  });

  it('reports nothing if Envoy listens, or an app may', () => {
    checkDiagnostics(pod(script(9092)));
    checkDiagnostics(pod(options(9092)));
    checkDiagnostics(pod(options(8080)));
    const open = '#~ \\n      ports:\\n        - containerPort: 8080 => ';
    checkDiagnostics(pod(options(9093), open));
  });

  it('is certain if the rules exempt the user that Envoy runs as', () => {
    const open = '#~ \\n      ports:\\n        - containerPort: 8080 => ';
    const user =
      '#~ image: envoyproxy/envoy:v1.40.0 => image: envoyproxy/envoy:v1.40.0\\n      securityContext: { runAsUser: 101 }';
    checkDiagnostics(pod(options(9093), open, user, `#? warning ${code} at "'9093'"`));
  });
});
