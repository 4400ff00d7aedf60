import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { userTexts } from '../../scripts/messages.ts';
import { displayMessage, type Message } from '../../server/src/analysis/index.ts';
import { allRules } from '../../server/src/analysis/rules/all-rules.ts';
import { message } from '../../server/src/analysis/rules/message.ts';
import { translationFor } from '../../server/src/l10n/translations.ts';
import type { DocumentSymbol, SymbolInformation } from 'vscode-languageserver/node';
import { bundleCli } from '../cli/bundle-cli.ts';
import { diagnosticsOf, workspaceOf } from '../fixture/check.ts';
import { parseFixture } from '../fixture/parse-fixture.ts';
import { envoyText, envoyUri, podText, podUri } from '../lsp/sidecar.ts';
import { rangeOf, startClient } from '../lsp/test-client.ts';

const root = path.resolve(import.meta.dirname, '..', '..');
const table: Readonly<Record<string, string>> = JSON.parse(
  fs.readFileSync(path.join(root, 'l10n', 'server.zh-cn.json'), 'utf8'),
);
const chinese = translationFor('zh-cn');
const han = /\p{Script=Han}/u;

/** What a person may read of the server in an editor; a client that breaks the protocol is answered in English. */
const textsSaid = (): ReadonlySet<string> =>
  new Set(
    userTexts()
      .filter(({ file, kind }) => kind !== 'prose' && /^server\/src\/(analysis|lsp)\//.test(file))
      .filter(({ file }) => !/\/(lifecycle|well-framed)\.ts$/.test(file))
      .map(({ text }) => text),
  );

/** All texts from the examples of the rules: messages, related messages, and titles of fixes. */
const textsOfExamples = (): readonly Message[] =>
  allRules.flatMap(({ examples }) =>
    examples.flatMap(({ before }) =>
      diagnosticsOf(workspaceOf(parseFixture(before))).flatMap((found) => [
        found.message,
        ...(found.related ?? []).map((related) => related.message),
        ...(found.fixes?.() ?? []).map(({ title }) => title),
      ]),
    ),
  );

const withFilledIn = (one: Message): readonly Message[] => [
  one,
  ...one.args.flatMap((arg) => (typeof arg === 'object' ? withFilledIn(arg) : [])),
];

describe('translations of the server', () => {
  it('cover every sentence and title in its sources, and no other', () => {
    const said = textsSaid();
    assert.ok(said.size > 500, `only ${said.size} sentences were found`);
    assert.deepEqual(
      [...said].filter((text) => !Object.hasOwn(table, text)),
      [],
      'not translated',
    );
    assert.deepEqual(
      Object.keys(table).filter((text) => !said.has(text)),
      [],
      'no longer said',
    );
  });

  it('cover the texts of the examples of the rules', () => {
    const fromExamples = textsOfExamples();
    const all = fromExamples.flatMap(withFilledIn);
    assert.ok(all.length > 200, `only ${all.length} messages`);
    assert.deepEqual(
      [...new Set(all.map(({ template }) => template))].filter((text) => !Object.hasOwn(table, text)),
      [],
    );
    const english = all.flatMap(({ args }) => args).filter((arg) => typeof arg === 'string' && /^an? [a-z]/.test(arg));
    assert.deepEqual(english, [], 'words of ours that are filled in as they are');
    for (const one of fromExamples) assert.match(displayMessage(one, chinese), han);
  });

  it('keep the placeholders and the quoted words', () => {
    const placeholders = (text: string) => [...new Set(text.match(/\{\d+\}/g))].sort();
    const quoted = (text: string) => (text.match(/'[^'\s]+'|`[^`\s]+`/g) ?? []).sort();
    for (const [english, other] of Object.entries(table)) {
      assert.deepEqual(placeholders(other), placeholders(english), english);
      assert.deepEqual(quoted(other), quoted(english), english);
      assert.ok(other.trim() !== '' && other === other.trim(), english);
      assert.equal(other.endsWith('。'), english.endsWith('.'), english);
    }
  });

  it('are used only for Simplified Chinese', () => {
    const speak = (locale: string | undefined) => translationFor(locale)('Required.');
    for (const locale of ['zh-cn', 'zh-CN', 'zh', 'ZH', 'zh-Hans', 'zh-hans-cn', 'zh_CN.UTF-8'])
      assert.equal(speak(locale), table['Required.'], locale);
    for (const locale of [undefined, '', 'en', 'en-US', 'de', 'zh-tw', 'zh-Hant', 'zh-hk', 'zha', 'constructor'])
      assert.equal(speak(locale), 'Required.', locale);
    assert.equal(chinese('constructor'), 'constructor');
  });

  it('insert words in the same language, and values unchanged', () => {
    const wrong = message("'{0}' must be {1}, not {2}.", 'a list', message('a list'), message('a map'));
    assert.equal(displayMessage(wrong), "'a list' must be a list, not a map.");
    assert.equal(displayMessage(wrong, chinese), "'a list' 必须是列表，而不是映射。");
    assert.equal(displayMessage(message("Unknown type '{0}'.", '{1}\n'), chinese), "未知的类型 '{1}\\n'。");
  });
});

describe('a session in Chinese', () => {
  const broken = envoyText(9092, 'ap');

  async function inLocale(locale: string | undefined): Promise<readonly string[]> {
    const client = await startClient(locale === undefined ? {} : { locale });
    try {
      client.open(podUri, podText(9093));
      client.open(envoyUri, broken);
      await client.settle();
      const published = [podUri, envoyUri].flatMap((uri) => client.diagnostics(uri) ?? []);
      const actions = await client.codeActions(envoyUri, rangeOf(broken, 'ap }'));
      const lenses = await client.request<{ command: { title: string } }[]>('textDocument/codeLens', {
        textDocument: { uri: envoyUri },
      });
      const hover = await client.request<{ contents: { value: string } } | null>('textDocument/hover', {
        textDocument: { uri: envoyUri },
        position: rangeOf(broken, 'port_value').start,
      });
      return [
        ...published.flatMap((one) => [
          String(one.message),
          ...(one.relatedInformation ?? []).map((info) => info.message),
        ]),
        ...actions.map(({ title }) => title),
        ...lenses.map(({ command }) => command.title),
        ...(hover ? [hover.contents.value] : []),
      ];
    } finally {
      client.dispose();
    }
  }

  it('publishes diagnostics and offers fixes in Chinese', async () => {
    const texts = await inLocale('zh-CN');
    for (const expected of [
      "未定义集群 'ap'。",
      "更改为 'app'",
      '在此行忽略 envoy/unknown-cluster',
      '在本地运行并 curl',
    ])
      assert.ok(texts.includes(expected), `${expected} is not among ${texts.join(' | ')}`);
    assert.deepEqual(
      texts.filter((text) => !han.test(text)),
      [],
    );
  });

  it('is in English without a locale and in any other', async () => {
    const english = await inLocale(undefined);
    assert.ok(english.includes("Cluster 'ap' is not defined."), english.join(' | '));
    assert.ok(english.includes("Change to 'app'"), english.join(' | '));
    assert.deepEqual(
      english.filter((text) => han.test(text)),
      [],
    );
    assert.deepEqual(await inLocale('de'), english);
  });

  it('outlines files in Chinese', async () => {
    const shown = async (locale: string) => {
      const client = await startClient({ locale });
      client.open(envoyUri, envoyText());
      const symbols = await client.request<DocumentSymbol[]>('textDocument/documentSymbol', {
        textDocument: { uri: envoyUri },
      });
      const found = await client.request<SymbolInformation[]>('workspace/symbol', { query: 'app' });
      client.dispose();
      const flat = (all: readonly DocumentSymbol[]): DocumentSymbol[] =>
        all.flatMap((one) => [one, ...flat(one.children ?? [])]);
      return [
        ...flat(symbols).map(({ name, detail }) => `${name}: ${detail}`),
        ...found.map(({ name, containerName }) => `${name}: ${containerName}`),
      ];
    };
    assert.deepEqual(await shown('en'), [
      'ingress: 0.0.0.0:9092',
      'HttpConnectionManager: filter',
      '*: virtual host',
      '/: → app',
      'app: STATIC',
      '127.0.0.1:80: endpoint',
      'app: cluster · envoy.yaml',
      'app: virtual host · envoy.yaml',
    ]);
    assert.deepEqual(await shown('zh-cn'), [
      'ingress: 0.0.0.0:9092',
      'HttpConnectionManager: 过滤器',
      '*: 虚拟主机',
      '/: → app',
      'app: STATIC',
      '127.0.0.1:80: 端点',
      'app: 集群 · envoy.yaml',
      'app: 虚拟主机 · envoy.yaml',
    ]);
  });

  it('rejects in Chinese', async () => {
    const client = await startClient({ locale: 'zh-cn' });
    const answer = await client.request<{ refused: string }>('envoySidecar/localPlan', { uri: 'file:///nowhere.yaml' });
    client.dispose();
    assert.equal(answer.refused, '此文件未打开，也不属于工作区。');
  });
});

describe('envoy-sidecar check --locale @process', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'envoy-sidecar-locale-'));
  const file = path.join(folder, 'envoy.yaml');
  let cli: string;

  before(() => {
    cli = bundleCli(folder);
    fs.writeFileSync(file, envoyText(9092, 'ap'));
  });

  after(() => fs.rmSync(folder, { recursive: true, force: true }));

  const run = (...args: string[]) =>
    spawnSync(process.execPath, [cli, 'check', ...args, file], {
      encoding: 'utf8',
      env: { ...process.env, LANG: 'zh_CN.UTF-8' },
    });

  it('prints messages in Chinese when asked, as text and as JSON', () => {
    assert.match(run('--locale', 'zh-cn').stdout, /envoy\/unknown-cluster 未定义集群 'ap'。/);
    const { diagnostics } = JSON.parse(run('--locale', 'zh-cn', '--format', 'json').stdout);
    assert.deepEqual(
      diagnostics.map((one: { message: string }) => one.message),
      ["未定义集群 'ap'。"],
    );
  });

  it('is English without it, whatever the language of the system', () => {
    for (const args of [[], ['--locale', 'en']]) {
      const { status, stdout } = run(...args);
      assert.equal(status, 1);
      assert.match(stdout, /Cluster 'ap' is not defined\./);
      assert.doesNotMatch(stdout, han);
    }
  });

  it('rejects an unknown language', () => {
    const { status, stderr } = run('--locale', 'fr');
    assert.equal(status, 2);
    assert.match(stderr, /^--locale must be en or zh-cn, not 'fr'\.\n/);
  });
});
