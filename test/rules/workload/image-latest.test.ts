import { checkDiagnostics, checkFix } from '../../fixture/check.ts';

const code = 'workload/image-latest';
const pod = (image: string, claim?: string) =>
  `#- /pod.yaml stock:sidecar-pod
#~ envoyproxy/envoy:v1.40.0 => ${image}
${claim ? `#? ${claim} ${code} at "${image}"\n` : ''}#- /envoy-config.yaml stock:sidecar-config
`;

describe(code, () => {
  it('informs about images of Envoy without a version', () => {
    for (const image of ['envoyproxy/envoy', 'envoyproxy/envoy:latest', 'docker.io/envoyproxy/envoy-alpine:latest'])
      checkDiagnostics(pod(image, 'information'));
  });

  it('hints at tags that move, and at mirrors without a version', () => {
    for (const image of [
      'envoyproxy/envoy:v1.36-latest',
      'envoyproxy/envoy-dev:dev',
      'envoyproxy/envoy:contrib-dev',
      'example.com/mirror/envoy:latest',
    ])
      checkDiagnostics(pod(image, 'hint'));
  });

  it('pins the newest version that is known, and keeps the variant', () => {
    checkFix(pod('envoyproxy/envoy'), code, pod('envoyproxy/envoy:v1.40.0'));
    checkFix(pod('envoyproxy/envoy-dev:distroless-dev'), code, pod('envoyproxy/envoy:distroless-v1.40.0'));
  });

  it('reports nothing for versions, digests, commits and other images', () => {
    const digest = `@sha256:${'a'.repeat(64)}`;
    for (const image of [
      'envoyproxy/envoy:v1.36.2',
      `envoyproxy/envoy${digest}`,
      `envoyproxy/envoy:latest${digest}`,
      'envoyproxy/envoy:dev-4aa1d1b2b7bc408d5b61ee2eb389e31300b76ad0',
      'example.com/mirror/envoy:1.36.2',
    ])
      checkDiagnostics(pod(image));
    checkDiagnostics(`#- /pod.yaml stock:sidecar-pod
#~ example.com/web:1.4.2 => example.com/web:latest
#- /envoy-config.yaml stock:sidecar-config
`);
  });

  it('reports nothing if a kustomization sets the tag', () => {
    checkDiagnostics(`${pod('envoyproxy/envoy:latest')}#- /kustomization.yaml
resources: [pod.yaml, envoy-config.yaml]
images:
  - name: envoyproxy/envoy
    newTag: v1.40.0
`);
  });
});
