import assert from 'node:assert/strict';
import { mergeVersions, type VersionFacts } from '../../schemas/generate/kubernetes/merge-versions.ts';
import type { KubernetesType } from '../../server/src/analysis/schema/kubernetes-facts.ts';

const facts = (version: string, types: Record<string, KubernetesType>, stable: string[] = []): VersionFacts => ({
  ...{ version, types, stable },
  kinds: { 'v1/Door': 'Door' },
});

const text = { type: 'string' };

describe('mergeVersions', () => {
  it('marks the fields that came or went between versions', () => {
    const { types } = mergeVersions([
      facts('1.30', { Door: { width: text, bell: text } }),
      facts('1.31', { Door: { width: text, bell: text, lock: text } }),
      facts('1.32', { Door: { width: text, lock: text } }),
    ]);
    assert.deepEqual(types, {
      Door: { bell: { type: 'string', until: '1.31' }, lock: { type: 'string', since: '1.31' }, width: text },
    });
  });

  it('does not mark the fields of a type that came or went as a whole', () => {
    const { types } = mergeVersions([
      facts('1.30', { Door: {}, Bell: { sound: text } }),
      facts('1.31', { Door: { lock: { type: 'Lock' } }, Lock: { key: text } }),
      facts('1.32', { Door: { lock: { type: 'Lock' } }, Lock: { key: text, code: text } }),
    ]);
    assert.deepEqual(types, {
      Bell: { sound: text },
      Door: { lock: { type: 'Lock', since: '1.31' } },
      Lock: { code: { type: 'string', since: '1.32' }, key: text },
    });
  });

  it('requires the constraints to say what servers accept of an enum that changed', () => {
    const toleration = (values: string[]) => ({ operator: { type: 'string', enum: values } });
    const versions = (name: string) => [
      facts('1.30', { [name]: toleration(['Equal']) }),
      facts('1.31', { [name]: toleration(['Equal', 'Gt']) }),
    ];
    assert.throws(() => mergeVersions(versions('Door')), /The values of Door\.operator differ: Equal; Equal, Gt/);
    assert.deepEqual(mergeVersions(versions('Toleration')).types, { Toleration: toleration(['Equal', 'Gt']) });
  });

  it('lists the kinds that came after the oldest version', () => {
    const { newKinds, kinds } = mergeVersions([
      facts('1.30', {}, ['v1/Door']),
      facts('1.31', {}, ['v1/Door', 'v1/Bell']),
    ]);
    assert.deepEqual(newKinds, { 'v1/Bell': '1.31' });
    assert.deepEqual(kinds, { 'v1/Door': 'Door' });
  });

  it('refuses what a mark cannot say: a field with another type, or one that became required', () => {
    const one = facts('1.30', { Door: { width: text } });
    for (const width of [{ type: 'int32' }, { type: 'string', required: true as const }])
      assert.throws(() => mergeVersions([one, facts('1.31', { Door: { width } })]), /Door\.width is .* in 1\.30/);
  });
});
