import { field, fieldEntry } from '../../envoy/envoy-field.ts';
import type { EnvoySource } from '../../workspace/envoy-source.ts';
import { countNodes } from '../../yaml/incremental/memo.ts';
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
    for (const [index, { node, name }] of unnamed.entries()) {
      if (!name || someText(source, `mentions of cluster ${index}`, name.value, (text) => text.includes(name.value)))
        continue;
      report({
        at: placeIn(file, name.at),
        tags: ['unnecessary'],
        message: message("Cluster '{0}' is never used in this config.", name.value),
        fixes: () => fixes({ file, source }, node),
      });
    }
  },
});

/**
 * Whether the condition holds for a text in the config other than the names of the clusters. Keys are included, because
 * names are keys in some maps. Counts allow blocks to answer without knowing which part is a cluster.
 * @param query the key of the results, for texts about `as`
 */
function someText({ config, memo }: EnvoySource, query: string, as: string, is: (text: string) => boolean): boolean {
  const own = config.clusters.flatMap(({ name, loadAssignmentName }) => [name, loadAssignmentName]);
  const ownCount = own.filter((name) => name && is(name.value)).length;
  return countNodes(config.root, memo, query, as, (node) => textsIn(node).filter(is).length) > ownCount;
}

function textsIn(node: YamlNode): readonly string[] {
  if (node.kind === 'scalar') return [node.text];
  return node.kind === 'map' ? node.entries.map(({ key }) => key.text) : [];
}

/** Fields and types that refer to clusters at run time or from outside. */
const elsewhere =
  /^(dynamic_?resources|default_?config_?source|config_?sources|hds_?config|(scoped_?)?rds|rtds_?layer|.*_?config_?source|ads|config_?discovery|cluster_?header|cluster_?specifier_?plugins?|(inline_?)?cluster_?specifier_?plugin)$|\.(wasm|golang|dynamic_modules|ext_proc|ext_authz)\./i;

function mayComeFromElsewhere(source: EnvoySource): boolean {
  // A misspelled name there may be meant for the cluster that seems unused.
  if (source.config.undefinedClusters().size > 0) return true;
  return someText(source, 'names from elsewhere', '', (text) => hasPlaceholder(text) || elsewhere.test(text));
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
