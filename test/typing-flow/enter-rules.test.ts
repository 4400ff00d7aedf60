import assert from 'node:assert/strict';
import { state } from '../fixture/vscode/fake-vscode.ts';
import { indentAfterEnter } from './editor-indent.ts';

const { createEnterRules } = await import('../../client/src/enter-rules.ts');

describe('the rules of Enter', () => {
  const cases: Readonly<Record<string, number>> = {
    '  - name: web': 2,
    '  - "@type": type.googleapis.com/x': 2,
    '  - name: web # the app': 2,
    '  - address:': 4,
    '  - run: |': 4,
    '  envoy.yaml: |': 2,
    '  envoy.yaml: |-': 2,
    '  - |': 2,
    '  - "*"': 0,
    '  - web': 0,
    '  - http://a': 0,
    '  - { name: web }': 0,
    '  - name: {': 0,
    '  - names: [a,': 0,
    '  name: web': 0,
    '  clusters:': 2,
    '  "@type":': 2,
    '  - ': 0,
  };
  for (const [line, wanted] of Object.entries(cases))
    it(`below ${line}`, () => assert.equal(indentAfterEnter(line) - 2, wanted));

  it('are used only for our files', () => {
    const rules = createEnterRules();
    rules.use(true);
    rules.use(true);
    assert.deepEqual(state.configured, ['yaml']);
    rules.use(false);
    assert.deepEqual(state.configured, []);
    rules.use(true);
    rules.dispose();
    assert.deepEqual(state.configured, []);
  });
});
