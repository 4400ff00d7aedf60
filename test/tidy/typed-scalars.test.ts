import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const analysis = path.resolve(import.meta.dirname, '..', '..', 'server', 'src', 'analysis');

/** What is about Envoy's config. Manifests have readers of their own. */
const folders = ['envoy', 'envoy-errors', 'features', 'plans', 'rules/envoy', 'rules/findings', 'rules/fixes'];

/**
 * The places that look at the text of a scalar. All others read it as Envoy's loader does (`envoy-scalar.ts`, `enum-field.ts`,
 * `default-value.ts`), because `0`, `"0"`, `0x0` and the name of an enum's value may be the same value.
 */
const allowed: Readonly<Record<string, string>> = {
  'envoy-errors/envoy-error-clues.ts': 'Compares what Envoy said with what is written.',
  'envoy-errors/envoy-error-path.ts': 'Compares what Envoy said with what is written.',
  'envoy-errors/locate-field.ts': 'A manifest, and what the API server said.',
  'envoy/envoy-scalar.ts': 'It is the reader.',
  'envoy/message-checks/upstream-protocols.ts': 'Envoy looks for a word anywhere in the socket, whatever the field.',
  'envoy/validate/validate-message.ts': 'Of two spellings of a field of a oneof, an empty text does not count.',
  'features/file-links.ts': 'A path in an argument of a manifest or in a kustomization.',
  'features/inlay-hints.ts': 'The name of a port in a manifest.',
  'features/symbols/content-keys.ts': 'A part of a path in a manifest.',
  'features/symbols/object-names.ts': 'The name of a Service in a host or a URL.',
  'features/symbols/pod-ports.ts': 'A part of an argument in a manifest.',
  'features/symbols/scalars-with.ts': 'Looks for a name in a whole config.',
  'features/symbols/service-hosts.ts': 'A URL in a variable of a manifest.',
  'rules/envoy/access-log-line-end.ts': 'Changes a text.',
  'rules/envoy/dollar-in-substitution.ts': 'Changes a text.',
  'rules/envoy/domain-never-matches.ts': 'Changes a text.',
  'rules/envoy/invalid-address.ts': 'Changes a text.',
  'rules/envoy/invalid-regex.ts': 'Changes a text.',
  'rules/envoy/missing-typed-config.ts': 'A type URL below another key.',
  'rules/envoy/original-destination-unknown.ts': 'Looks for a word in a whole config.',
  'rules/envoy/path-never-matches.ts': 'Changes a text.',
  'rules/envoy/prefix-length-missing.ts': 'Changes a text.',
  'rules/envoy/protocol-mismatch.ts': 'A type URL.',
  'rules/envoy/rewrite-joins-badly.ts': 'Changes a text.',
  'rules/envoy/tls-without-validation.ts': 'Looks for a word in a whole config.',
  'rules/envoy/unknown-extension.ts': 'Changes a type URL.',
  'rules/envoy/unknown-retry-condition.ts': 'Changes a text.',
  'rules/envoy/version-too-old.ts': 'A type URL.',
  'rules/envoy/wrong-type.ts': 'How a placeholder is written.',
  'rules/envoy/yaml-1-1-surprise.ts': 'The rule is about how numbers are written.',
  'rules/findings/message-findings.ts': 'The part of a text that a problem is about.',
  'rules/fixes/deprecated/content-type.ts': 'Whether a text can be moved without quotes.',
  'rules/fixes/filter-side-fixes.ts': 'Changes a type URL.',
};

/** Not scalars: texts of files, and names of keys. */
const otherTexts = /(^|\.)(key|file|source|command|config|finding|holder|into)$/;

/** The expressions that compare the text of a scalar, match it, or take it apart. */
function comparisonsIn(text: string): readonly string[] {
  const source = ts.createSourceFile('module.ts', text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node) && node.name.text === 'text' && isLookedAt(node))
      if (!otherTexts.test(node.expression.getText().replaceAll('?', ''))) found.push(node.parent.getText());
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function isLookedAt(text: ts.PropertyAccessExpression): boolean {
  const { parent } = text;
  if (ts.isBinaryExpression(parent)) return /^[=!]==$/.test(parent.operatorToken.getText());
  if (ts.isPropertyAccessExpression(parent)) return parent.name.text !== 'length';
  if (ts.isElementAccessExpression(parent)) return true;
  return ts.isCallExpression(parent) && /\.(test|exec|has|includes)$/.test(parent.expression.getText());
}

describe('values of typed scalars', () => {
  it('are read through the facts, and not compared as texts', () => {
    const files = folders.flatMap((folder) =>
      fs
        .readdirSync(path.join(analysis, folder), { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.ts'))
        .map((file) => `${folder}/${file.split(path.sep).join('/')}`),
    );
    const comparing = files.flatMap((file) => {
      const found = comparisonsIn(fs.readFileSync(path.join(analysis, file), 'utf8'));
      return found.length > 0 && !(file in allowed) ? [`${file}: ${found.join(' | ')}`] : [];
    });
    assert.deepEqual(comparing, []);
    const unused = Object.keys(allowed).filter(
      (file) => comparisonsIn(fs.readFileSync(path.join(analysis, file), 'utf8')).length === 0,
    );
    assert.deepEqual(unused, []);
  });

  it('would be found when they are compared', () => {
    for (const text of [
      "const isOff = node.text === 'false';",
      'const isZero = /^0$/.test(entry.value.text);',
      "const isIp = at.text.startsWith('10.');",
      'const isKnown = names.has(node.text);',
    ])
      assert.equal(comparisonsIn(text).length, 1, text);
    assert.deepEqual(
      comparisonsIn("const other = key.text === 'name' || file.text.includes('…') || node.text ?? '';"),
      [],
    );
  });
});
