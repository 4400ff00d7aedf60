import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { compileValidators, declareValidators } from '../../schemas/generate/kubernetes/compile-validators.ts';
import { printFacts } from '../../schemas/generate/kubernetes/print-facts.ts';
import { constraints } from '../../schemas/kubernetes/constraints.ts';
import type { KubernetesFacts } from '../../server/src/analysis/schema/kubernetes-facts.ts';

const read = (name: string) => readFileSync(new URL(`../../schemas/kubernetes/${name}`, import.meta.url), 'utf8');
const facts = JSON.parse(read('facts.json')) as KubernetesFacts;

describe('schemas/kubernetes', () => {
  const repair = 'run: npx tsx schemas/generate/kubernetes/generate.ts';

  it('contains the validators of its facts and constraints', () => {
    assert.ok(read('validators.js') === compileValidators(facts), `${repair} --validators`);
    assert.ok(read('validators.d.ts') === declareValidators(facts), `${repair} --validators`);
  }).timeout(20_000);

  it('is the output of the generator', () => {
    assert.ok(read('facts.json') === printFacts(facts), repair);
  });

  it('constrains only fields that exist', () => {
    const paths = [
      ...constraints.required,
      ...constraints.notRequired,
      ...Object.keys(constraints.newValues),
      ...constraints.notEnforcedEnums,
      ...constraints.ports,
      ...Object.keys(constraints.enums),
      ...Object.keys(constraints.ranges),
    ];
    for (const path of paths) {
      const [type = '', field = ''] = path.split('.');
      assert.ok(facts.types[type]?.[field], path);
    }
  });

  it('needs no library and no other file at run time', () => {
    assert.doesNotMatch(read('validators.js'), /\brequire\(|^import /m);
  });
});
