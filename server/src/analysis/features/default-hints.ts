import { field } from '../envoy/envoy-field.ts';
import { isElision } from '../envoy/validate/loaded-scalar.ts';
import {
  entryPosition,
  itemPosition,
  mapContent,
  positionOf,
  type TypedPosition,
} from '../envoy/typed/typed-position.ts';
import { overlaps, type TextRange } from '../text/text-range.ts';
import type { EnvoySource } from '../workspace/envoy-source.ts';
import type { YamlMap, YamlNode, YamlScalar } from '../yaml/syntax/yaml-node.ts';
import { placeOf } from '../yaml/syntax/yaml-path.ts';

/** A field that is not written, and what Envoy uses instead. */
export interface EffectiveDefault {
  /** The scalar of the same message behind which it is shown. */
  readonly at: YamlScalar;
  readonly field: string;
  /** As it would be written. */
  readonly value: string;
}

interface KnownDefault {
  /** The field whose value is always there in a message to which the default applies. */
  readonly behind: string;
  readonly field: string;
  readonly value: string;
  /** Fields with which the default does not apply. */
  readonly without?: readonly string[];
}

/** The defaults that surprise, by the full name of the message. Source: the descriptions of the fields in Envoy's documentation. */
const defaults: Readonly<Record<string, KnownDefault>> = {
  'envoy.config.cluster.v3.Cluster': {
    behind: 'name',
    field: 'connect_timeout',
    value: '5s',
    without: ['cluster_type'],
  },
  'envoy.config.route.v3.RouteAction': { behind: 'cluster', field: 'timeout', value: '15s' },
  'envoy.config.route.v3.RetryPolicy': { behind: 'retry_on', field: 'num_retries', value: '1' },
  'envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager': {
    ...{ behind: 'stat_prefix', field: 'stream_idle_timeout', value: '300s' },
  },
  'envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy': {
    behind: 'stat_prefix',
    field: 'idle_timeout',
    value: '3600s',
  },
};

/** The defaults in a part of a config. */
export function effectiveDefaults({ config, type }: EnvoySource, within: TextRange): readonly EffectiveDefault[] {
  const found: EffectiveDefault[] = [];
  addDefaults(config.root, positionOf(type), within, found);
  return found;
}

function addDefaults(
  node: YamlNode,
  at: TypedPosition | undefined,
  within: TextRange,
  found: EffectiveDefault[],
): void {
  if (!at || node.kind === 'scalar' || node.aliasRange || !overlaps(placeOf(node), within)) return;
  if (node.kind === 'seq') {
    const below = itemPosition(at);
    for (const item of node.items) addDefaults(item, below, within, found);
    return;
  }
  const type = at.form === 'map' ? undefined : mapContent(at, node)?.message;
  const known = type !== undefined && Object.hasOwn(defaults, type) ? defaults[type] : undefined;
  if (known) found.push(...defaultOf(node, known, within));
  for (const { key, value } of node.entries)
    if (value) addDefaults(value, entryPosition(at, node, key.text), within, found);
}

/** Nothing is certain of a message with a merge key or with parts that documentation leaves out. */
function defaultOf(map: YamlMap, known: KnownDefault, within: TextRange): readonly EffectiveDefault[] {
  const at = field(map, known.behind);
  if (at?.kind !== 'scalar' || at.aliasRange || !overlaps(placeOf(at), within)) return [];
  if ([known.field, ...(known.without ?? [])].some((name) => field(map, name))) return [];
  const isOpen = map.entries.some(({ key }) => key.text === '<<' || isElision(key.text));
  return isOpen ? [] : [{ at, field: known.field, value: known.value }];
}
