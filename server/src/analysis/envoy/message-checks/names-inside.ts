import type { YamlNode } from '../../yaml/yaml-node.ts';
import { asMap } from '../../yaml/yaml-path.ts';
import { field, fieldItems } from '../envoy-field.ts';
import { envoyString } from '../envoy-scalar.ts';
import { hasElision } from '../has-elision.ts';
import type { MessageCheck, ReportProblem } from './message-check.ts';

/** "Required provider ['…'] is not configured": a requirement names one of the filter's own providers. */
export const jwtProviders: MessageCheck = (node, report) => {
  const providers = asMap(field(node, 'providers'))?.entries.map(({ key }) => key.text) ?? [];
  if (hasElision(node)) return;
  const rules = fieldItems(field(node, 'rules')).map((rule) => field(rule, 'requires'));
  const named = asMap(field(node, 'requirement_map'))?.entries.map(({ value }) => value) ?? [];
  const states = asMap(field(field(node, 'filter_state_rules'), 'requires'))?.entries.map(({ value }) => value) ?? [];
  for (const requirement of [...rules, ...named, ...states]) checkRequirement(requirement, new Set(providers), report);
};

function checkRequirement(node: YamlNode | undefined, providers: ReadonlySet<string>, report: ReportProblem): void {
  for (const holder of [node, field(node, 'provider_and_audiences')]) {
    const name = envoyString(field(holder, 'provider_name'));
    if (name && name.value !== '' && !providers.has(name.value))
      report('envoy/refused-value', name.at, 'This filter has no provider "{0}": Envoy refuses that.', name.value);
  }
  for (const list of ['requires_any', 'requires_all'])
    for (const item of fieldItems(field(field(node, list), 'requirements'))) checkRequirement(item, providers, report);
}

/** "Unknown trigger resource …": a trigger names a resource monitor; "Unknown Overload Manager Action …". */
export const overloadNames: MessageCheck = (node, report) => {
  if (hasElision(node)) return;
  const names = fieldItems(field(node, 'resource_monitors')).map((item) => envoyString(field(item, 'name'))?.value);
  if (names.includes(undefined)) return;
  for (const holder of [...fieldItems(field(node, 'actions')), ...fieldItems(field(node, 'loadshed_points'))])
    for (const trigger of fieldItems(field(holder, 'triggers'))) {
      const name = envoyString(field(trigger, 'name'));
      if (name && !names.includes(name.value))
        report('envoy/refused-value', name.at, 'There is no resource monitor "{0}": Envoy refuses that.', name.value);
    }
};
