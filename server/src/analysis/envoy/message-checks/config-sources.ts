import { apiType } from '../enum-field.ts';
import type { YamlMap, YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { asMap } from '../../yaml/syntax/yaml-path.ts';
import { field, fieldEntry, fieldItems } from '../envoy-field.ts';
import { isListed, jsonName, messageOf } from '../../schema/envoy-facts.ts';
import { isUnset } from '../validate/loaded-scalar.ts';
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
