import { apiType } from '../enum-field.ts';
import type { YamlMap, YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { asMap } from '../../yaml/syntax/yaml-path.ts';
import { field, fieldEntry, fieldItems } from '../envoy-field.ts';
import { envoyString } from '../envoy-scalar.ts';
import { isListed, jsonName, messageOf } from '../../schema/envoy-facts.ts';
import { isUnfilled, isUnset } from '../validate/loaded-scalar.ts';
import { hasElision } from '../has-elision.ts';
import type { CodedCheck, ReportCoded } from './message-check.ts';
import { hasUnknownKeys } from './unknown-keys.ts';
import { anyType, anyUrl } from '../typed/any-type.ts';

/**
 * The server of the resources, by the kind of API: gRPC requires a service and no clusters, REST requires clusters and
 * an interval (Envoy 1.40: "API configs must have either a gRPC service or a cluster name defined", "refresh_delay is
 * required"). Envoy does not check the source of health discovery when it loads the config.
 */
export const apiConfigSource =
  (fieldName: string): CodedCheck =>
  (holder, report) => {
    const node = asMap(field(holder, fieldName));
    // Two spellings of the field are joined.
    if (holder.entries.filter(({ key }) => key.text === fieldName || key.text === jsonName(fieldName)).length > 1)
      return;
    if (!node || hasElision(node) || hasUnknownKeys(node, 'envoy.config.core.v3.ApiConfigSource')) return;
    const at = fieldEntry(node, 'api_type') ?? node.entries[0] ?? node;
    const type = apiType(node);
    if (type === 'DEPRECATED_AND_UNAVAILABLE_DO_NOT_USE')
      report('envoy/missing-field', at, "'{0}' is required. Its default value is no longer supported.", 'api_type');
    else if (type?.endsWith('GRPC')) checkGrpc(node, report, at);
    else if (type === 'REST') checkRest(node, report, at);
  };

function checkGrpc(node: YamlMap, report: ReportCoded, at: Parameters<ReportCoded>[1]): void {
  const names = fieldEntry(node, 'cluster_names');
  if (names && fieldItems(names.value).length > 0)
    report(
      'envoy/invalid-config-source',
      names,
      "'{1}' cannot be used with gRPC. Use '{0}'.",
      'grpc_services',
      'cluster_names',
    );
  else if (isNone(field(node, 'grpc_services')))
    report('envoy/missing-field', at, "'{0}' is required for gRPC.", 'grpc_services');
}

function checkRest(node: YamlMap, report: ReportCoded, at: Parameters<ReportCoded>[1]): void {
  const services = fieldEntry(node, 'grpc_services');
  if (services && fieldItems(services.value).length > 0)
    report(
      'envoy/invalid-config-source',
      services,
      "'{1}' cannot be used with REST. Use '{0}'.",
      'cluster_names',
      'grpc_services',
    );
  else if (isNone(field(node, 'cluster_names')))
    report('envoy/missing-field', at, "'{0}' is required for REST.", 'cluster_names');
  else if (!field(node, 'refresh_delay'))
    report('envoy/missing-field', at, "'{0}' is required for REST.", 'refresh_delay');
}

const isNone = (node: YamlNode | undefined): boolean =>
  isUnset(node) || (node?.kind === 'seq' && node.items.length === 0);

/** Only `ads_config` and the sources of authorities are aggregated (Envoy 1.40: "Unsupported config source AGGREGATED_GRPC"). */
export const plainSource =
  (...names: readonly string[]): CodedCheck =>
  (node, report) => {
    for (const name of names) {
      const source = field(field(node, name), 'api_config_source');
      const type = field(source, 'api_type');
      if (type && apiType(source)?.startsWith('AGGREGATED_'))
        report(
          'envoy/invalid-config-source',
          type,
          "'{0}' must be '{1}', '{2}' or '{3}'. To use ADS, write '{4}'.",
          'api_type',
          'GRPC',
          'DELTA_GRPC',
          'REST',
          'ads: {}',
        );
    }
  };

/** "Missing config source specifier": resources of these kinds cannot come from the server that Envoy talks with already. */
export const foreignSource =
  (...names: readonly string[]): CodedCheck =>
  (node, report) => {
    for (const name of names) {
      const self = fieldEntry(field(node, name), 'self');
      if (self?.value && !isUnset(self.value))
        report('envoy/unsupported-field', self, "'{0}' is not supported in '{1}'.", 'self', name);
    }
  };

/** "Missing config source specifier": a layer of the runtime requires a source. */
export const runtimeSource: CodedCheck = (node, report) => {
  if (!isUnset(field(node, 'rtds_config')) || hasElision(node)) return;
  if (hasUnknownKeys(node, 'envoy.config.bootstrap.v3.RuntimeLayer.RtdsLayer')) return;
  report('envoy/missing-field', node.entries[0] ?? node, "'{0}' is required.", 'rtds_config');
};

/** "… does not have a xdstp:, http: or file: scheme": collections of clusters are named by a URL. */
export const clusterCollection: CodedCheck = (node, report) => {
  const locator = envoyString(field(node, 'cds_resources_locator'));
  if (!locator || locator.value === '' || isUnfilled(locator.value) || /^(xdstp|http|file):/.test(locator.value))
    return;
  report(
    'envoy/invalid-value',
    locator.at,
    "This must be a URL that starts with '{0}', '{1}' or '{2}'.",
    'xdstp:',
    'http:',
    'file:',
  );
};

/** Extensions of xDS are not listed by the binary, and require a type ("Didn't find a registered implementation"). */
export const xdsExtensions: CodedCheck = (node, report) => {
  for (const name of ['xds_delegate_extension', 'xds_config_tracker_extension']) {
    const config = fieldEntry(field(node, name), 'typed_config');
    if (config?.value?.kind !== 'map' || hasElision(config.value)) continue;
    const url = anyUrl(config.value);
    const type = anyType(config.value) ?? '';
    if (url && messageOf(type) && (isListed(type) || type.startsWith('google.protobuf.')))
      report('envoy/unsupported-field', url, "This type is not supported in '{0}'.", name);
    else if (config.value.entries.length === 0) report('envoy/missing-field', config, "'{0}' is required.", '@type');
  }
};

/** "An RDS config must have either a 'config_source' or an xDS-TP based 'route_config_name'". */
export const routeSource: CodedCheck = (node, report) => {
  const name = field(node, 'route_config_name');
  const text = name ? envoyString(name)?.value : '';
  if (text === undefined || text.startsWith('xdstp:') || !isUnset(field(node, 'config_source')) || hasElision(node))
    return;
  if (hasUnknownKeys(node, 'envoy.extensions.filters.network.http_connection_manager.v3.Rds')) return;
  const at = fieldEntry(node, 'route_config_name') ?? node.entries[0] ?? node;
  report('envoy/missing-field', at, "'{0}' is required.", 'config_source');
};

/** "Only api_config_source type is currently supported for xdstp-based config sources". */
export const authoritySources: CodedCheck = (node, report) => {
  for (const list of ['config_sources', 'default_config_source'])
    for (const source of fieldItems(field(node, list)))
      for (const name of ['path', 'path_config_source', 'ads', 'self']) {
        const entry = fieldEntry(source, name);
        if (entry && !isUnset(entry.value))
          report(
            'envoy/invalid-config-source',
            entry,
            "The source of an authority must be '{0}'.",
            'api_config_source',
          );
      }
};
