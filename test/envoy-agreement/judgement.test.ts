import assert from 'node:assert/strict';
import type { Fix } from '../../server/src/analysis/index.ts';
import { onlyRemoves } from './only-removes.ts';
import { figure } from './part.ts';
import { isAboveFloor, shareOf } from './print-agreement.ts';
import { targets } from './targets.ts';

const replacing = (text: string, old: string, newText: string): Fix => ({
  title: { template: 'Fix', args: [] },
  safe: false,
  edits: [
    {
      uri: 'file:///a.yaml',
      edits: [{ range: { start: text.indexOf(old), end: text.indexOf(old) + old.length }, newText }],
    },
  ],
});

describe('the comparison with Envoy', () => {
  it('does not count a fix that only removes', () => {
    const text = 'name: a\nnmae: b\n';
    assert.equal(onlyRemoves(text, 'envoy/unknown-field', replacing(text, 'nmae: b\n', '')), true);
    assert.equal(onlyRemoves(text, 'envoy/unknown-field', replacing(text, 'nmae', 'name')), false);
  });

  it('counts taking away quotes, and keeping one of several that exclude each other', () => {
    const text = 'port_value: "80"\npath: /\nprefix: /\n';
    assert.equal(onlyRemoves(text, 'envoy/wrong-type', replacing(text, '"', '')), false);
    assert.equal(onlyRemoves(text, 'envoy/oneof-conflict', replacing(text, 'path: /\n', '')), false);
  });

  it('fails a figure that is below its floor', () => {
    const { name, ...none } = figure('validClean', [1, 2, 3, 4], (one) => one < 4);
    assert.equal(shareOf({ name, ...none }), 75);
    assert.equal(isAboveFloor({ name, ...none }), false);
    assert.equal(isAboveFloor(figure('validClean', [1], () => true)), true);
  });

  it('has targets and floors that are percent', () => {
    for (const { title, target, floor } of Object.values(targets))
      assert.ok(floor >= 0 && floor <= 100 && target <= 100, title);
  });
});
