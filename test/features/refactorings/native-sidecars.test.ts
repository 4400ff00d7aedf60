import assert from 'node:assert/strict';
import { checkRefactoring, offered } from '../../fixture/refactor.ts';

const title = "Convert container 'envoy' to a native sidecar";
const config = '#- /config.yaml stock:sidecar-config\n#- /service.yaml stock:sidecar-service\n';
const pod = (...changes: string[]) =>
  `#- /pod.yaml stock:sidecar-pod\n${['name: envoy\\n => name: env$0oy\\n', ...changes].map((one) => `#~ ${one}\n`).join('')}${config}`;

describe('an ordinary sidecar', () => {
  it('becomes a native one with its comments', () => {
    checkRefactoring(
      pod(
        '    - name: app => # The app\\n    - name: app',
        'image: envoyproxy/envoy:v1.40.0 => image: envoyproxy/envoy:v1.40.0 # pinned',
      ),
      title,
      `#- /pod.yaml
apiVersion: v1
kind: Pod
metadata:
  name: web
  labels:
    app: web
spec:
  initContainers:
    - name: envoy
      image: envoyproxy/envoy:v1.40.0 # pinned
      ports:
        - containerPort: 9092
      volumeMounts:
        - name: envoy-config
          mountPath: /etc/envoy
      restartPolicy: Always
  containers:
# The app
    - name: app
      image: example.com/web:1.4.2
      ports:
        - containerPort: 8080
  volumes:
    - name: envoy-config
      configMap:
        name: envoy-config
`,
    );
  });

  it('is offered only at the name of an ordinary Envoy container beside others', () => {
    assert.deepEqual(offered(pod()), [title]);
    assert.deepEqual(offered(`#- /pod.yaml stock:sidecar-pod\n#~ name: app => name: ap$0p\n${config}`), []);
    assert.deepEqual(
      offered(
        pod('image: envoyproxy/envoy:v1.40.0 => image: envoyproxy/envoy:v1.40.0\\n      command: [sh, /start.sh]'),
      ),
      [],
    );
    assert.deepEqual(
      offered(pod('  containers: =>   initContainers: [{ name: setup, image: "busybox:1" }]\\n  containers:')),
      [],
    );
  });

  it('is not offered where a kustomization patches the manifest', () => {
    const patch = `#- /patch.yaml\napiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec: { containers: [{ name: envoy, image: "envoyproxy/envoy:v1.39.0" }] }
#- /kustomization.yaml\nresources: [pod.yaml, config.yaml, service.yaml]\npatches: [{ path: patch.yaml }]\n`;
    assert.deepEqual(offered(pod() + patch), []);
  });
});
