import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import fc from 'fast-check';
import {
  applyEdits,
  type Diagnostic,
  diagnose,
  formatMessage,
  type SourceFile,
  type Workspace,
  withText,
} from '../../server/src/analysis/index.ts';
import { envoyFacts, jsonName } from '../../server/src/analysis/schema/envoy-facts.ts';
import type { YamlNode } from '../../server/src/analysis/yaml/syntax/yaml-node.ts';
import { walk } from '../../server/src/analysis/yaml/syntax/yaml-path.ts';
import { fixAll } from '../../server/src/lsp/fix-all.ts';
import { changedLines } from './changed-lines.ts';
import { type MutatedFile, mutatedFile, originOfFiles, runs, seed } from './mutated-files.ts';

const RUNS = runs(2000);

describe(`fix-all (${originOfFiles})`, () => {
  it(`loses and invents no name, value or comment, and adds no error, in ${RUNS} edited files`, function () {
    this.timeout(600_000);
    let fixed = 0;
    fc.assert(
      fc.property(mutatedFile, (mutated) => {
        if (checkFixAll(mutated)) fixed++;
      }),
      { numRuns: RUNS, seed },
    );
    assert.ok(fixed * 50 > RUNS, `only ${fixed} files had anything to fix`);
  });
});

/** Whether there was anything to fix. */
function checkFixAll({ uri, text, workspace }: MutatedFile): boolean {
  const before = fileOf(workspace, uri);
  const found = diagnose(workspace, uri);
  for (const { code, safeFixes, fixes } of found)
    if (!safeFixes) assert.ok(!fixes?.().some(({ safe }) => safe), `fix-all does not ask ${code} for its safe fix`);
  const edits = fixAll(before, found);
  if (edits.length === 0) return false;
  const fixed = applyEdits(text, edits);
  assert.notEqual(fixed, text, 'the edits change nothing');
  const later = withText(workspace, uri, fixed);
  const after = fileOf(later, uri);
  const deprecated = found.some(({ code }) => code === 'envoy/deprecated-field');
  const [had, has] = [textsOf(before), textsOf(after)];
  const ofApi = (word: string): boolean => deprecated && apiWords().has(word);
  const lacks = (texts: ReadonlySet<string>) => (one: string) => !texts.has(one) && !ofApi(one);
  const errorsOf = (diagnostics: readonly Diagnostic[]) =>
    diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => formatMessage(message));
  const [errors, errorsBefore] = [errorsOf(diagnose(later, uri)), errorsOf(found)];
  const problems = {
    lost: [...had].filter(lacks(has)),
    invented: [...has].filter(lacks(had)),
    comments: commentsOf(fixed).join('\n') === commentsOf(text).join('\n') ? [] : commentsOf(fixed),
    syntax: after.yaml.errors,
    errors: errors.length > errorsBefore.length ? errors : [],
  };
  assert.deepEqual(
    problems,
    { lost: [], invented: [], comments: [], syntax: [], errors: [] },
    `${inspect(problems)}\n${uri}, ${changedLines(text, fixed)}`,
  );
  return true;
}

const fileOf = (workspace: Workspace, uri: string): SourceFile => workspace.files.get(uri) ?? assert.fail(uri);

/** Every key and value of a file, those of the configs in it as well. */
function textsOf({ yaml, envoySources }: SourceFile): ReadonlySet<string> {
  const texts = new Set<string>();
  const roots = [...yaml.documents.map(({ root }) => root), ...envoySources.map(({ config }) => config.root)];
  const configs = new Set(envoySources.map(({ scalar }) => scalar));
  for (const root of roots) for (const node of walk(root)) for (const text of textsIn(node, configs)) texts.add(text);
  return texts;
}

/** A config in a scalar is compared by its content, because the text of the scalar changes with it. */
function textsIn(node: YamlNode, configs: ReadonlySet<YamlNode | undefined>): readonly string[] {
  if (node.kind === 'map') return node.entries.map(({ key }) => key.text);
  return node.kind === 'scalar' && ![...configs].some((config) => config?.range.start === node.range.start)
    ? [node.text]
    : [];
}

const commentsOf = (text: string): readonly string[] =>
  text
    .split('\n')
    .flatMap((line) => /(?:^|\s)(#.*)$/.exec(line)?.[1]?.trimEnd() ?? [])
    .sort();

let words: ReadonlySet<string> | undefined;

/** The names of Envoy's API, with which deprecated fields are rewritten. */
function apiWords(): ReadonlySet<string> {
  if (words) return words;
  const { messages, enums, extensions } = envoyFacts();
  const fields = Object.values(messages).flatMap(({ f }) => Object.keys(f));
  words = new Set([
    ...['@type', 'true', 'false'],
    ...fields.flatMap((name) => [name, jsonName(name)]),
    ...Object.values(enums).flatMap((values) => Object.keys(values)),
    ...Object.keys(messages).flatMap((name) => [name, `type.googleapis.com/${name}`]),
    ...extensions.map(([name]) => name),
  ]);
  return words;
}
