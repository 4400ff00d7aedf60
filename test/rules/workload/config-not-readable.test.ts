import { checkDiagnostics, checkFix } from '../../fixture/check.ts';

const code = 'workload/config-not-readable';
const config = '#- /envoy-config.yaml stock:sidecar-config\n';
const image = 'image: envoyproxy/envoy:v1.40.0';
const pod = (volume: string, context = '', more = '') =>
  `#- /pod.yaml stock:sidecar-pod
#~ configMap: => configMap:\\n        ${volume}
#~ ${image} => ${image}${context && `\\n      securityContext: { ${context} }`}${more && `\\n      ${more}`}
`;
const hit = (user: number) =>
  `#? warning ${code} at "0400": Envoy runs as user ${user} and cannot read '/etc/envoy/envoy.yaml', whose mode is 0400.\n`;

describe(code, () => {
  it('finds a mode that only root can use', () => {
    checkDiagnostics(pod('defaultMode: 0400', 'runAsUser: 1000') + hit(1000) + config);
    checkDiagnostics(pod('defaultMode: 0400') + hit(101) + config);
    checkDiagnostics(pod('items: [{ key: envoy.yaml, path: envoy.yaml, mode: 0400 }]') + hit(101) + config);
    checkFix(pod('defaultMode: 0400') + config, code, pod('defaultMode: 0444') + config);
    checkFix(pod('defaultMode: 256') + config, code, pod('defaultMode: 292') + config);
  });

  it('finds a mode for a group that Envoy is not in', () => {
    const claim = `#? warning ${code} at "0440"\n`;
    checkDiagnostics(pod('defaultMode: 0440', 'runAsUser: 1000, runAsGroup: 1000') + claim + config);
  });

  it('reports nothing if Envoy can read it, or may be able to', () => {
    checkDiagnostics(pod('defaultMode: 0444') + config);
    checkDiagnostics(pod('defaultMode: 0440', 'runAsUser: 1000') + config);
    checkDiagnostics(pod('defaultMode: 0400', '', 'env: [{ name: ENVOY_UID, value: "0" }]') + config);
    checkDiagnostics(pod('defaultMode: 0400', '', 'command: [envoy, -c, /etc/envoy/envoy.yaml]') + config);
    checkDiagnostics(
      pod('defaultMode: 0400\\n        items: [{ key: envoy.yaml, path: envoy.yaml, mode: 0444 }]') + config,
    );
    checkDiagnostics(
      `${pod('defaultMode: 0400')}#~ containers: => securityContext: { fsGroup: 101 }\\n  containers:\n${config}`,
    );
  });
});
