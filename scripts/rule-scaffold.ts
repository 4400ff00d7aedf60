// The texts of a new rule and of its test.

/** What a rule checks. */
export const ruleSubjects = ['message', 'cluster', 'routes', 'config', 'manifest', 'workload', 'file'] as const;
export type RuleSubject = (typeof ruleSubjects)[number];

/** What the rules of each area check by default. */
const areas: Readonly<Record<string, RuleSubject>> = {
  envoy: 'message',
  kubernetes: 'manifest',
  project: 'file',
  workload: 'workload',
  yaml: 'file',
};

interface Scaffold {
  readonly imports: readonly string[];
  readonly maker: 'messageRule' | 'partRule' | 'rule';
  /** What the rule checks and reports, which is something that is right, until it is written. */
  readonly body: string;
  /** Files without a problem, and the text in the last of them that the scaffold reports. */
  readonly fixture: string;
  readonly at: string;
}

const config = '#- /envoy-config.yaml stock:sidecar-config\n';
const pod = '#- /pod.yaml stock:sidecar-pod\n';
const said = "message('This is what is wrong. Do this instead.')";
const fieldImport = "import { fieldEntry } from '../../envoy/envoy-field.ts';";
const messageImport = "import { message } from '../message.ts';";
const atName = `if (name) report({ at: placeIn(file, name.at), message: ${said} });`;

const scaffolds: Readonly<Record<RuleSubject, Scaffold>> = {
  message: {
    imports: [fieldImport, "import { messageRule } from '../rule.ts';"],
    maker: 'messageRule',
    body: `  visits: {
    'envoy.config.cluster.v3.Cluster'(node, report) {
      const timeout = fieldEntry(node, 'connect_timeout');
      if (timeout) report(timeout, "'{0}' is what is wrong. Do this instead.", timeout.key.text);
    },
  },`,
    fixture: config,
    at: '"connect_timeout"',
  },
  cluster: {
    imports: [messageImport, "import { partRule, placeIn } from '../rule.ts';"],
    maker: 'partRule',
    body: checking('cluster', '{ file, cluster: { name } }', atName),
    fixture: config,
    at: '"app"#2',
  },
  routes: {
    imports: [fieldImport, messageImport, "import { partRule } from '../rule.ts';"],
    maker: 'partRule',
    body: checking(
      'routeConfig',
      '{ file, routeConfig }',
      `for (const { node } of routeConfig.virtualHosts) {
      const domains = fieldEntry(node, 'domains');
      if (domains) report({ at: { uri: file.uri, range: domains.key.range }, message: ${said} });
    }`,
    ),
    fixture: config,
    at: '"domains"',
  },
  config: {
    imports: [fieldImport, messageImport, "import { rule } from '../rule.ts';"],
    maker: 'rule',
    body: checking(
      'envoy',
      '{ file, source }',
      `const admin = fieldEntry(source.config.root, 'admin');
    if (admin) report({ at: { uri: file.uri, range: admin.key.range }, message: ${said} });`,
    ),
    fixture: config,
    at: '"admin"',
  },
  manifest: {
    imports: [messageImport, "import { placeIn, rule } from '../rule.ts';"],
    maker: 'rule',
    body: checking('manifest', '{ file, manifest: { name } }', atName),
    fixture: pod,
    at: '"web"',
  },
  workload: {
    imports: [messageImport, "import { placeIn, rule } from '../rule.ts';"],
    maker: 'rule',
    body: checking('workload', '{ file, envoyContainer: { name } }', atName),
    fixture: `${config}${pod}`,
    at: '"envoy"',
  },
  file: {
    imports: [messageImport, "import { rule } from '../rule.ts';"],
    maker: 'rule',
    body: checking(
      'file',
      '{ file }',
      `report({ at: { uri: file.uri, range: { start: 0, end: 1 } }, message: ${said} });`,
    ),
    fixture: pod,
    at: '"a"',
  },
};

function checking(subject: string, given: string, statements: string): string {
  return `  subject: '${subject}',
  check(${given}, report) {
    ${statements}
  },`;
}

/** `envoy/unknown-cluster` → `envoyUnknownCluster`. The area distinguishes two rules of the same name. */
export const ruleName = (code: string): string =>
  code.replace(/[/-]([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** @throws {Error} for an area that does not exist */
function scaffoldOf(code: string, subject: RuleSubject | undefined): Scaffold {
  const [area = ''] = code.split('/');
  const usual = areas[area];
  if (!usual) throw new Error(`There is no area '${area}'. Use ${Object.keys(areas).join(', ')}.`);
  return scaffolds[subject ?? usual];
}

/**
 * The file of a rule.
 * @param subject if it is not what the rules of the area usually check
 */
export function ruleText(code: string, subject?: RuleSubject): string {
  const { imports, maker, body, fixture, at } = scaffoldOf(code, subject);
  return `${imports.join('\n')}

export const ${ruleName(code)} = ${maker}({
  code: '${code}',
  severity: 'error',
  summary: 'One sentence: what is wrong.',
  why: 'Why it matters, with the source of the fact.',
  examples: [
    {
      before: \`${fixture}#? error ${code} at ${at}
\`,
    },
  ],
${body}
});
`;
}

/** The test of a rule. */
export function testText(code: string, subject?: RuleSubject): string {
  const { fixture, at } = scaffoldOf(code, subject);
  const literal = fixture.replaceAll('\n', '\\n');
  return `import { checkDiagnostics } from '../../fixture/check.ts';

const code = '${code}';

describe(code, () => {
  it('reports what is wrong', () => {
    checkDiagnostics(\`${literal}#? error \${code} at ${at}\\n\`);
  });

  it('accepts what is right', () => checkDiagnostics('${literal}'));
});
`;
}

/** @param text all-rules.ts or kubernetes-rules.ts @returns it with one more rule, in the order of the codes */
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
  const codeOf = (one: string): string => codes.get(one.replace('...', '')) ?? '';
  const names = [...(text.slice(start, end).match(/(?:\.{3})?\w+/g) ?? []), name].sort((a, b) =>
    codeOf(a) < codeOf(b) ? -1 : 1,
  );
  return `${line}\n${text.slice(0, start)}\n${names.map((one) => `  ${one},\n`).join('')}${text.slice(end)}`;
}
