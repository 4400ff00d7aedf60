import { extensionTypes, isListed, messageOf } from '../../schema/envoy-facts.ts';
import { slotTakes } from '../../schema/envoy-slots.ts';
import { isFrom } from '../../schema/envoy-versions.ts';
import type { YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { apiType } from '../enum-field.ts';
import { field, fieldEntry, fieldItems, fieldPath } from '../envoy-field.ts';
import { hasElision } from '../has-elision.ts';
import { anyForm, anyType, anyUrl } from '../typed/any-type.ts';
import { isUnset } from '../validate/loaded-scalar.ts';
import type { CodedCheck, ReportCoded } from './message-check.ts';
import { hasUnknownKeys } from './unknown-keys.ts';

/**
 * "Didn't find a registered implementation": an extension of a kind that Envoy looks up in this place but not in others
 * (checked with Envoy 1.36 to 1.40).
 * @param name the field that holds it
 * @param takes whether a message is allowed there
 */
export function checkExtension(
  holder: YamlNode | undefined,
  name: string,
  takes: (type: string) => boolean,
  report: ReportCoded,
): void {
  const config = fieldEntry(holder, 'typed_config');
  if (config?.value?.kind !== 'map' || hasElision(config.value)) return;
  const type = anyType(config.value) ?? '';
  const url = anyUrl(config.value);
  if (config.value.entries.length === 0) report('envoy/missing-field', config, "'{0}' is required.", '@type');
  else if (url && messageOf(type) && anyForm(type) !== 'struct' && !takes(type))
    report('envoy/unsupported-field', url, "This type is not supported in '{0}'.", name);
}

/** Whether a message is an extension of a category. */
export const isOf =
  (category: string) =>
  (type: string): boolean =>
    slotTakes({ categories: [category], types: [], any: false }, type);

/**
 * What a matcher leads to. Which actions there are depends on what is matched, but an extension of another kind is never
 * one, and no action is a Struct.
 */
export const matcherAction: CodedCheck = (node, report) =>
  checkExtension(field(node, 'action'), 'action', mayBeAction, report);

const mayBeAction = (type: string): boolean =>
  type !== 'google.protobuf.Struct' &&
  (!isListed(type) || extensionTypes('envoy.matching.action').some((action) => action.type === type));

/** The validators of a source, and the extensions for retries of its gRPC clients. @param path where the ApiConfigSource is */
export const sourceExtensions =
  (...path: readonly string[]): CodedCheck =>
  (holder, report) => {
    const source = fieldPath(holder, ...path);
    if (!apiType(source)?.endsWith('GRPC')) return;
    for (const validator of fieldItems(field(source, 'config_validators')))
      checkExtension(validator, 'config_validators', isOf('envoy.config.validators'), report);
    for (const service of fieldItems(field(source, 'grpc_services'))) checkRetries(service, report);
  };

/** The extensions for retries of a gRPC client. @param path where the GrpcService is */
export const serviceRetries =
  (...path: readonly string[]): CodedCheck =>
  (holder, report) =>
    checkRetries(fieldPath(holder, ...path), report);

/** The extensions for retries of an HTTP client. @param from the first version that looks at them */
export const httpRetries =
  (from: string): CodedCheck =>
  (holder, report, { version }) => {
    if (isFrom(from, version ?? '1.40')) checkRetryPolicy(field(holder, 'retry_policy'), report);
  };

/** Clients of Google's library do not look at them, and neither do those that are made for each request. */
function checkRetries(service: YamlNode | undefined, report: ReportCoded): void {
  if (!isUnset(field(service, 'envoy_grpc'))) checkRetryPolicy(field(service, 'retry_policy'), report);
}

function checkRetryPolicy(policy: YamlNode | undefined, report: ReportCoded): void {
  for (const [name, category, message] of retryExtensions)
    for (const holder of fieldItems(field(policy, name))) {
      checkExtension(holder, name, isOf(category), report);
      const type = `envoy.config.core.v3.RetryPolicy.${message}`;
      if (holder.kind !== 'map' || field(holder, 'typed_config') || hasElision(holder) || hasUnknownKeys(holder, type))
        continue;
      report('envoy/missing-field', fieldEntry(holder, 'name') ?? holder, "'{0}' is required.", 'typed_config');
    }
}

const retryExtensions = [
  ['retry_priority', 'envoy.retry_priorities', 'RetryPriority'],
  ['retry_host_predicate', 'envoy.retry_host_predicates', 'RetryHostPredicate'],
] as const;
