import assert from 'node:assert/strict';
import { ruleName, ruleText, testText, withRule } from '../../scripts/new-rule.ts';

const list = `import { envoyA } from './envoy/a.ts';
import { yamlZ } from './yaml/z.ts';
import type { AnyRule } from './rule.ts';

export const allRules: readonly AnyRule[] = [
  envoyA,
  yamlZ,
] as readonly AnyRule[];
`;

describe('npm run new-rule', () => {
  it('lists the rule in the order of the codes', () => {
    const text = withRule(list, 'envoy/unknown-thing');
    assert.match(text, /^import \{ envoyUnknownThing \} from '\.\/envoy\/unknown-thing\.ts';$/m);
    assert.match(text, /\[\n {2}envoyA,\n {2}envoyUnknownThing,\n {2}yamlZ,\n\]/);
  });

  it('names the rule after its code', () => {
    assert.equal(ruleName('kubernetes/wrong-type'), 'kubernetesWrongType');
    for (const code of ['envoy/a-b', 'kubernetes/a-b', 'workload/a-b', 'yaml/a-b']) {
      assert.ok(ruleText(code).includes(`code: '${code}'`), code);
      assert.ok(testText(code).includes(`'${code}'`), code);
    }
  });

  it('says which areas there are', () => {
    assert.throws(() => ruleText('cloud/a'), /There is no area 'cloud'\. Use envoy, kubernetes, workload, yaml\./);
  });
});
