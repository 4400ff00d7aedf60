import assert from 'node:assert/strict';
import { resolveManifestScalar } from '../../server/src/analysis/kubernetes/manifest-scalar.ts';
import type { YamlScalar } from '../../server/src/analysis/yaml/syntax/yaml-node.ts';

const scalar = (text: string, more: Partial<YamlScalar> = {}): YamlScalar => ({
  kind: 'scalar',
  style: 'plain',
  text,
  range: { start: 0, end: text.length },
  ...more,
});

describe('resolveManifestScalar', () => {
  it('tells integers from floats and both from strings', () => {
    const kinds = ['0644', '08', '1_000', '1.0', '1e3', '0.25s', '1:20', '0x1F', '0b101'].map(
      (text) => resolveManifestScalar(scalar(text)).kind,
    );
    assert.deepEqual(kinds, ['int', 'float', 'int', 'float', 'float', 'string', 'string', 'int', 'int']);
  });

  it('takes quoted and block scalars for strings', () => {
    for (const style of ['single', 'double', 'literal', 'folded'] as const)
      assert.deepEqual(resolveManifestScalar(scalar('yes', { style })), { kind: 'string', value: 'yes' });
  });

  it('obeys tags and says which one a text does not fit', () => {
    assert.deepEqual(resolveManifestScalar(scalar('0644', { tag: '!!str' })), { kind: 'string', value: '0644' });
    assert.deepEqual(resolveManifestScalar(scalar('x', { tag: 'tag:yaml.org,2002:int' })), {
      kind: 'invalid',
      tag: '!!int',
    });
  });
});
