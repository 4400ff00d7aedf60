import { checkDiagnostics } from '../../fixture/check.ts';

const code = 'workload/base-id-conflict';
const pod = (first: string, second: string, claim = '') => `#- /pod.yaml
apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  containers:
    - name: inbound
      ${first}
    - name: outbound
${claim && `#           ^^^^^^^^ warning ${code}`}
      ${second}
`;
const envoy = (...args: string[]) =>
  `{ image: "envoyproxy/envoy:v1.40.0", args: ${JSON.stringify(['-c', '/etc/envoy/envoy.yaml', ...args])} }`
    .slice(2, -2)
    .replace(', args', '\n      args');

describe(code, () => {
  it('finds equal IDs, written or not', () => {
    for (const [a, b] of [
      [envoy(), envoy()],
      [envoy('--base-id', '7'), envoy('--base-id', '7')],
      [envoy(), envoy('--base-id', '0')],
      [envoy(), 'image: example.com/proxy:1\n      command: [/usr/local/bin/envoy, -c, /etc/envoy/envoy.yaml]'],
    ])
      checkDiagnostics(pod(a ?? '', b ?? '', 'here'));
  });

  it('reports nothing if they differ, are not used or not known', () => {
    for (const other of [
      envoy('--base-id', '1'),
      envoy('--use-dynamic-base-id'),
      envoy('--disable-hot-restart'),
      envoy('--base-id', '$(ID)'),
      envoy('--mode', 'serve'),
      'image: envoyproxy/envoy:v1.40.0\n      command: [sh, -c, "envoy -c /etc/envoy/envoy.yaml --base-id 1"]',
      'image: example.com/my/envoy:1',
    ])
      checkDiagnostics(pod(envoy(), other));
  });
});
