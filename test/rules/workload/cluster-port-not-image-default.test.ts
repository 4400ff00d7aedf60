import { checkDiagnostics, checkFix } from '../../fixture/check.ts';

const code = 'workload/cluster-port-not-image-default';
const declared = 'image: example.com/web:1.4.2\\n      ports:\\n        - containerPort: 8080';
const pod = (container: string, ...claims: string[]) =>
  ['#- /pod.yaml stock:sidecar-pod', `#~ ${declared} => ${container}`, ...claims, ''].join('\n');
const config = (...claims: string[]) => ['#- /envoy-config.yaml stock:sidecar-config', ...claims, ''].join('\n');

describe(code, () => {
  it('reports both ends, and changes the cluster to the port of the image', () => {
    const before =
      pod(
        'image: nginx@sha256:0123',
        `#? warning ${code} at "nginx@sha256:0123": Image 'nginx@sha256:0123' listens on port 80, but cluster 'app' targets port 8080.`,
      ) +
      config(
        `#? warning ${code} at "8080": Cluster 'app' targets port 8080, but image 'nginx@sha256:0123' listens on port 80.`,
      );
    checkDiagnostics(before);
    checkFix(before, code, `${config()}#~ 8080 => 80`);
  });

  it('reports nothing for images that are not exactly a known one', () => {
    for (const image of [
      'bitnami/nginx',
      'quay.io/library/nginx',
      'localhost:5000/nginx',
      'example.com/nginx:1',
      'web',
    ])
      checkDiagnostics(pod(`image: ${image}`) + config());
  });

  it('reports nothing if the container could change its port', () => {
    for (const change of [
      'command: [nginx]',
      'args: [-g, daemon off;]',
      'env: [{ name: NGINX_PORT, value: "1" }]',
      'envFrom: [{ configMapRef: { name: c, optional: true } }]',
      'lifecycle: { postStart: { exec: { command: [nginx, -s, reload] } } }',
      'volumeMounts: [{ name: envoy-config, mountPath: /etc/nginx/conf.d }]',
      'volumeMounts: [{ name: envoy-config, mountPath: /etc }]',
      'volumeMounts: [{ name: envoy-config, mountPath: /etc/nginx/nginx.conf, subPath: envoy.yaml }]',
    ])
      checkDiagnostics(pod(`image: nginx\\n      ${change}`) + config());
  });

  it('reports the mismatch if only content is mounted', () => {
    checkDiagnostics(
      pod(
        'image: nginx\\n      volumeMounts: [{ name: envoy-config, mountPath: /usr/share/nginx/html }]',
        `#? warning ${code} at "nginx"`,
      ) + config(`#? warning ${code} at "8080"`),
    );
  });

  it('reports nothing next to a container that may listen on any port', () => {
    checkDiagnostics(pod('image: nginx\\n    - name: b\\n      image: b') + config());
  });
});
