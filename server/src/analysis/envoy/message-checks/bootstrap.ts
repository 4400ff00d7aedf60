import { clusterType } from '../cluster-type.ts';
import { apiType } from '../enum-field.ts';
import type { YamlMap, YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { field, fieldEntry, fieldItems, fieldPath } from '../envoy-field.ts';
import { envoyString, envoyUint } from '../envoy-scalar.ts';
import { hasElision } from '../has-elision.ts';
import { isUnset } from '../validate/loaded-scalar.ts';
import type { CodedCheck, ReportCoded } from './message-check.ts';
import { hasUnknownKeys } from './unknown-keys.ts';

/** The cluster that Envoy itself belongs to is one of the config's, even where others come by CDS ("local cluster … must be defined"; Envoy 1.36 to 1.40), and has endpoints of the first priority only. */
export const localCluster: CodedCheck = (node, report) => {
  const name = fieldPath(node, 'cluster_manager', 'local_cluster_name');
  const local = envoyString(name);
  if (!local || local.value === '' || isUnset(name)) return;
  const clusters = fieldItems(fieldPath(node, 'static_resources', 'clusters'));
  const cluster = clusters.find((one) => envoyString(field(one, 'name'))?.value === local.value);
  if (!cluster) {
    report('envoy/unknown-name', local.at, "Local cluster '{0}' is not defined in 'static_resources'.", local.value);
    return;
  }
  if (cluster.kind !== 'map' || !['STATIC', 'STRICT_DNS'].includes(clusterType({ node: cluster }) ?? '')) return;
  for (const locality of fieldItems(fieldPath(cluster, 'load_assignment', 'endpoints'))) {
    const priority = envoyUint(field(locality, 'priority'));
    if (priority && priority.value > 0)
      report(
        'envoy/out-of-range',
        priority.at,
        "Endpoints of the local cluster '{0}' must have priority 0.",
        local.value,
      );
  }
};

/** Runtime layers have unique names, and at most one has an `admin_layer`. */
export const runtimeLayers: CodedCheck = (node, report) => {
  const seen = new Set<string>();
  let admin = false;
  for (const layer of fieldItems(fieldPath(node, 'layered_runtime', 'layers'))) {
    const name = envoyString(field(layer, 'name'));
    if (name && seen.has(name.value))
      report('envoy/duplicate-entry', name.at, "Duplicate runtime layer name '{0}'.", name.value);
    if (name) seen.add(name.value);
    const entry = fieldEntry(layer, 'admin_layer');
    if (entry && admin) report('envoy/too-many-entries', entry, "Only one runtime layer may have an 'admin_layer'.");
    admin ||= entry !== undefined;
  }
};

/**
 * Sources of xDS by authority must be aggregated, must have an authority unless they are the default, and must not
 * repeat one (Envoy 1.36 to 1.40).
 */
export const xdsAuthorities: CodedCheck = (node, report) => {
  for (const source of fieldItems(field(node, 'config_sources'))) {
    if (hasAuthority(source)) checkSource(source, report);
    else report('envoy/missing-field', keyOf(source), "This source requires an authority in '{0}'.", 'authorities');
  }
  checkSource(field(node, 'default_config_source'), report);
};

/** Or may have one. */
function hasAuthority(source: YamlNode): boolean {
  const authorities = field(source, 'authorities');
  if (authorities?.kind === 'scalar' && !isUnset(authorities)) return true;
  return (
    fieldItems(authorities).length > 0 ||
    source.kind !== 'map' ||
    hasElision(source) ||
    hasUnknownKeys(source, 'envoy.config.core.v3.ConfigSource')
  );
}

const keyOf = (source: YamlNode) => (source.kind === 'map' && source.entries[0]) || source;

function checkSource(source: YamlNode | undefined, report: ReportCoded): void {
  const seen = new Set<string>();
  for (const authority of fieldItems(field(source, 'authorities'))) {
    const name = envoyString(field(authority, 'name'));
    if (name && seen.has(name.value))
      report('envoy/duplicate-entry', name.at, "Duplicate authority '{0}' in this source.", name.value);
    if (name) seen.add(name.value);
  }
  const apiSource = field(source, 'api_config_source');
  const type = field(apiSource, 'api_type');
  if (type && ['GRPC', 'DELTA_GRPC', 'REST'].includes(apiType(apiSource) ?? ''))
    report(
      'envoy/invalid-config-source',
      type,
      "The source of an authority must be '{0}' or '{1}'.",
      'AGGREGATED_GRPC',
      'AGGREGATED_DELTA_GRPC',
    );
}

/** Only one management server is allowed, and `ads_config` does not support the aggregated API types. */
export const managementServers: CodedCheck = (node: YamlMap, report) => {
  const ads = field(node, 'ads_config');
  const kinds = ['cds_config', 'lds_config'].map((name) => fieldPath(node, name, 'api_config_source'));
  for (const source of [ads, ...kinds]) {
    const services = fieldEntry(source, 'grpc_services');
    if (services && fieldItems(services.value).length > 1 && ['GRPC', 'DELTA_GRPC'].includes(apiType(source) ?? ''))
      report('envoy/too-many-entries', services, 'Only one management server is allowed here.');
  }
  const type = field(ads, 'api_type');
  if (type && apiType(ads)?.startsWith('AGGREGATED_'))
    report('envoy/invalid-config-source', type, "'{0}' must be '{1}' or '{2}'.", 'api_type', 'GRPC', 'DELTA_GRPC');
};
