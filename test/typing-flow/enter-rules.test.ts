import assert from 'node:assert/strict';
import '../fixture/vscode/register.ts';
import { state } from '../fixture/vscode/fake-vscode.ts';

const { createEnterRules, enterRules } = await import('../../client/src/enter-rules.ts');

/** The spaces that Enter adds below a line: those of a level are two. */
function added(line: string): number | undefined {
  const rule = enterRules.find(({ beforeText, afterText }) => beforeText.test(line) && afterText?.test(''));
  if (!rule) return undefined;
  const { indentAction, appendText = '' } = rule.action;
  return (indentAction === 1 ? 2 : 0) + appendText.length;
}

describe('the rules of Enter', () => {
  const cases: Readonly<Record<string, number | undefined>> = {
    '  - name: web': 2,
    '  - "@type": type.googleapis.com/x': 2,
    '  - name: web # the app': 2,
    '  - address:': 4,
    '  - run: |': 4,
    '  envoy.yaml: |': 2,
    '  envoy.yaml: |-': 2,
    '  - |': 2,
    '  - "*"': undefined,
    '  - web': undefined,
    '  - http://a': undefined,
    '  - { name: web }': undefined,
    '  - name: {': undefined,
    '  - names: [a,': undefined,
    '  name: web': undefined,
    '  clusters:': undefined,
  };
  for (const [line, wanted] of Object.entries(cases)) it(`below ${line}`, () => assert.equal(added(line), wanted));

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
