import type { YamlMap, YamlNode } from '../yaml/syntax/yaml-node.ts';
import type { Memo } from '../yaml/incremental/memo.ts';
import { valueAt } from '../yaml/syntax/yaml-path.ts';
import type { EnvoyConfig } from './envoy-config.ts';
import { field, fieldItems } from './envoy-field.ts';
import { configOf } from './lower-envoy-config.ts';
import { anyType, anyUrl } from './typed/any-type.ts';

/** Recognises a file of a filesystem subscription (LDS, CDS, RDS, EDS, SDS …) by the types of its resources. */
export function isDiscoveryResponse(root: YamlNode | undefined): boolean {
  if (root?.kind !== 'map' || valueAt(root, 'apiVersion') || valueAt(root, 'kind')) return false;
  return fieldItems(field(root, 'resources')).some((item) => /^[^/]*\/envoy\.\w+\./.test(anyUrl(item)?.text ?? ''));
}

/**
 * Reads it as a part of a config: Envoy gets listeners and clusters from other places as well, so none is certainly
 * missing.
 */
export function lowerDiscoveryResponse(root: YamlMap, memo: Memo): EnvoyConfig {
  const resources = fieldItems(field(root, 'resources')).filter((item): item is YamlMap => item.kind === 'map');
  const ofType = (type: string): YamlMap[] => resources.filter((item) => anyType(item) === type);
  return configOf(root, memo, {
    listeners: () => ofType('envoy.config.listener.v3.Listener'),
    clusters: () => ofType('envoy.config.cluster.v3.Cluster'),
    undefinedClusters: () => new Set(),
    dynamic: { listeners: true, clusters: true },
  });
}
