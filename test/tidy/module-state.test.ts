import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const analysis = path.resolve(import.meta.dirname, '..', '..', 'server', 'src', 'analysis');

/** Tables of what follows from the generated facts alone, by names of messages and versions: bounded, and the same whenever they are filled. */
const tablesOfFacts = [
  'schema/envoy-facts.ts',
  'schema/envoy-route-types.ts',
  'schema/envoy-slots.ts',
  'schema/envoy-types.ts',
  'envoy/validate/field-version.ts',
  'envoy/validate/missing-fields.ts',
];

const makers = /^(lazy|memo|perVersion)$/;

/** What a module can change while the process runs: variables, empty collections, and functions that remember. */
function stateIn(text: string): readonly string[] {
  const source = ts.createSourceFile('module.ts', text, ts.ScriptTarget.Latest, true);
  return source.statements
    .filter(ts.isVariableStatement)
    .flatMap(({ declarationList }) =>
      declarationList.declarations.flatMap(({ name, initializer }) =>
        (declarationList.flags & ts.NodeFlags.Const) === 0 || (initializer && isState(initializer))
          ? [name.getText()]
          : [],
      ),
    );
}

const isState = (value: ts.Expression): boolean =>
  (ts.isNewExpression(value) && (value.arguments ?? []).length === 0) ||
  (ts.isArrayLiteralExpression(value) && value.elements.length === 0) ||
  (ts.isObjectLiteralExpression(value) && value.properties.length === 0) ||
  (ts.isCallExpression(value) && makers.test(value.expression.getText()));

describe('modules of the analysis', () => {
  it('have no state, except tables of facts', () => {
    const stateful = fs
      .readdirSync(analysis, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && stateIn(fs.readFileSync(path.join(analysis, file), 'utf8')).length > 0)
      .map((file) => file.split(path.sep).join('/'));
    assert.deepEqual(stateful.sort(), [...tablesOfFacts].sort());
  });

  it('would be caught with state', () => {
    for (const text of [
      'let count = 0;',
      'const seen = new Set<string>();',
      'const all: string[] = [];',
      'const once = lazy(() => 1);',
    ])
      assert.equal(stateIn(text).length, 1, text);
    assert.deepEqual(stateIn("const names = new Set(['a']); const f = () => { let i = 0; return i; };"), []);
  });
});
