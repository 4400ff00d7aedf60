// Makes the files of a new rule: `npm run new-rule envoy/<problem>` (or kubernetes/, workload/, yaml/), and lists it in all-rules.ts.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const list = path.join(root, 'server', 'src', 'analysis', 'rules', 'all-rules.ts');

/** What each area's rules look at, if nothing else is said. */
const areas: Readonly<Record<string, (code: string) => { readonly body: string; readonly maker: string }>> = {
  envoy: () => ({
    maker: 'messageRule',
    body: `  visits: {
    'envoy.config.cluster.v3.Cluster'(node, report) {
      const name = fieldEntry(node, 'name');
      if (name) report(name, "'{0}' is what is wrong. Do this instead.", name.key.text);
    },
  },`,
  }),
  kubernetes: () => checking('manifest', '{ file, manifest }', 'placeIn(file, manifest.root)'),
  workload: () => checking('workload', '{ file, manifest }', 'placeIn(file, manifest.root)'),
  yaml: () => checking('file', '{ file }', '{ uri: file.uri, range: { start: 0, end: 1 } }'),
};

const checking = (subject: string, given: string, place: string) => ({
  maker: 'rule',
  body: `  subject: '${subject}',
  check(${given}, report) {
    report({ at: ${place}, message: message('This is what is wrong. Do this instead.') });
  },`,
});

/** `envoy/unknown-cluster` → `envoyUnknownCluster`: the area keeps two rules of one name apart. */
export const ruleName = (code: string): string =>
  code.replace(/[/-]([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** @returns the rule's file. @throws {Error} for an area that does not exist */
export function ruleText(code: string): string {
  const [area = ''] = code.split('/');
  const make = areas[area];
  if (!make) throw new Error(`There is no area '${area}'. Use ${Object.keys(areas).join(', ')}.`);
  const { body, maker } = make(code);
  const imports =
    maker === 'messageRule'
      ? "import { fieldEntry } from '../../envoy/envoy-field.ts';\nimport { messageRule } from '../rule.ts';"
      : `import { message } from '../message.ts';\nimport { ${body.includes('placeIn') ? 'placeIn, ' : ''}rule } from '../rule.ts';`;
  return `${imports}

export const ${ruleName(code)} = ${maker}({
  code: '${code}',
  severity: 'error',
  summary: 'One sentence: what is wrong.',
  why: 'Why it matters, and where the fact is from.',
  examples: [
    {
      before: \`#- /envoy-config.yaml stock:sidecar-config
#? error ${code} at "name"
\`,
    },
  ],
${body}
});
`;
}

/** @returns the rule's test */
export const testText = (code: string): string => `import { checkDiagnostics } from '../../fixture/check.ts';

const code = '${code}';

describe(code, () => {
  it('reports what is wrong', () => {
    checkDiagnostics(\`#- /envoy-config.yaml stock:sidecar-config\\n#? error \${code} at "name"\\n\`);
  });

  it('is silent where it is right', () => checkDiagnostics('#- /envoy-config.yaml stock:sidecar-config\\n'));
});
`;

/** @param text all-rules.ts @returns it with one more rule, in the order of the codes */
export function withRule(text: string, code: string): string {
  const name = ruleName(code);
  const line = `import { ${name} } from './${code}.ts';`;
  const imports = text.split('\n').filter((one) => one.startsWith('import {'));
  const codes = new Map(
    imports.map((one) => [/\{ (\w+) \}/.exec(one)?.[1] ?? '', /'\.\/(.*)\.ts'/.exec(one)?.[1] ?? '']),
  );
  codes.set(name, code);
  const start = text.indexOf('= [') + 3;
  const end = text.indexOf(']', start);
  const names = [...(text.slice(start, end).match(/\w+/g) ?? []), name].sort((a, b) =>
    (codes.get(a) ?? '') < (codes.get(b) ?? '') ? -1 : 1,
  );
  return `${line}\n${text.slice(0, start)}\n${names.map((one) => `  ${one},\n`).join('')}${text.slice(end)}`;
}

function create(code: string): void {
  const files = [
    [path.join(root, 'server', 'src', 'analysis', 'rules', `${code}.ts`), ruleText(code)],
    [path.join(root, 'test', 'rules', `${code}.test.ts`), testText(code)],
  ] as const;
  for (const [file, text] of files) fs.writeFileSync(file, text, { flag: 'wx' });
  fs.writeFileSync(list, withRule(fs.readFileSync(list, 'utf8'), code));
  for (const [file] of files) process.stdout.write(`${path.relative(root, file)}\n`);
  process.stdout.write(`Next: write the rule and its test, then run 'npm run docs' and 'npm run check'.\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [code = ''] = process.argv.slice(2);
  if (/^[a-z]+\/[a-z0-9]+(-[a-z0-9]+)*$/.test(code)) create(code);
  else {
    process.stderr.write('Usage: npm run new-rule <area>/<problem>, for example envoy/unknown-cluster\n');
    process.exitCode = 2;
  }
}
