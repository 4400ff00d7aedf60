import assert from 'node:assert/strict';
import { diagnose } from '../../server/src/analysis/index.ts';
import { workspaceOf } from '../fixture/check.ts';

const uri = 'file:///envoy.yaml';

describe('diagnose', () => {
  it('reports at most 1,000 findings of a file, the errors before the hints', () => {
    const hints = Array.from({ length: 1001 }, (_, i) => `  - { name: c${i}, x: 1 }\n`).join('');
    const text = `static_resources:\n  clusters:\n${hints}  - { name: last, connect_timeout: soon }\n`;
    const found = diagnose(workspaceOf([{ uri, text, claims: [] }]), uri, { 'envoy/unknown-field': 'hint' });
    assert.equal(found.length, 1000);
    assert.deepEqual(
      found.filter(({ severity }) => severity === 'error').map(({ at }) => text.slice(at.range.start, at.range.end)),
      ['soon'],
    );
    assert.deepEqual(
      found.map(({ at }) => at.range.start),
      found.map(({ at }) => at.range.start).toSorted((a, b) => a - b),
    );
  });
});
