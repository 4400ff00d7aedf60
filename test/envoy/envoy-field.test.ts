import assert from 'node:assert/strict';
import { isFieldName } from '../../server/src/analysis/envoy/envoy-field.ts';
import { jsonName, envoyFacts } from '../../server/src/analysis/schema/envoy-facts.ts';

describe('the name of a field', () => {
  it('is a key in either spelling, for every field of the API', () => {
    const names = new Set(Object.values(envoyFacts().messages).flatMap(({ f }) => Object.keys(f)));
    assert.ok(names.size > 2000, `only ${names.size} names`);
    for (const name of names) {
      assert.ok(isFieldName(name, name), name);
      assert.ok(isFieldName(jsonName(name), name), name);
      for (const other of [`${jsonName(name)}s`, jsonName(name).slice(0, -1), name.toUpperCase()])
        assert.equal(isFieldName(other, name), other === name || other === jsonName(name), `${other}, ${name}`);
    }
  });

  it('is not a key with underscores at other places', () => {
    for (const key of ['typedConfig_', 'typed_Config', 'typedconfig', 'TypedConfig', 'type', ''])
      assert.equal(isFieldName(key, 'typed_config'), false, key);
  });
});
