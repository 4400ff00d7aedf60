import { grouped } from '../../text/grouped.ts';
import { blockCheck } from '../../yaml/incremental/memo.ts';
import type { EnvoySource } from '../../workspace/envoy-source.ts';
import type { YamlEntry, YamlMap, YamlNode, YamlSeq } from '../../yaml/syntax/yaml-node.ts';
import { message } from '../message.ts';
import { repeatedEntryFixes } from '../fixes/repeated-entry.ts';
import { rule } from '../rule.ts';

export const yamlDuplicateKey = rule({
  code: 'yaml/duplicate-key',
  subject: 'envoy',
  severity: 'warning',
  safeFixes: true,
  summary: 'A key appears more than once in a map of an Envoy config.',
  why: 'Envoy uses the last value and silently drops the others (checked with Envoy 1.40), including lists, which are not merged. For manifests see `kubernetes/duplicate-key`.',
  examples: [
    {
      before: `#- /envoy.yaml
admin:
  address:
    socket_address: { address: 127.0.0.1, port_value: 9901 }
static_resources:
  clusters: [] # to come
  listeners: []
  clusters:
# ^^^^^^^^ warning yaml/duplicate-key: Duplicate key 'clusters'. Envoy uses the last value.
    - name: app
      connect_timeout: 1s
`,
      after: `#- /envoy.yaml
admin:
  address:
    socket_address: { address: 127.0.0.1, port_value: 9901 }
static_resources:
  listeners: []
  clusters:
    - name: app
      connect_timeout: 1s
`,
    },
  ],
  check({ file, source }, report) {
    for (const { map, first, last, entries } of repeatedKeys(source)) {
      report({
        at: { uri: file.uri, range: last.key.range },
        message: message("Duplicate key '{0}'. Envoy uses the last value.", last.key.text),
        related: [{ at: { uri: file.uri, range: first.key.range }, message: message('First declared here.') }],
        fixes: () => (source.editable ? repeatedEntryFixes(file, map, entries, last) : []),
      });
    }
  },
});

interface RepeatedKey {
  readonly map: YamlMap;
  /** Those with the key. */
  readonly entries: readonly YamlEntry[];
  readonly first: YamlEntry;
  readonly last: YamlEntry;
}

/** The duplicates of all maps in the order of the text, each where it is written. An alias does not repeat them. */
function repeatedKeys({ config, memo }: EnvoySource): readonly RepeatedKey[] {
  const found: RepeatedKey[] = [];
  const blocks = blockCheck(memo, 'yaml/duplicate-key', () => found.length);
  const visit = (node: YamlNode | undefined): void => {
    if (node && !node.aliasRange && node.kind !== 'scalar') blocks.look(node, '', () => into(node));
  };
  const into = (node: YamlMap | YamlSeq): void => {
    if (node.kind === 'seq') {
      node.items.forEach(visit);
      return;
    }
    found.push(...repeated(node));
    for (const { value } of node.entries) visit(value);
  };
  visit(config.root);
  return found;
}

const isNamed = ({ unnamed }: YamlEntry): boolean => !unnamed;

/** The duplicate keys of a map. Merge keys may be repeated, because they are not fields. */
function repeated(map: YamlMap): RepeatedKey[] {
  const named = map.entries.some(({ unnamed }) => unnamed) ? map.entries.filter(isNamed) : map.entries;
  if (named.length < 2 || new Set(named.map(({ key }) => key.text)).size === named.length) return [];
  const byKey = grouped(named.map((entry) => [entry.key.text, entry] as const));
  return [...byKey].flatMap(([key, entries]) => {
    const [first, last] = [entries[0], entries.at(-1)];
    return !first || !last || first === last || key === '<<' ? [] : [{ map, entries, first, last }];
  });
}
