import { noMessageChecks } from '../../envoy/message-checks/message-check.ts';
import { isTolerated } from '../../envoy/validate/envoy-finding.ts';
import { lazy } from '../../text/lazy.ts';
import { applyEdits, type TextRange } from '../../text/text-range.ts';
import { envoyErrors } from '../../workspace/envoy-source.ts';
import { type SourceFile, sourceFile } from '../../workspace/source-file.ts';
import { incompleteLines } from '../../yaml/repair/incomplete-lines.ts';
import { type Line, structureLines } from '../../yaml/syntax/structure-lines.ts';
import type { YamlError } from '../../yaml/syntax/yaml-node.ts';
import type { YamlRepair } from '../../yaml/repair/yaml-repair.ts';
import { unclosedQuote, yamlRepairs } from '../../yaml/repair/yaml-repairs.ts';
import { message } from '../message.ts';
import { editsIn, type Fix, rule, type Severity, type Subjects } from '../rule.ts';

export const yamlSyntax = rule({
  code: 'yaml/syntax',
  subject: 'file',
  severity: 'error',
  summary: 'The text is not valid YAML.',
  why: 'Envoy and the API server cannot read it. Text that both of them read although the grammar forbids it (a bracket closed further left than its key, `"text"#comment`) is not reported, and neither is anything after the first document of an Envoy config. Only the first error of a text is shown, because later errors are usually consequences. The fixes are tested on the text before they are offered. The rule is silent for templates.',
  examples: [
    {
      before: `#- /pod.yaml
apiVersion: v1
kind: Pod
metadata:
  name: "web
#? error yaml/syntax at """
`,
    },
    {
      before: `#- /envoy-config.yaml stock:sidecar-config
#~ domains: ["*"] => domains: [*]
#? error yaml/syntax at "*": Expected a name after '*'. Quote text that starts with '*'.
`,
      after: `#- /envoy-config.yaml stock:sidecar-config
`,
    },
  ],
  check(subject, report) {
    const { file } = subject;
    for (const text of readTexts(file)) {
      const [first] = text.errors;
      if (!first) continue;
      const shown: ShownError = atOpeningQuote(subject, text) ?? atIncompleteLine(file, text, first) ?? first;
      report({
        at: { uri: file.uri, range: onFirstLine(file.text, shown.range) },
        ...(shown.severity && { severity: shown.severity }),
        message: message(shown.message, ...(shown.args ?? [])),
        fixes: () => fixes(file, text, first),
      });
    }
  },
});

/** A text that is parsed as YAML: the text of the file, or that of a config in it. */
interface ReadText {
  readonly errors: readonly YamlError[];
  /** Its lines. Empty in quotes, where they are not lines of the file. */
  lines(): readonly Line[];
}

const readTexts = (file: SourceFile): ReadText[] => [
  {
    errors: file.kind === 'envoy' ? [...byteOrderMark(file), ...envoyErrors(file.yaml)] : file.yaml.errors,
    lines: lazy(() => structureLines(file.text)),
  },
  ...nestedTexts(file),
];

/** Envoy does not support a byte order mark in JSON files, unlike in YAML. */
const byteOrderMark = ({ uri, text }: SourceFile): YamlError[] =>
  /\.json$/i.test(uri) && text.startsWith('\uFEFF')
    ? [
        {
          range: { start: 0, end: 1 },
          message: 'Envoy cannot read a JSON file with a byte order mark. Save it as UTF-8 without BOM.',
        },
      ]
    : [];

/** A bootstrap does not contain another config, and searching for one would read all of it. */
const nestedTexts = (file: SourceFile): ReadText[] =>
  file.kind === 'envoy'
    ? []
    : file.envoySources.flatMap(({ scalar, errors, editable }) =>
        scalar ? [{ errors, lines: lazy(() => (editable ? linesBelow(file.text, scalar.range) : [])) }] : [],
      );

/** The lines of a block scalar, which start below its `|`. */
function linesBelow(text: string, { start, end }: TextRange): readonly Line[] {
  const header = text.indexOf('\n', start);
  return header < 0 ? [] : structureLines(text, { start: header + 1, end });
}

interface ShownError extends YamlError {
  readonly severity?: Severity;
}

/** If a quote is not closed, the text ends far below or never. The opening quote is the useful location. */
function atOpeningQuote(subject: Subjects['file'], text: ReadText): ShownError | undefined {
  const { file } = subject;
  if (!isWorthTrying(file)) return undefined;
  const found = unclosedQuote(text.lines());
  if (!found || !isBetterAfter(file, found.repair)) return undefined;
  const { range, quote } = found;
  if (!file.text.includes(quote, range.start + 1) && isTakenUnclosed(subject, quote))
    return {
      range,
      severity: 'warning',
      message: 'Unterminated string. Envoy reads the rest of the file as part of it.',
    };
  return { range, message: 'Unterminated string. Add the closing {0}.', args: [quote] };
}

