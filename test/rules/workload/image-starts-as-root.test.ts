import { checkDiagnostics, checkFix } from '../../fixture/check.ts';

const code = 'workload/image-starts-as-root';
const config = '#- /envoy-config.yaml stock:sidecar-config\n';
const container = (image: string, context: string) =>
  `#- /pod.yaml stock:sidecar-pod
#~ image: envoyproxy/envoy:v1.40.0 => image: ${image}\\n      securityContext: { ${context} }
`;
const ofPod = (context: string) => `#- /pod.yaml stock:sidecar-pod
#~ containers: => securityContext: { ${context} }\\n  containers:
`;
const envoy = 'envoyproxy/envoy:v1.40.0';
const hit = `#? warning ${code} at "true": The container does not start: image '${envoy}' starts as root. Set 'runAsUser'.\n`;

describe(code, () => {
  it('finds runAsNonRoot at the container, and adds the user beside it', () => {
    const wrong = container(envoy, 'runAsNonRoot: true') + config;
    checkDiagnostics(container(envoy, 'runAsNonRoot: true') + hit + config);
    checkFix(wrong, code, container(envoy, 'runAsNonRoot: true, runAsUser: 101') + config);
  });

  it('finds it at the pod, and sets the user of the container only', () => {
    checkDiagnostics(ofPod('runAsNonRoot: true') + hit + config);
    checkFix(
      ofPod('runAsNonRoot: true') + config,
      code,
      `${ofPod('runAsNonRoot: true')}#~ ${envoy} => ${envoy}\\n      securityContext:\\n        runAsUser: 101\n${config}`,
    );
  });

  it('reports nothing with a user, for other images, and if the container may run as root', () => {
    for (const context of ['runAsNonRoot: true, runAsUser: 1000', 'runAsNonRoot: false'])
      checkDiagnostics(container(envoy, context) + config);
    for (const image of ['envoyproxy/envoy:distroless-v1.40.0', 'example.com/mirror/envoy:1.40.0'])
      checkDiagnostics(container(image, 'runAsNonRoot: true') + config);
    checkDiagnostics(ofPod('runAsNonRoot: true, runAsUser: 1000') + config);
  });
});
