import assert from 'node:assert/strict';
import path from 'node:path';
import ts from 'typescript';
import { ruleName, ruleSubjects, ruleText, testText, withRule } from '../../scripts/rule-scaffold.ts';

const root = path.resolve(import.meta.dirname, '..', '..');
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

  it('keeps a list of rules in its place', () => {
    const listed = `import { kubernetesRules } from './kubernetes-rules.ts';\n${list}`.replace(
      '  yamlZ,',
      '  ...kubernetesRules,\n  yamlZ,',
    );
    const text = withRule(listed, 'workload/a');
    assert.match(text, /\[\n {2}envoyA,\n {2}\.\.\.kubernetesRules,\n {2}workloadA,\n {2}yamlZ,\n\]/);
  });

  it('names the rule after its code', () => {
    assert.equal(ruleName('kubernetes/wrong-type'), 'kubernetesWrongType');
  });

  it('rejects an unknown area', () => {
    assert.throws(
      () => ruleText('cloud/a'),
      /There is no area 'cloud'\. Use envoy, kubernetes, project, workload, yaml\./,
    );
  });

  it('creates files of every kind that compile @process', () => {
    const codes = [
      ...['envoy', 'kubernetes', 'workload', 'yaml'].map((area) => [`${area}/new-problem`] as const),
      ...ruleSubjects.map((subject) => [`envoy/new-${subject}`, subject] as const),
    ];
    const created = codes.flatMap(([code, subject]) => [
      [`server/src/analysis/rules/${code}.ts`, ruleText(code, subject)] as const,
      [`test/rules/${code}.test.ts`, testText(code, subject)] as const,
    ]);
    for (const [file, text] of created) assert.match(text, /'\w+\/new-\w+'/, file);
    // A file that does not compile shows that the others are really checked.
    const broken = 'server/src/analysis/rules/envoy/broken.ts';
    const files = new Map([...created, [broken, ruleText('envoy/broken').replace('key.text', 'key.letters')]]);
    assert.deepEqual(problemsIn(files), [`${broken}: Property 'letters' does not exist on type 'YamlScalar'.`]);
  }).timeout(60_000);
});

/** What the compiler reports in files that do not exist on disk, by their paths in the repository. */
function problemsIn(files: ReadonlyMap<string, string>): readonly string[] {
  const { config } = ts.readConfigFile(path.join(root, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: ['package.json'] }, ts.sys, root);
  const host = ts.createCompilerHost(options);
  const textOf = (file: string) => files.get(path.relative(root, file).split(path.sep).join('/'));
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (file) => textOf(file) !== undefined || fileExists(file);
  host.readFile = (file) => textOf(file) ?? readFile(file);
  host.getSourceFile = (file, ...rest) => {
    const text = textOf(file);
    return text === undefined ? getSourceFile(file, ...rest) : ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
  };
  const program = ts.createProgram(
    [...files.keys()].map((file) => path.join(root, file)),
    options,
    host,
  );
  return [...files.keys()].flatMap((file) => {
    const source = program.getSourceFile(path.join(root, file));
    const found = source ? [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)] : [];
    return found.map(({ messageText }) => `${file}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`);
  });
}
