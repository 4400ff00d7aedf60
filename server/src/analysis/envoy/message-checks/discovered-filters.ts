import { typeOfUrl } from '../../schema/envoy-facts.ts';
import { slotTakes } from '../../schema/envoy-slots.ts';
import { mayHaveBeenExtension } from '../../schema/envoy-versions.ts';
import type { YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { socketProtocol } from '../enum-field.ts';
import { field, fieldEntry, fieldItems, fieldPath } from '../envoy-field.ts';
import { envoyBool, envoyString } from '../envoy-scalar.ts';
import { hasElision } from '../has-elision.ts';
import { anyContent, anyUrl } from '../typed/any-type.ts';
import { isUnfilled, isUnset } from '../validate/loaded-scalar.ts';
import type { CodedCheck, MessageContext, ReportCoded } from './message-check.ts';
import { hasUnknownKeys } from './unknown-keys.ts';

/**
 * A filter whose config comes from xDS: "no factory found for a required type URL", "filter config has type URL … but expect …",
 * "applied without warming but has no default config" (Envoy 1.36 to 1.40). Network filters are only compared with their default.
 * @param categories of the filters; empty if Envoy looks up none of the types
 */
export const discoveredFilter =
  (...categories: readonly string[]): CodedCheck =>
  (node, report, context) =>
    checkSource(field(node, 'config_discovery'), categories, report, context);

function checkSource(
  source: YamlNode | undefined,
  categories: readonly string[],
  report: ReportCoded,
  context: MessageContext,
): void {
  if (source?.kind !== 'map' || hasElision(source) || hasUnknownKeys(source, SOURCE)) return;
  const urls = typeUrls(field(source, 'type_urls'));
  if (categories.length > 0) {
    for (const url of urls) checkType(url, categories, report, context);
    checkWarming(source, report);
  }
  checkDefault(field(source, 'default_config'), urls, report);
}

const SOURCE = 'envoy.config.core.v3.ExtensionConfigSource';

const typeUrls = (list: YamlNode | undefined): readonly YamlNode[] =>
  list?.kind === 'seq' ? list.items : list && !isUnset(list) ? [list] : [];

/** The name of the type in a URL. Undefined if it is filled in later. */
function typeIn(url: YamlNode): string | undefined {
  const text = envoyString(url)?.value;
  return text === undefined || isUnfilled(text) ? undefined : text.slice(text.lastIndexOf('/') + 1);
}

function checkType(
  url: YamlNode,
  categories: readonly string[],
  report: ReportCoded,
  { version, contrib }: MessageContext,
): void {
  const type = typeIn(url);
  if (type === '') report('envoy/invalid-value', url, "'{0}' must not be empty.", 'type_urls');
  if (type === undefined || type === '' || mayHaveBeenExtension(type, version)) return;
  if (typeOfUrl(type).kind === 'contrib' && contrib) return;
  if (!slotTakes({ categories, types: [], any: false }, type))
    report('envoy/unknown-name', url, "'{0}' is not the type of such a filter.", type);
}

function checkWarming(source: YamlNode, report: ReportCoded): void {
  const at = fieldEntry(source, 'apply_default_config_without_warming');
  if (at && envoyBool(at.value) === true && isUnset(field(source, 'default_config')))
    report('envoy/missing-dependency', at, "'{0}' requires '{1}'.", at.key.text, 'default_config');
}

function checkDefault(config: YamlNode | undefined, urls: readonly YamlNode[], report: ReportCoded): void {
  const url = anyUrl(config);
  const { type } = anyContent(config);
  const types = urls.map(typeIn);
  if (!url || type === undefined || types.length === 0 || types.some((one) => one === undefined || one === type))
    return;
  report('envoy/invalid-value', url, "The type of '{0}' must be one of '{1}'.", 'default_config', 'type_urls');
}

/**
 * The same for the filters of a listener. "UDP listener filter: … is configured with unsupported dynamic configuration" (Envoy 1.36 to
 * 1.40).
 */
export const discoveredListenerFilters: CodedCheck = (node, report, context) => {
  const isUdp = socketProtocol(fieldPath(node, 'address', 'socket_address')) === 'UDP';
  for (const filter of fieldItems(field(node, 'listener_filters'))) {
    const entry = fieldEntry(filter, 'config_discovery');
    if (!entry || isUnset(entry.value)) continue;
    if (isUdp) report('envoy/unsupported-field', entry, "'{0}' is not supported in a UDP listener.", entry.key.text);
    else checkSource(entry.value, ['envoy.filters.listener'], report, context);
  }
};
