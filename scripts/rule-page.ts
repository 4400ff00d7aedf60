// The documentation of the rules, made from the rules themselves: docs/rules.md, and the settings' list of codes in package.json.
import { type Diagnostic, diagnose, emptyWorkspace, formatMessage, withTexts } from '../server/src/analysis/index.ts';
import { allRules } from '../server/src/analysis/rules/all-rules.ts';
import { severityNames } from '../server/src/analysis/workspace/project/project-keys.ts';
import type { RuleExample, RuleTexts } from '../server/src/analysis/rules/rule.ts';
import { type FixtureFile, parseFixture } from '../test/fixture/parse-fixture.ts';
import { lineDiff } from './line-diff.ts';

const introduction = `# Rules

Made from the rules in \`server/src/analysis/rules\` by \`npm run docs\`.

A rule is silent if it depends on something that the files do not show: listeners from xDS, a config in an image, traffic that an
init container redirects, or a template. The table shows the default severity. A finding that is more or less certain than usual
can have a different severity.

**To disable a rule** for one line, add \`# envoy-sidecar: ignore CODE\` at the end of the line or on a separate line above it. To disable it
for a file, use \`# envoy-sidecar: ignore-file CODE\`. Separate several codes with commas. A comment without a code disables all rules.
**To change the severity** of a rule for a folder, use the project file \`.envoy-sidecar.yaml\` (see the README). To change it for you, use the setting \`envoySidecar.severity\`:
\`{ "CODE": "off", "kubernetes/*": "warning" }\`. The exact code takes precedence over the area.
`;

/** The text of docs/rules.md. */
export function rulesPage(): string {
  const overview = [
    '| Rule | Default severity | Problem |',
    '|---|---|---|',
    ...allRules.map(
      ({ code, severity, summary }) => `| [${code}](#${anchorOf(code)}) | ${severity} | ${inCell(summary)} |`,
    ),
  ].join('\n');
  return `${[introduction, overview, ...allRules.map(section)].join('\n\n')}\n`.replace(/\n{3,}/g, '\n\n');
}

/**
 * package.json with every rule in the setting `envoySidecar.severity`, so that the editor completes and explains the codes.
 * @param text the current package.json; everything else in it is kept
 */
export function withSeveritySettings(text: string): string {
  const manifest = JSON.parse(text);
  const sections: { properties?: Record<string, { properties?: unknown }> }[] = [
    manifest.contributes?.configuration ?? [],
  ].flat();
  for (const { properties } of sections) {
    const setting = properties?.['envoySidecar.severity'];
    if (setting) setting.properties = Object.fromEntries(allRules.map((rule) => [rule.code, severitySetting(rule)]));
  }
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

const severitySetting = ({ summary, severity }: RuleTexts) => ({
  type: 'string',
  enum: severityNames,
  markdownDescription: `${summary} Default: ${severity}.`,
});

const anchorOf = (code: string): string => code.replace('/', '-');

function section(rule: RuleTexts): string {
  const { code, formerCodes = [], severity, summary, why, examples } = rule;
  return [
    `<a id="${anchorOf(code)}"></a>`,
    `## ${code}`,
    `**${severity}** · ${summary}`,
    why,
    ...examples.map((example) => exampleText(example)),
    [`To disable this rule for a line, add \`# envoy-sidecar: ignore ${code}\`.`, ...formerCodesText(formerCodes)].join(
      ' ',
    ),
  ].join('\n\n');
}

const formerCodesText = (codes: readonly string[]): readonly string[] =>
  codes.length > 0
    ? [`Comments and settings with the former code ${codes.map((code) => `\`${code}\``).join(' or ')} still work.`]
    : [];

function exampleText({ before, after }: RuleExample): string {
  const files = parseFixture(before);
  const workspace = withTexts(
    emptyWorkspace(),
    files.map(({ uri, text }) => [uri, text] as const),
  );
  const fixed = new Map(parseFixture(after ?? '#- /nothing.yaml').map(({ uri, text }) => [uri, text]));
  return files
    .flatMap((file) => {
      const found = diagnose(workspace, file.uri);
      const changed = fixed.get(file.uri) ?? file.text;
      return found.length > 0 || changed !== file.text ? [fileText(file, changed, found)] : [];
    })
    .join('\n\n');
}

/** The file's name, what is found in it, and the lines that the fix changes or, without a fix, those that it is about. */
function fileText({ uri, text }: FixtureFile, fixed: string, found: readonly Diagnostic[]): string {
  const name = `\`${uri.slice(uri.lastIndexOf('/') + 1)}\``;
  const lines = found.map((diagnostic) => lineOf(text, diagnostic));
  const said = found.map(
    (one, i) => `${name}, line ${(lines[i] ?? 0) + 1}, ${one.severity}: ${formatMessage(one.message)}`,
  );
  const shown = fixed === text ? excerpt(text, lines) : lineDiff(withVisibleReturns(text), withVisibleReturns(fixed));
  const block = `\`\`\`${fixed === text ? 'yaml' : 'diff'}\n${shown}\n\`\`\``;
  return `${said.length > 0 ? said.join('  \n') : name}\n\n${block}`;
}

/** A single CR would break the page. */
const withVisibleReturns = (text: string): string => text.replace(/\r(?!\n)/g, '␍\n');

const lineOf = (text: string, { at }: Diagnostic): number => text.slice(0, at.range.start).split(/\r?\n|\r/).length - 1;

/** A few lines around each of the given ones; the whole where that is short. */
function excerpt(text: string, numbers: readonly number[]): string {
  const lines = text.trimEnd().split('\n');
  if (lines.length <= 20) return lines.join('\n');
  const near = lines.map((_, i) => numbers.some((number) => Math.abs(number - i) <= 3));
  return lines.flatMap((line, i) => (near[i] ? [line] : near[i - 1] && near.includes(true, i) ? ['…'] : [])).join('\n');
}

const inCell = (text: string): string => text.replaceAll('|', '\\|');
