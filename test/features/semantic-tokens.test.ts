import assert from 'node:assert/strict';
import path from 'node:path';
import { emptyWorkspace, semanticTokens, type TextRange, withText } from '../../server/src/analysis/index.ts';
import { corpusFolder, textsBelow } from '../corpus/corpus.ts';
import { workspaceOf } from '../fixture/check.ts';
import { parseFixture } from '../fixture/parse-fixture.ts';

/** Each line with tokens, with their types below the words: `name:property app:variable!`, `!` where a name is given. */
function tokensOf(text: string, within?: (text: string) => TextRange): readonly string[] {
  const workspace = workspaceOf(parseFixture(text));
  const [file] = workspace.files.values();
  assert.ok(file);
  const lines = new Map<number, string[]>();
  for (const { range, type, declares } of semanticTokens(workspace, file.uri, within?.(file.text))) {
    const line = file.text.slice(0, range.start).split('\n').length;
    const word = `${file.text.slice(range.start, range.end)}:${type}${declares ? '!' : ''}`;
    lines.set(line, [...(lines.get(line) ?? []), word]);
  }
  return [...lines].map(([line, words]) => `${line} ${words.join(' ')}`);
}

const inMap = (config: string, style = '|') => `apiVersion: v1
kind: ConfigMap
metadata: { name: proxy }
data:
  envoy.yaml: ${style}
${config.replace(/^(?=.)/gm, '    ')}`;

const config = `# The proxy
static_resources:
  clusters:
    - name: app   # with a comment
      type: STRICT_DNS
      connect_timeout: 5s
      respect_dns_ttl: true
      max_requests_per_connection: 10
      alt_stat_name: "a # b"
`;

describe('semantic tokens', () => {
  const words = [
    '# The proxy:comment',
    'static_resources:property',
    'clusters:property',
    'name:property app:variable! # with a comment:comment',
    'type:property STRICT_DNS:enumMember',
    'connect_timeout:property 5s:number',
    'respect_dns_ttl:property true:keyword',
    'max_requests_per_connection:property 10:number',
    'alt_stat_name:property "a # b":string',
  ];

  it('tell keys, names, values and comments of a config in a ConfigMap apart, and nothing else of the manifest', () => {
    const expected = words.map((line, i) => `${i + 6} ${line}`);
    assert.deepEqual(tokensOf(inMap(config)), expected);
  });

  it('are the same in a file', () => {
    const expected = words.slice(1).map((line, i) => `${i + 2} ${line}`);
    assert.deepEqual(tokensOf(config), expected);
  });

  it('find the words of JSON in quotes', () => {
    const json = JSON.stringify(JSON.stringify({ static_resources: { clusters: [{ name: 'app', type: 'STATIC' }] } }));
    assert.deepEqual(tokensOf(inMap('', json)), [
      '5 \\"static_resources\\":property \\"clusters\\":property \\"name\\":property \\"app\\":variable! \\"type\\":property \\"STATIC\\":enumMember',
    ]);
  });

  it('know types, references, regular expressions, commands of formats and the filters of a route', () => {
    const text = `name: web
filter_chains:
  - filters:
      - name: envoy.filters.network.http_connection_manager
        typed_config:
          "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
          http_filters: [{ name: tuned }]
          route_config:
            response_headers_to_add: { header: { key: took, value: "for %REQ(:PATH)%: %DURATION%ms, 5%" } }
            virtual_hosts:
              - name: all
                typed_per_filter_config: { tuned: {} }
                routes: [{ match: { safe_regex: { regex: /v.* } }, route: { cluster: app } }]
`;
    const listener = `static_resources:\n  listeners:\n    - ${text.trimEnd().replaceAll('\n', '\n      ')}\n`;
    const found = tokensOf(listener);
    const has = (line: number, expected: string) =>
      assert.equal(
        found.find((one) => one.startsWith(`${line} `)),
        `${line} ${expected}`,
      );
    has(3, 'name:property web:variable!');
    has(
      8,
      '"@type":property type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.:namespace HttpConnectionManager:type',
    );
    has(9, 'http_filters:property name:property tuned:variable!');
    has(
      11,
      'response_headers_to_add:property header:property key:property took:string value:property "for :string %REQ(:PATH)%:macro : :string %DURATION%:macro ms, 5%":string',
    );
    has(13, 'name:property all:variable!');
    has(14, 'typed_per_filter_config:property tuned:variable');
    has(
      15,
      'routes:property match:property safe_regex:property regex:property /v.*:regexp route:property cluster:property app:variable',
    );
  });

  it('end on their line, and leave out its indentation', () => {
    const text = `static_resources:\n  clusters:\n    - name: app\n      alt_stat_name: |\n        one\n        two\n`;
    assert.deepEqual(tokensOf(text).slice(3), ['4 alt_stat_name:property |:string', '5 one:string', '6 two:string']);
  });

  it('are those of a range if only that is wanted', () => {
    const range = (text: string) => ({ start: text.indexOf('connect_'), end: text.indexOf('respect_') - 7 });
    assert.deepEqual(tokensOf(inMap(config), range), ['11 connect_timeout:property 5s:number']);
  });

  it('come in file order and never overlap, in every tenth file of the corpus', () => {
    const texts = ['bootstraps', 'manifests', 'kubernetes'].flatMap((folder) =>
      corpusFolder ? textsBelow(path.join(corpusFolder, folder)) : [],
    );
    for (const [uri, text] of texts.filter((_, i) => i % 10 === 0)) {
      let end = 0;
      for (const { range } of semanticTokens(withText(emptyWorkspace(), uri, text), uri)) {
        assert.ok(range.start >= end && range.end > range.start, `${uri} ${range.start}`);
        assert.doesNotMatch(text.slice(range.start, range.end), /[\r\n]/, `${uri} ${range.start}`);
        ({ end } = range);
      }
    }
  });
});
