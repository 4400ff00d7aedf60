import { field, fieldEntry } from '../../envoy/envoy-field.ts';
import type { EnvoySource } from '../../workspace/envoy-source.ts';
import { collectInNodes } from '../../yaml/incremental/memo.ts';
import { hasPlaceholder } from '../../yaml/edit/placeholder.ts';
import { removeItem } from '../../yaml/edit/yaml-edit.ts';
import type { YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { asSeq } from '../../yaml/syntax/yaml-path.ts';
import { message } from '../message.ts';
import { editsIn, type Fix, placeIn, rule, type PlacedSource } from '../rule.ts';

export const unusedCluster = rule({
  code: 'envoy/unused-cluster',
  subject: 'envoy',
  severity: 'hint',
  needsWhole: true,
  summary: 'A cluster is never used.',
  why: 'Envoy still loads the cluster, resolves its host names and runs its health checks. The rule is silent if a reference may come from elsewhere: any kind of xDS, headers and plugins that select clusters, placeholders, or the name in any other text of the config, such as a Lua script.',
  examples: [
    {
      before: `#- /envoy-config.yaml stock:sidecar-config
#~ clusters:\\n => clusters:\\n        - { name: old, type: STATIC, connect_timeout: 1s }\\n
#? hint envoy/unused-cluster at "old"
`,
      after: `#- /envoy-config.yaml stock:sidecar-config
`,
    },
  ],
  check({ file, source }, report) {
    const { config } = source;
    if (config.listeners.length === 0) return;
    const named = config.namedClusters();
    if (config.clusters.every(({ name }) => !name || name.value === '' || named.has(name.value))) return;
    if (config.dynamic.clusters || config.dynamic.listeners || mayComeFromElsewhere(source)) return;
    const unnamed = config.clusters.filter(({ name }) => name && name.value !== '' && !named.has(name.value));
    const mentioned = mentionedIn(
      source,
      unnamed.flatMap(({ name }) => name?.value ?? []),
    );
    for (const { node, name } of unnamed) {
      if (!name || mentioned.has(name.value)) continue;
      report({
        at: placeIn(file, name.at),
        tags: ['unnecessary'],
        message: message("Cluster '{0}' is never used in this config.", name.value),
        fixes: () => fixes({ file, source }, node),
      });
    }
  },
});

/** The names that are in a text of the config other than the names of the clusters. */
function mentionedIn(source: EnvoySource, names: readonly string[]): ReadonlySet<string> {
  return new Set(
    foundInTexts(source, 'mentions of clusters', JSON.stringify(names), (text) =>
      names.filter((name) => text.includes(name)),
    ),
  );
}

/**
 * What is found in the texts of the config other than the names of the clusters. Keys are included, because names are keys
 * in some maps. A block does not know which of its texts are names of clusters, so what those names contain is subtracted.
 * @param as what the results of a query depend on besides the text
 */
function foundInTexts<T>(
  { config, memo }: EnvoySource,
  query: string,
  as: string,
  inText: (text: string) => readonly T[],
): readonly T[] {
  const own = config.clusters.flatMap(({ name, loadAssignmentName }) => [name, loadAssignmentName]);
  const ownLeft = new Map<T, number>();
  for (const one of own.flatMap((name) => (name ? inText(name.value) : [])))
    ownLeft.set(one, (ownLeft.get(one) ?? 0) + 1);
  const inNode = (node: YamlNode) => {
    if (node.kind === 'scalar') return inText(node.text);
    return node.kind === 'map' ? node.entries.flatMap(({ key }) => inText(key.text)) : [];
  };
  return collectInNodes(config.root, memo, query, as, inNode).filter((one) => {
    const count = ownLeft.get(one) ?? 0;
    ownLeft.set(one, count - 1);
    return count <= 0;
  });
}

/** Fields and types that refer to clusters at run time or from outside. */
const elsewhere =
  /^(dynamic_?resources|default_?config_?source|config_?sources|hds_?config|(scoped_?)?rds|rtds_?layer|.*_?config_?source|ads|config_?discovery|cluster_?header|cluster_?specifier_?plugins?|(inline_?)?cluster_?specifier_?plugin)$|\.(wasm|golang|dynamic_modules|ext_proc|ext_authz)\./i;

function mayComeFromElsewhere(source: EnvoySource): boolean {
  // A misspelled name there may be meant for the cluster that seems unused.
  if (source.config.undefinedClusters().size > 0) return true;
  const inText = (text: string) => (hasPlaceholder(text) || elsewhere.test(text) ? [true] : []);
  return foundInTexts(source, 'names from elsewhere', '', inText).length > 0;
}

function fixes({ file, source }: PlacedSource, node: YamlNode): Fix[] {
  const list = asSeq(field(field(source.config.root, 'static_resources'), 'clusters'));
  if (!list || !source.editable || node.kind !== 'map' || !fieldEntry(node, 'name')) return [];
  return [
    {
      title: message('Remove this cluster'),
      safe: false,
      edits: [editsIn(file, removeItem(file.text, list, node))],
    },
  ];
}
