// Prints every text that a user reads, with its file and line: `npm run messages`. `test/tidy/messages.test.ts` checks how they read.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** A text that a user reads. `sentence`: a diagnostic or notification; `title`: of a fix, command or list; `prose`: of a page or setting. */
export interface UserText {
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  readonly kind: 'sentence' | 'title' | 'prose';
  readonly text: string;
}

const root = fileURLToPath(new URL('..', import.meta.url));

/** The texts in the sources of server and client and in `package.nls.json`, in the order of files and lines. */
export const userTexts = (): readonly UserText[] => [
  ...['server/src', 'client/src'].flatMap(sourcesBelow).flatMap(textsIn),
  ...settingTexts('package.nls.json'),
];

/** The paragraphs, rows and list items of the documentation, without code blocks. */
export const documentationTexts = (): readonly UserText[] => documentation().flatMap(paragraphsIn);

/** The Markdown files of the repository, except for docs/rules.md, which is generated from texts in the sources. */
function documentation(): string[] {
  const inFolder = (folder: string, recursive: boolean): string[] =>
    readdirSync(path.join(root, folder), { withFileTypes: true, recursive })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.md'))
      .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)));
  return [...inFolder('.', false), ...['docs', 'schemas', 'test'].flatMap((folder) => inFolder(folder, true))]
    .filter((file) => file !== path.join('docs', 'rules.md'))
    .sort();
}

function paragraphsIn(file: string): UserText[] {
  const text = readFileSync(path.join(root, file), 'utf8').replace(/^ *```[\s\S]*?^ *```$/gm, (code) =>
    code.replace(/.+/g, ''),
  );
  const found: UserText[] = [];
  let begins = true;
  for (const [i, line] of text.split('\n').entries()) {
    const last = found.at(-1);
    if (last && !begins && !/^ *(-|\d+\.|\||#)/.test(line) && line.trim() !== '')
      found[found.length - 1] = { ...last, text: `${last.text} ${line.trim()}` };
    else if (line.trim() !== '') found.push({ file, line: i + 1, kind: 'prose', text: line.trim() });
    begins = line.trim() === '' || /^#/.test(line);
  }
  return found;
}

function sourcesBelow(folder: string): string[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.d.ts'))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .sort();
}

function textsIn(file: string): UserText[] {
  const source = ts.createSourceFile(file, readFileSync(path.join(root, file), 'utf8'), ts.ScriptTarget.Latest, true);
  const found: UserText[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || isUnread(node)) return;
    if (ts.isStringLiteralLike(node)) {
      const kind = kindOf(node);
      const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
      if (kind) found.push({ file, line, kind, text: node.text });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** What contains no text for users: examples, which are configs, and patterns for the output of other programs. */
const isUnread = (node: ts.Node): boolean =>
  ts.isPropertyAssignment(node) && /^(examples|find|pattern)$/.test(node.name.getText());

/** By the function or property that a text is given to. */
function kindOf(literal: ts.StringLiteralLike): UserText['kind'] | undefined {
  if (!/^[A-Z'"{].* /s.test(literal.text) && !isTemplate(literal)) return undefined;
  for (let node: ts.Node = literal; node.parent; node = node.parent) {
    const { parent } = node;
    if (ts.isPropertyAssignment(parent)) {
      const name = parent.name.getText();
      if (/^(summary|why|documentation|description)$/.test(name)) return 'prose';
      if (/^(title|label|placeHolder)$/.test(name)) return 'title';
    }
    if (ts.isStatement(parent)) break;
  }
  return literal.text.endsWith('.') ? 'sentence' : isTemplate(literal) ? 'title' : undefined;
}

/** Has a place to fill in, or is given to a function that says it or fills it in. */
function isTemplate(literal: ts.StringLiteralLike): boolean {
  let node: ts.Node = literal;
  while (ts.isConditionalExpression(node.parent) && node.parent.condition !== node) node = node.parent;
  const { parent } = node;
  if (ts.isPropertyAssignment(parent)) return /^(template|words)$/.test(parent.name.getText());
  if (/\{\d\}/.test(literal.text) && literal.text.includes(' ')) return true;
  if (!ts.isCallExpression(parent)) return false;
  const [first, second] = parent.arguments;
  const called = parent.expression.getText();
  return (first === node && /(^|\.)(message|t)$/.test(called)) || (second === node && called === 'fail');
}

function settingTexts(file: string): UserText[] {
  const lines = readFileSync(path.join(root, file), 'utf8').split('\n');
  return lines.flatMap((line, i): UserText[] => {
    const [, key = '', text = ''] = /^\s*"([^"]+)": (".*"),?$/.exec(line) ?? [];
    if (key === '') return [];
    const kind = /title|label|name/i.test(key) ? 'title' : 'prose';
    return [{ file, line: i + 1, kind, text: JSON.parse(text) }];
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const { file, line, kind, text } of userTexts())
    process.stdout.write(`${file}:${line}: ${kind}: ${text.replaceAll('\n', ' ')}\n`);
