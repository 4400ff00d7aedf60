import { isFrom } from '../../schema/envoy-versions.ts';
import { blockCheck, type Memo } from '../../yaml/incremental/memo.ts';
import type { YamlEntry, YamlMap } from '../../yaml/syntax/yaml-node.ts';
import { asMap } from '../../yaml/syntax/yaml-path.ts';
import { apiType } from '../enum-field.ts';
import { field, fieldEntry, fieldPath } from '../envoy-field.ts';
import { visitApiMaps } from '../extensions.ts';
import { hasElision } from '../has-elision.ts';
import { loadedListenerNodes } from '../loaded-listeners.ts';
import { isUnset } from '../validate/loaded-scalar.ts';
import type { CodedCheck } from './message-check.ts';
import { hasUnknownKeys } from './unknown-keys.ts';

/**
 * "vhds: ADS must use DELTA_GRPC api_type", "ADS config source specified but no ADS configured in bootstrap" (Envoy 1.39 and 1.40; earlier
 * versions never get the virtual hosts).
 */
export const virtualHostsByAds: CodedCheck = (node, report, { version, memo }) => {
  if (!isFrom('1.39', version ?? '1.40')) return;
  const sources = sourcesIn(node, memo);
  if (sources.length === 0) return;
  const dynamic = field(node, 'dynamic_resources');
  const ads = field(dynamic, 'ads_config');
  const isKnown = !hasElision(node, memo) && !hasUnknownKeys(node, 'envoy.config.bootstrap.v3.Bootstrap');
  const type = isUnset(ads) ? undefined : apiType(ads);
  const isLacking = isUnset(ads) && isKnown && (isUnset(dynamic) || !isUnsure(asMap(dynamic)));
  if (!isLacking && type !== 'GRPC') return;
  for (const source of sources)
    if (isLacking)
      report('envoy/missing-dependency', source, "'{0}' requires '{1}'.", 'ads', 'dynamic_resources.ads_config');
    else
      report(
        'envoy/invalid-config-source',
        source,
        "Virtual hosts can come from '{0}' only if the '{1}' of '{2}' is '{3}'.",
        'ads',
        'api_type',
        'ads_config',
        'DELTA_GRPC',
      );
};

const isUnsure = (dynamic: YamlMap | undefined): boolean =>
  !dynamic || hasElision(dynamic) || hasUnknownKeys(dynamic, 'envoy.config.bootstrap.v3.Bootstrap.DynamicResources');

/** The entries that take virtual hosts from ADS. */
function sourcesIn(root: YamlMap, memo: Memo): readonly YamlEntry[] {
  const found: YamlEntry[] = [];
  const blocks = blockCheck(memo, 'virtual hosts from ADS', () => found.length);
  for (const listener of loadedListenerNodes(root))
    visitApiMaps(
      listener,
      (map) => {
        const source = fieldPath(map, 'vhds', 'config_source');
        const ads = fieldEntry(source, 'ads');
        if (ads?.value && !isUnset(ads.value)) found.push(ads);
      },
      (node, into) => blocks.look(node, '', into),
    );
  return found;
}
