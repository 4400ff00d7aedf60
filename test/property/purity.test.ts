import assert from 'node:assert/strict';
import path from 'node:path';
import fc from 'fast-check';
import { lowerEnvoyConfig } from '../../server/src/analysis/envoy/lower-envoy-config.ts';
import type { MessageCheck } from '../../server/src/analysis/envoy/message-checks/message-check.ts';
import { messageChecks as sharedChecks } from '../../server/src/analysis/envoy/message-checks/message-checks.ts';
import { routeConfigsOf } from '../../server/src/analysis/envoy/route-configs.ts';
import { validateMessage } from '../../server/src/analysis/envoy/validate/validate-message.ts';
import { allRules } from '../../server/src/analysis/rules/all-rules.ts';
import { formatMessage, message } from '../../server/src/analysis/rules/message.ts';
import { messageChecks } from '../../server/src/analysis/rules/message-checks.ts';
import { type PartRule, partRule } from '../../server/src/analysis/rules/rule.ts';
import { emptyMemo } from '../../server/src/analysis/yaml/incremental/memo.ts';
import { parseYaml } from '../../server/src/analysis/yaml/syntax/parse-yaml.ts';
import type { YamlMap } from '../../server/src/analysis/yaml/syntax/yaml-node.ts';
import { asMap } from '../../server/src/analysis/yaml/syntax/yaml-path.ts';
import { corpusFolder, textsBelow } from '../corpus/corpus.ts';
import { parseFixture } from '../fixture/parse-fixture.ts';
import { applyEdit, randomEdit } from './random-edit.ts';

/** A check whose result is remembered, and its subject. `copy` is the same without its context. */
interface Question {
  readonly code: string;
  ask(copy: boolean): readonly string[];
}

const SEED = Number(process.env.PROPERTY_SEED ?? 1);
const RUNS = Number(process.env.PROPERTY_RUNS ?? 150);

const texts: readonly string[] = [
  ...parseFixture('#- /envoy.yaml stock:seed-envoy').map(({ text }) => text),
  ...(corpusFolder ? textsBelow(path.join(corpusFolder, 'bootstraps')).map(([, text]) => text) : []),
];

const partRules = allRules.flatMap((rule): PartRule[] =>
  rule.subject === 'cluster' || rule.subject === 'routeConfig' ? [rule as PartRule] : [],
);

/** All that the rules would be asked about a config. */
function questionsOf(text: string, rules: readonly PartRule[]): readonly Question[] {
  const root = asMap(parseYaml(text).documents[0]?.root);
  if (!root) return [];
  const config = lowerEnvoyConfig(root);
  const clusters = config.clusters.map((cluster) => ['cluster', { cluster }] as const);
  const routes = routeConfigsOf(config).map((routeConfig) => ['routeConfig', { routeConfig }] as const);
  return [
    ...messageQuestions(root),
    ...[...clusters, ...routes].flatMap(([subject, part]) =>
      rules.filter((rule) => rule.subject === subject).map((rule) => partQuestion(rule, part)),
    ),
  ];
}

const partQuestion = (rule: PartRule, part: object): Question => ({
  code: rule.code,
  ask(copy) {
    const found: string[] = [];
    const given = { file: { uri: 'file:///envoy.yaml' }, ...(copy ? structuredClone(part) : part) };
    rule.check(given as never, ({ at, message: said }) => found.push(`${at.range.start} ${formatMessage(said)}`));
    return found;
  },
});

function messageQuestions(root: YamlMap): readonly Question[] {
  const questions: Question[] = [];
  const visit = (type: string, node: YamlMap) => {
    for (const { code, check } of messageChecks.of.get(type) ?? []) questions.push(messageQuestion(code, check, node));
    for (const check of sharedChecks[type] ?? []) {
      const uncoded: MessageCheck = (one, report, context) => check(one, (_code, ...said) => report(...said), context);
      questions.push(messageQuestion(`${type} ${check.name}`, uncoded, node));
    }
  };
  validateMessage(
    root,
    'envoy.config.bootstrap.v3.Bootstrap',
    {},
    {
      messages: { visit, isUnread: () => false, name: 'questions', found: [] },
    },
  );
  return questions;
}

const messageQuestion = (code: string, check: MessageCheck, node: YamlMap): Question => ({
  code,
  ask(copy) {
    const found: string[] = [];
    const report: Parameters<MessageCheck>[1] = (at, template, ...args) => {
      const { range } = 'value' in at && 'start' in at ? at.value : (at as YamlMap);
      found.push(`${range.start} ${formatMessage(message(template, ...args))}`);
    };
    check(copy ? structuredClone(node) : node, report, { memo: emptyMemo() });
    return found;
  },
});

/** The codes of checks with another result for a part alone, after all other checks, or when run again. */
function impureCodes(questions: readonly Question[]): readonly string[] {
  const first = questions.map((question) => question.ask(false).join('\n'));
  const alone = questions.map((question) => question.ask(true).join('\n')).reverse();
  const again = [...questions].reverse().map((question) => question.ask(false).join('\n'));
  return questions.flatMap(({ code }, i) => {
    const back = questions.length - 1 - i;
    return first[i] === alone[back] && first[i] === again[back] ? [] : [code];
  });
}

describe('a rule whose findings are remembered', () => {
  it(`finds the same in a part alone and in its context, over ${texts.length} configs`, function () {
    this.timeout(120_000);
    let asked = 0;
    for (const text of texts) {
      const questions = questionsOf(text, partRules);
      asked += questions.length;
      assert.deepEqual(impureCodes(questions), []);
    }
    assert.ok(asked > 10 * texts.length, `only ${asked} questions were asked`);
    if (this.test) this.test.title += `: ${asked} questions`;
  });

  it(`finds the same after random edits (${RUNS} configs)`, function () {
    this.timeout(120_000);
    let asked = 0;
    fc.assert(
      fc.property(fc.nat(texts.length - 1), fc.array(randomEdit, { minLength: 1, maxLength: 4 }), (index, edits) => {
        const text = edits.reduce((before, edit) => applyEdit(before, edit, texts), texts[index] ?? '');
        const questions = questionsOf(text, partRules);
        asked += questions.length;
        assert.deepEqual(impureCodes(questions), []);
      }),
      { numRuns: RUNS, seed: SEED },
    );
    assert.ok(asked > 10 * RUNS, `only ${asked} questions were asked`);
    if (this.test) this.test.title += `: ${asked} questions`;
  });

  it('is caught if it looks at more than its part', () => {
    const names: string[] = [];
    const cheating = partRule({
      code: 'envoy/cheating',
      subject: 'cluster',
      severity: 'error',
      summary: '',
      why: '',
      examples: [],
      check({ file, cluster: { name } }, report) {
        if (name && names.includes(name.value))
          report({ at: { uri: file.uri, range: name.at.range }, message: message('') });
        if (name) names.push(name.value);
      },
    });
    const text = 'static_resources: { clusters: [{ name: a }, { name: a }] }';
    assert.ok(impureCodes(questionsOf(text, [cheating as PartRule])).includes(cheating.code));
  });

  it('is not given the config around its part', () => {
    partRule({
      code: 'envoy/cheating',
      subject: 'cluster',
      severity: 'error',
      summary: '',
      why: '',
      examples: [],
      check(part) {
        // @ts-expect-error: the siblings are not there.
        assert.equal(part.source, undefined);
      },
    });
  });
});
