import assert from 'node:assert/strict';
import { compareVersions, envoyVersion, imageVersion } from '../../server/src/analysis/workspace/envoy-version.ts';

describe('a version of Envoy', () => {
  it('is read as people write it', () => {
    for (const [written, version] of [
      ['1.34', '1.34'],
      ['v1.34', '1.34'],
      ['v1.36.4', '1.36.4'],
      ['1.9', '1.9'],
      ['2.0', '2.0'],
    ])
      assert.equal(envoyVersion(written ?? ''), version);
    for (const written of ['', 'v', '1', '1.', '1.34.', '1.34.1.2', '1.034', 'v1.34-latest', ' 1.34', 'latest', '1,34'])
      assert.equal(envoyVersion(written), undefined, written);
  });

  it('is older by its numbers, and the last patch release without a patch number', () => {
    const sorted = ['1.36', '1.34.10', '1.34', '1.9', '1.34.2', '2.0'].sort(compareVersions);
    assert.deepEqual(sorted, ['1.9', '1.34.2', '1.34.10', '1.34', '1.36', '2.0']);
  });
});

describe('the version in an image', () => {
  it('is the tag of Envoy’s own images', () => {
    const tags: Readonly<Record<string, string | undefined>> = {
      'v1.34-latest': '1.34',
      'v1.34.1': '1.34.1',
      'distroless-v1.34.1': '1.34.1',
      'distroless-v1.34-latest': '1.34',
      'contrib-v1.34.1': '1.34.1',
      'contrib-distroless-v1.34.1': '1.34.1',
      'contrib-v1.34-latest': '1.34',
      'tools-v1.34.1': '1.34.1',
      'debug-v1.34.1': '1.34.1',
      'v1.34.1-debug': '1.34.1',
      'google-vrp-v1.34.1': '1.34.1',
      'v1.34.1@sha256:0123456789abcdef': '1.34.1',
      latest: undefined,
      dev: undefined,
      'contrib-dev': undefined,
      'distroless-dev': undefined,
      'dev-6ca85d8ebb5f40a4d4d0d6f5ac1f0e1a4b8a5d39': undefined,
      '6ca85d8ebb5f40a4d4d0d6f5ac1f0e1a4b8a5d39': undefined,
      // Not one of Envoy's tags.
      '1.34.1': undefined,
      v1: undefined,
      '${VERSION}': undefined,
    };
    for (const [tag, version] of Object.entries(tags)) {
      const contrib = tag.startsWith('contrib');
      for (const registry of ['', 'docker.io/', 'registry.example.com:5000/'])
        assert.deepEqual(imageVersion(`${registry}envoyproxy/envoy:${tag}`), { version, contrib }, registry + tag);
    }
  });

  it('is not known without a tag', () => {
    for (const image of ['envoyproxy/envoy', 'envoyproxy/envoy@sha256:0123', 'localhost:5000/envoyproxy/envoy'])
      assert.deepEqual(imageVersion(image), { version: undefined, contrib: false }, image);
  });

  it('is known for the older repositories, one for each kind of image', () => {
    assert.deepEqual(imageVersion('envoyproxy/envoy-distroless:v1.22.0'), { version: '1.22.0', contrib: false });
    assert.deepEqual(imageVersion('envoyproxy/envoy-contrib:v1.22.0'), { version: '1.22.0', contrib: true });
    assert.deepEqual(imageVersion('envoyproxy/envoy-dev:latest'), { version: undefined, contrib: false });
  });

  it('is that of a mirror’s tag, while tags of other images have another meaning', () => {
    for (const [image, version] of [
      ['registry.example.com/mirror/envoy:v1.34.1', '1.34.1'],
      ['bitnami/envoy:1.34.1-debian-12-r0', '1.34.1'],
      ['registry.example.com/mirror/envoy:0.3.1', undefined],
      ['registry.example.com/mirror/envoy:1.2.3', undefined],
      ['istio/proxyv2:1.24.0', undefined],
      ['registry.example.com/team/proxy:v1.34.1', undefined],
      ['registry.example.com/team/proxy', undefined],
    ])
      assert.deepEqual(imageVersion(image ?? ''), { version, contrib: true }, image);
  });
});
