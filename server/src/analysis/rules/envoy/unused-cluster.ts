import type { EnvoyConfig } from '../../envoy/envoy-config.ts';
import { field, fieldEntry } from '../../envoy/envoy-field.ts';
import { type EnvoySource, isWhole } from '../../workspace/source-file.ts';
import { someNode } from '../../yaml/block-memory.ts';
import { hasPlaceholder } from '../../yaml/placeholder.ts';
import { removeItem } from '../../yaml/yaml-edit.ts';
import type { YamlEntry, YamlMap, YamlNode } from '../../yaml/yaml-node.ts';
import { asSeq } from '../../yaml/yaml-path.ts';
import { message } from '../message.ts';
import { editsIn, type Fix, placeIn, rule, type PlacedSource } from '../rule.ts';

export const unusedCluster = rule({
  code: 'envoy/unused-cluster',
  subject: 'envoy',
  severity: 'hint',
  summary: 'Nothing refers to a cluster.',
  why: 'Envoy keeps it all the same, resolves its names and checks its health. Silent wherever a reference may come from elsewhere: xDS of any kind, headers and plugins that choose clusters, placeholders, or the name in any other text of the config (a Lua script, say).',
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
    if (!isWhole(file, source) || config.listeners.length === 0) return;
    const named = new Set(config.clusterReferences.map(({ name }) => name.value));
    if (config.clusters.every(({ name }) => !name || name.value === '' || named.has(name.value))) return;
    if (config.dynamic.clusters || config.dynamic.listeners || mayComeFromElsewhere(source)) return;
    for (const { node, name } of config.clusters) {
      if (!name || name.value === '' || named.has(name.value)) continue;
      if (someText(source, `texts with ${name.value}`, (text) => text.includes(name.value))) continue;
      report({
        at: placeIn(file, name.at),
        tags: ['unnecessary'],
        message: message('Nothing in this config refers to the cluster "{0}".', name.value),
        fixes: () => fixes({ file, source }, node),
      });
    }
  },
});

/**
 * Whether it is true of some text of the config but the clusters' own names; of keys as well, since some maps are keyed by names.
 * @param topic stands for the question
 */
function someText({ config, memory }: EnvoySource, topic: string, is: (text: string) => boolean): boolean {
  const { maps, parts } = besidesNames(config);
  const inKey = (node: YamlNode): boolean => node.kind === 'map' && node.entries.some(({ key }) => is(key.text));
  return (
    maps.some(inKey) ||
    parts.some((part) =>
      someNode(part, memory, topic, (node) => (node.kind === 'scalar' ? is(node.text) : inKey(node))),
    )
  );
}

/** A config without the names of its clusters: the maps around those, and everything else as a whole. */
function besidesNames({ root, clusters }: EnvoyConfig) {
  const resources = fieldEntry(root, 'static_resources');
  const parts: (YamlNode | undefined)[] = [];
  const maps: YamlMap[] = [];
  const add = (map: YamlNode | undefined, ...leftOut: readonly (YamlEntry | undefined)[]) => {
    if (map?.kind !== 'map') return;
    maps.push(map);
    for (const entry of map.entries) if (!leftOut.includes(entry)) parts.push(entry.value);
  };
  add(root, resources);
  add(resources?.value, fieldEntry(resources?.value, 'clusters'));
  for (const { node } of clusters) {
    const assignment = fieldEntry(node, 'load_assignment');
    add(node, fieldEntry(node, 'name'), assignment);
    add(assignment?.value, fieldEntry(assignment?.value, 'cluster_name'));
  }
  return { maps, parts };
}

/** Fields and types by which clusters are named at run time or from outside. */
const elsewhere =
  /^(dynamic_?resources|default_?config_?source|config_?sources|hds_?config|(scoped_?)?rds|rtds_?layer|.*_?config_?source|ads|config_?discovery|cluster_?header|cluster_?specifier_?plugins?|(inline_?)?cluster_?specifier_?plugin)$|\.(wasm|golang|dynamic_modules|ext_proc|ext_authz)\./i;

function mayComeFromElsewhere(source: EnvoySource): boolean {
  const { clusters, clusterReferences } = source.config;
  const names = new Set(clusters.map(({ name }) => name?.value));
  // A name that is mistyped there may be meant for the one that seems unused here.
  if (clusterReferences.some(({ name }) => !names.has(name.value))) return true;
  return someText(source, 'names from elsewhere', (text) => hasPlaceholder(text) || elsewhere.test(text));
}

function fixes({ file, source }: PlacedSource, node: YamlNode): Fix[] {
  const list = asSeq(field(field(source.config.root, 'static_resources'), 'clusters'));
  if (!list || !source.editable || node.kind !== 'map' || !fieldEntry(node, 'name')) return [];
  return [
    {
      title: message('Remove this cluster'),
      preferred: true,
      edits: [editsIn(file, removeItem(file.text, list, node))],
    },
  ];
}
