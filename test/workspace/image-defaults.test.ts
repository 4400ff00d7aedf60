import assert from 'node:assert/strict';
import { imageDefault } from '../../server/src/analysis/workspace/image-defaults.ts';

describe('image defaults', () => {
  it('are those of exact repositories of Docker Hub, with any tag and digest', () => {
    for (const image of [
      'nginx',
      'nginx:1.29',
      'library/nginx',
      'docker.io/library/nginx:latest',
      'docker.io/nginx',
      'nginx:1@sha256:00',
    ])
      assert.deepEqual(imageDefault(image)?.ports, [80], image);
    assert.deepEqual(imageDefault('grafana/grafana:12.0.0')?.ports, [3000]);
  });

  it('are not those of namesakes', () => {
    for (const image of [
      'bitnami/nginx',
      'quay.io/nginx',
      'localhost:5000/library/nginx',
      'nginx-custom',
      '',
      'toString',
    ])
      assert.equal(imageDefault(image), undefined, image);
  });
});
