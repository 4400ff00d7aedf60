import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const folder = path.resolve(import.meta.dirname, '../../server/src/analysis/envoy/message-checks');

/** The declarations at the top of the files of a folder, by their names. */
type Declarations = ReadonlyMap<string, readonly ts.Node[]>;

const parse = (text: string): ts.SourceFile =>
  ts.createSourceFile('module.ts', text, ts.ScriptTarget.Latest, /* setParentNodes */ true);

function declarationsIn(files: readonly ts.SourceFile[]): Declarations {
  const found = new Map<string, ts.Node[]>();
  const add = (name: string, node: ts.Node) => found.set(name, [...(found.get(name) ?? []), node]);
  for (const statement of files.flatMap(({ statements }) => [...statements])) {
    if (ts.isFunctionDeclaration(statement) && statement.name) add(statement.name.text, statement);
    if (ts.isVariableStatement(statement))
      for (const one of statement.declarationList.declarations) add(one.name.getText(), one);
  }
  return found;
}

/** The codes with which a check reports, and everything of the folder that it names. */
function codesOf(name: string, all: Declarations, seen = new Set<string>()): ReadonlySet<string> {
  const codes = new Set<string>();
  if (seen.has(name)) return codes;
  seen.add(name);
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteral(node) && /^envoy\/[a-z0-9-]+$/.test(node.text)) codes.add(node.text);
    if (ts.isIdentifier(node)) for (const code of codesOf(node.text, all, seen)) codes.add(code);
    ts.forEachChild(node, visit);
  };
  for (const node of all.get(name) ?? []) visit(node);
  return codes;
}

/** The checks in the table of messages. */
function checksIn(table: ts.SourceFile): readonly string[] {
  const names = table.statements.flatMap((statement) => {
    const clause = ts.isImportDeclaration(statement) && !statement.importClause?.isTypeOnly && statement.importClause;
    const bindings = clause ? clause.namedBindings : undefined;
    return bindings && ts.isNamedImports(bindings) ? bindings.elements.map(({ name }) => name.text) : [];
  });
  return [...new Set(names)];
}

const ofOneCode = (checks: readonly string[], all: Declarations): readonly string[] =>
  checks.filter((check) => codesOf(check, all).size < 2);

describe('a check in envoy/message-checks', () => {
  it('serves several rules: one with a single code is a part of its rule (ADR 3)', () => {
    const texts = fs.readdirSync(folder).filter((file) => file !== 'message-checks.ts');
    const all = declarationsIn(texts.map((file) => parse(fs.readFileSync(path.join(folder, file), 'utf8'))));
    const checks = checksIn(parse(fs.readFileSync(path.join(folder, 'message-checks.ts'), 'utf8')));
    assert.ok(checks.length > 30, `${checks.length} checks`);
    assert.deepEqual(ofOneCode(checks, all), []);
  });

  it('would be found with a single code', () => {
    const all = declarationsIn([
      parse("export const one = (node, report) => part(node, report); const part = () => report('envoy/a');"),
      parse("export function two(node, report) { report('envoy/a'); report('envoy/b'); }"),
    ]);
    assert.deepEqual(ofOneCode(['one', 'two'], all), ['one']);
  });
});
