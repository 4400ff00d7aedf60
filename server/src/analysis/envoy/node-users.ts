import { blockCheck, type Memo } from '../yaml/incremental/memo.ts';
import type { YamlEntry, YamlMap } from '../yaml/syntax/yaml-node.ts';
import type { EnvoyConfig } from './envoy-config.ts';
import { field, fieldEntry, fieldItems } from './envoy-field.ts';
import { visitApiMaps } from './extensions.ts';
import { droppedListeners } from './loaded-listeners.ts';
import { isUnset } from './validate/loaded-scalar.ts';
import { extensionType } from './typed/any-type.ts';
import { isFrom } from '../schema/envoy-versions.ts';

/**
 * The parts of a bootstrap for which Envoy requires a node: a management server, any source of resources except for
 * listeners, even a file, and statistics over TCP ("node 'id' and 'cluster' are required"; checked with Envoy 1.36 and
 * 1.40, field by field). Virtual hosts on demand require it since 1.39.
 * @param version the target version of Envoy; the newest without
 */
export function firstNodeUser(
  { root, listeners }: EnvoyConfig,
  text: string,
  memo: Memo,
  version: string | undefined,
): YamlEntry | undefined {
  const own = [
    ...sourceEntries(root, ['ads_config', 'cds_config'], 'dynamic_resources'),
    ...sourceEntries(root, ['config_sources']),
    ...statsSinks(root),
  ];
  if (own[0] || !telling.test(text)) return own[0];
  const dropped = new Set<unknown>(droppedListeners({ listeners }).map(([{ node }]) => node));
  const found: YamlEntry[] = [];
  const hasVhds = version === undefined || isFrom('1.39', version);
  const blocks = blockCheck(memo, 'users of the node', () => found.length);
  visitApiMaps(
    root,
    (map) => found.push(...usersIn(map, hasVhds)),
    (node, into) => {
      if (found.length > 0 || dropped.has(node)) return;
      // What Envoy drops depends on more than the block.
      if (dropped.size > 0) into();
      else blocks.look(node, `${hasVhds}`, into);
    },
  );
  return found[0];
}

/** Most configs contain none of these words, so they do not need to be searched. */
const telling = /(?:eds|sds|rtds|rds)_?config|config_?source|odcds/i;

const usersIn = (map: YamlMap, hasVhds: boolean): YamlEntry[] => [
  ...sourceEntries(map, ['sds_config', 'rtds_config', 'scoped_rds_config_source']),
  ...sourceEntries(map, ['eds_config'], 'eds_cluster_config'),
  ...['rds', 'trds', 'generic_rds', 'config_discovery', 'dynamic_config'].flatMap((holder) =>
    sourceEntries(map, ['config_source'], holder),
  ),
  ...[
    ...sourceEntries(map, ['source'], 'odcds'),
    ...sourceEntries(map, ['odcds_config']),
    ...(hasVhds ? sourceEntries(map, ['config_source'], 'vhds') : []),
  ].filter(isOwnSource),
];

/** Clusters and virtual hosts on demand from ADS are left to `ads_config`. */
const isOwnSource = ({ value }: YamlEntry): boolean => !fieldEntry(value, 'ads');

function sourceEntries(map: YamlMap, names: readonly string[], within?: string): YamlEntry[] {
  const holder = within === undefined ? map : field(map, within);
  return names.flatMap((name) => {
    const entry = fieldEntry(holder, name);
    return entry && fieldItems(entry.value).some((source) => source.kind === 'map' && source.entries.length > 0)
      ? [entry]
      : [];
  });
}

/** Of Envoy's own sinks, the one for statsd. */
const statsSinks = (root: YamlMap): YamlEntry[] =>
  fieldItems(field(root, 'stats_sinks')).flatMap((sink) => {
    const entry = fieldEntry(field(sink, 'typed_config'), 'tcp_cluster_name');
    return entry && !isUnset(entry.value) && extensionType(sink) === 'envoy.config.metrics.v3.StatsdSink'
      ? [entry]
      : [];
  });