/** If a line is incomplete, the parser continues and finds the error in the lines below, which are correct. */
function atIncompleteLine(file: SourceFile, text: ReadText, first: YamlError): ShownError | undefined {
  if (!isWorthTrying(file)) return undefined;
  const { start } = onFirstLine(file.text, first.range);
  return incompleteLines(text.lines(), { ...first.range, start }).find(({ edit }) =>
    isBetterAfter(file, { edits: [edit], sure: true }),
  );
}

/**
 * The location without leading spaces and without text on the lines below, which usually belongs to those lines. For a
 * line break alone, the text after it.
 */
function onFirstLine(text: string, range: TextRange): TextRange {
  const said = text.slice(range.start, range.end);
  const shown = said.trim() === '' && /[\r\n]/.test(said) ? text.slice(range.start) : said;
  const [, before = '', written = ''] = /^(\s*)(\S(?:[^\r\n]*\S)?)/.exec(shown) ?? [];
  const start = range.start + before.length;
  return written === '' ? range : { start, end: start + written.length };
}

/** Envoy closes a quote at the end of a file that ends with a space or a line break (checked with 1.40). */
function isTakenUnclosed({ file, messageChecks }: Subjects['file'], quote: string): boolean {
  if (file.kind !== 'envoy' || !/\s$/.test(file.text)) return false;
  const { yaml, envoySources } = sourceFile(file.uri, `${file.text}${quote}\n`);
  const [source] = envoySources;
  if (!source || yaml.errors.length > 0) return false;
  const { findings, problems } = source.validated({ contrib: true }, messageChecks);
  return (
    findings.every(isTolerated) &&
    problems.size === 0 &&
    source.config.clusterReferences.every(
      ({ validated, name }) => !validated || !source.config.undefinedClusters().has(name.value),
    )
  );
}

/** Changes that make the text valid YAML. The position of a line is suggested only if Envoy then accepts the config. */
function fixes(file: SourceFile, text: ReadText, { range }: YamlError): Fix[] {
  const lines = text.lines();
  if (!isWorthTrying(file) || lines.length === 0) return [];
  const better = yamlRepairs(file.text, lines, range).filter((repair) => isBetterAfter(file, repair));
  const sure = better.find((repair) => repair.sure);
  const ways = sure ? better.filter(({ title }) => title === sure.title) : better;
  return ways
    .map((repair) => ({ repair, refused: refusedAfter(file, repair) }))
    .filter(({ repair, refused }) => repair.sure || refused === 0)
    .sort((a, b) => a.refused - b.refused)
    .slice(0, sure ? 1 : 2)
    .map(({ repair }) => ({
      title: message(repair.title, ...repair.args),
      preferred: repair.sure,
      safe: false,
      reveals: true,
      edits: [editsIn(file, ...repair.edits)],
    }));
}

/** The number of errors of Envoy's loader in the file after a change. */
const refusedAfter = (file: SourceFile, { edits }: YamlRepair): number =>
  sourceFile(file.uri, applyEdits(file.text, edits))
    .envoySources.flatMap(({ validated }) => validated({ contrib: true }, noMessageChecks).findings)
    .filter((finding) => !isTolerated(finding)).length;

/** Longer texts, in UTF-16 units, are not parsed repeatedly to find a fix. */
const MAX_REPAIRED = 1_000_000;
/** Texts with more errors, each in its own block, are not either, because one change fixes none of them. */
const MAX_ERRORS = 100;

/** A text with a longer line is not divided into blocks, so each try would parse all of it. */
const MAX_LINE = 100_000;

const isWorthTrying = ({ text, yaml, lineIndex }: SourceFile): boolean =>
  text.length <= MAX_REPAIRED &&
  !(yaml.origins && yaml.errors.length > MAX_ERRORS) &&
  lineIndex.starts.every((start, line) => (lineIndex.starts[line + 1] ?? text.length) - start <= MAX_LINE);

/** A change that only seems right leaves other errors. An uncertain change must leave none. */
function isBetterAfter(file: SourceFile, { edits, sure }: Pick<YamlRepair, 'edits' | 'sure'>): boolean {
  const before = readTexts(file);
  const after = readTexts(sourceFile(file.uri, applyEdits(file.text, edits), undefined, file));
  if (after.length < before.length) return false;
  return errorCount(after) === 0 || (sure && errorCount(after) < errorCount(before));
}

const errorCount = (texts: readonly ReadText[]): number => texts.reduce((sum, { errors }) => sum + errors.length, 0);
