import assert from 'node:assert/strict';
import { checkRefactoring, offered } from '../../fixture/refactor.ts';

const config = '#- /config.yaml stock:sidecar-config\n';
const pod = (image: string, comment = '') =>
  `#- /pod.yaml stock:sidecar-pod\n#~ image: envoyproxy/envoy:v1.40.0 => image: ${image}\n#~ apiVersion: v1 => ${comment}apiVersion: v1\n${config}`;
const change = (image: string) => `Change to '${image}'`;

describe('an image of Envoy', () => {
  it('gets the tag of the version that its config is checked for', () => {
    const version = '# envoy-sidecar: version=1.36\\n';
    checkRefactoring(
      pod('envoyproxy/envoy:la$0test # moves', version),
      change('envoyproxy/envoy:v1.36.4'),
      pod('envoyproxy/envoy:v1.36.4 # moves', version),
    );
    assert.deepEqual(offered(pod('envoyproxy/en$0voy:distroless-v1.37-latest')), [
      change('envoyproxy/envoy:distroless-v1.37.0'),
    ]);
    assert.deepEqual(offered(pod('envoyproxy/en$0voy:distroless-latest')), [
      change('envoyproxy/envoy:distroless-v1.40.0'),
    ]);
    assert.deepEqual(offered(pod('docker.io/envoyproxy/en$0voy', '# envoy-sidecar: version=1.39.2\\n')), [
      change('docker.io/envoyproxy/envoy:v1.39.2'),
    ]);
  });

  it('is left alone if it has a version, a digest, or another version than the config', () => {
    assert.deepEqual(offered(pod('envoyproxy/en$0voy:v1.40.0')), []);
    assert.deepEqual(offered(pod(`envoyproxy/en$0voy@sha256:${'0'.repeat(64)}`)), []);
    assert.deepEqual(offered(pod('example.com/mesh/en$0voy:latest')), []);
    assert.deepEqual(offered(pod('envoyproxy/en$0voy:v1.38-latest', '# envoy-sidecar: version=1.36\\n')), []);
  });
});
