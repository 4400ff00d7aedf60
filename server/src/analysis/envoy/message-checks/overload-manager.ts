import type { YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { field, fieldEntry, fieldItems } from '../envoy-field.ts';
import { envoyString } from '../envoy-scalar.ts';
import { checkExtension } from './looked-up-extensions.ts';
import { hasElision } from '../has-elision.ts';
import type { CodedCheck, ReportCoded } from './message-check.ts';

/** "Unknown trigger resource …": a trigger names a resource monitor; "Unknown Overload Manager Action …". */
export const overloadNames: CodedCheck = (node, report) => {
  if (hasElision(node)) return;
  const names = fieldItems(field(node, 'resource_monitors')).map((item) => envoyString(field(item, 'name'))?.value);
  if (names.includes(undefined)) return;
  for (const action of fieldItems(field(node, 'actions'))) checkAction(action, report);
  for (const holder of [...fieldItems(field(node, 'actions')), ...fieldItems(field(node, 'loadshed_points'))])
    for (const trigger of fieldItems(field(holder, 'triggers'))) {
      const name = envoyString(field(trigger, 'name'));
      if (name && !names.includes(name.value))
        report('envoy/unknown-name', name.at, "Resource monitor '{0}' is not defined.", name.value);
    }
};

/** "Unknown Overload Manager Action", "… requires typed_config", "… has an unexpected value for the typed_config field" (Envoy 1.36 to 1.40). */
function checkAction(action: YamlNode, report: ReportCoded): void {
  const name = envoyString(field(action, 'name'));
  const short = /^envoy\.overload_actions\.(\w+)$/.exec(name?.value ?? '')?.[1] ?? '';
  const config = fieldEntry(action, 'typed_config');
  if (!name || name.value === '') return;
  if (!plainActions.includes(short) && !actionsWithConfig.includes(short))
    report('envoy/unknown-name', name.at, "Unknown overload action '{0}'.", name.value);
  else if (plainActions.includes(short) && config?.value)
    report('envoy/unsupported-field', config, "The action '{0}' does not support '{1}'.", name.value, 'typed_config');
  else if (short === 'reduce_timeouts' && !config)
    report('envoy/missing-dependency', name.at, "The action '{0}' requires '{1}'.", name.value, 'typed_config');
  const expected = configTypes.get(short);
  if (expected) checkExtension(action, name.value, (type) => type === expected, report);
}

/** "Unable to unpack as …" (Envoy 1.36 to 1.40). */
const configTypes: ReadonlyMap<string, string> = new Map([
  ['reduce_timeouts', 'envoy.config.overload.v3.ScaleTimersOverloadActionConfig'],
  ['shrink_heap', 'envoy.config.overload.v3.ShrinkHeapConfig'],
]);

const plainActions: readonly string[] = [
  ...['stop_accepting_requests', 'disable_http_keepalive'],
  ...['stop_accepting_connections', 'reject_incoming_connections'],
];

const actionsWithConfig: readonly string[] = ['reduce_timeouts', 'reset_high_memory_stream', 'shrink_heap'];
