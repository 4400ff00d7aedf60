import assert from 'node:assert/strict';
import { fieldMessages, withPositions } from '../../client/src/deploy/field-path.ts';
import { seedPod } from './fixture/plan-of.ts';

describe('field paths of the API server', () => {
  it('get positions in place of keys', () => {
    for (const [path, expected] of [
      ['spec.containers[name="sidecar-container"].prots', 'spec.containers[1].prots'],
      [
        'spec.containers[name="sidecar-container"].ports[containerPort=9092,protocol="TCP"].x',
        'spec.containers[1].ports[0].x',
      ],
      ['spec.containers[0].image', 'spec.containers[0].image'],
      ['spec.containers[name="none"].image', 'spec.containers[name="none"].image'],
      ['.metadata.labels', 'metadata.labels'],
    ] as const) {
      assert.equal(withPositions(path, seedPod()), expected);
    }
  });

  it('are found in typed-patch and strict-decoding messages', () => {
    const typed =
      'failed to create typed patch object (a/b; /v1, Kind=Pod): .spec.x: expected numeric (int or float), got string';
    assert.deepEqual(fieldMessages(typed, seedPod()), [
      { path: 'spec.x', message: 'spec.x: expected numeric (int or float), got string' },
    ]);
    const strict = 'strict decoding error: unknown field "spec.x", duplicate field "metadata.name"';
    assert.deepEqual(
      fieldMessages(strict, seedPod()).map(({ path }) => path),
      ['spec.x', 'metadata.name'],
    );
    assert.deepEqual(fieldMessages('quota', seedPod()), [{ message: 'quota' }]);
  });
});
