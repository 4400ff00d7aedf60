import assert from 'node:assert/strict';
import type { Container } from '../../server/src/analysis/kubernetes/manifest.ts';
import {
  imagePorts,
  mentionsPort,
  servedPorts,
  unchangedImagePorts,
} from '../../server/src/analysis/workspace/app-ports.ts';
import { imageDefault } from '../../server/src/analysis/workspace/image-defaults.ts';
import { workspaceOf } from '../fixture/check.ts';
import { parseFixture } from '../fixture/parse-fixture.ts';

const images = { imageDefault };

describe('the ports of an app', () => {
  it('are named by a whole number in a variable, an argument, a command or a probe', () => {
    for (const lines of [
      'env: [{ name: URL, value: "http://0.0.0.0:8080/" }]',
      'args: [--port, "8080"]',
      'args: [-p8080]',
      'command: [sh, -c, "serve :8080"]',
      'livenessProbe: { grpc: { port: 8080 } }',
    ])
      assert.equal(mentionsPort({ told: new Map() }, container(lines), 8080), true, lines);
    for (const lines of ['args: ["18080"]', 'args: ["80801"]', 'env: [{ name: P8080, value: "1" }]'])
      assert.equal(mentionsPort({ told: new Map() }, container(lines), 8080), false, lines);
  });

  it('are the declared ones, otherwise those of PORT, otherwise those of an unchanged image', () => {
    assert.deepEqual(servedPorts(images, container('ports: [{ containerPort: 1 }, { containerPort: 2 }]')), [1, 2]);
    assert.deepEqual(servedPorts(images, container('env: [{ name: SERVER_PORT, value: "3000" }]')), [3000]);
    assert.deepEqual(servedPorts(images, container('image: nginx')), [80]);
    assert.deepEqual(servedPorts(images, container('image: nginx\n      args: [-v]')), []);
  });

  it('are known for an image whatever the manifest changes, or only if it changes nothing', () => {
    const mounted = container(
      'image: httpd\n      volumeMounts: [{ name: c, mountPath: /usr/local/apache2/conf/httpd.conf }]',
    );
    assert.deepEqual(imagePorts(images, mounted), [80]);
    assert.equal(unchangedImagePorts(images, mounted), undefined);
    const content = container('image: httpd\n      volumeMounts: [{ name: c, mountPath: /usr/local/apache2/htdocs }]');
    assert.deepEqual(unchangedImagePorts(images, content), [80]);
  });
});

function container(lines: string): Container {
  const [file] = parseFixture(`#- /pod.yaml
apiVersion: v1
kind: Pod
spec:
  containers:
    - name: app
      ${lines}
`);
  assert.ok(file);
  const found = workspaceOf([file]).files.get(file.uri)?.manifests[0]?.podSpec?.containers[0];
  return found ?? assert.fail('no container');
}
