import type { YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { field, fieldEntry, fieldItems, fieldPath } from '../envoy-field.ts';
import { hasElision } from '../has-elision.ts';
import { isUnset } from '../validate/loaded-scalar.ts';
import { checkSocket } from './addresses.ts';
import { checkExtension, isOf } from './looked-up-extensions.ts';
import type { CodedCheck, ReportCoded } from './message-check.ts';

/** The addresses that a cluster connects from. */
export const clusterBindConfig: CodedCheck = (node, report) =>
  checkBinding(field(node, 'upstream_bind_config'), report);

/** Those for all clusters: Envoy reads them with the first cluster that does not set any. */
export const commonBindConfig: CodedCheck = (node, report) => {
  const clusters = fieldItems(fieldPath(node, 'static_resources', 'clusters'));
  if (clusters.some((cluster) => isUnset(field(cluster, 'upstream_bind_config'))))
    checkBinding(fieldPath(node, 'cluster_manager', 'upstream_bind_config'), report);
};

function checkBinding(node: YamlNode | undefined, report: ReportCoded): void {
  if (node?.kind !== 'map') return;
  checkSocket(field(node, 'source_address'), report);
  checkExtension(
    field(node, 'local_address_selector'),
    'local_address_selector',
    isOf('envoy.upstream.local_address_selector'),
    report,
  );
  const lists = ['extra_source_addresses', 'additional_source_addresses'].flatMap((name) => {
    const entry = fieldEntry(node, name);
    return entry && fieldItems(entry.value).length > 0 ? [entry] : [];
  });
  for (const item of lists.flatMap(({ value }) => fieldItems(value)))
    checkSocket(field(item, 'address')?.kind === 'map' ? field(item, 'address') : item, report);
  const [first, second] = lists;
  if (first && second)
    report(
      'envoy/conflicting-fields',
      second,
      "'{0}' cannot be used together with '{1}'.",
      second.key.text,
      first.key.text,
    );
  else if (first && isUnset(field(node, 'source_address')) && !hasElision(node))
    report('envoy/missing-dependency', first, "'{0}' requires '{1}'.", first.key.text, 'source_address');
}
