import { field, fieldItems } from '../../envoy/envoy-field.ts';
import { envoyString } from '../../envoy/envoy-scalar.ts';
import { hasElision } from '../../envoy/has-elision.ts';
import type { ReportProblem } from '../../envoy/message-checks/message-check.ts';
import { isUnset } from '../../envoy/validate/loaded-scalar.ts';
import type { YamlMap, YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { asMap } from '../../yaml/syntax/yaml-path.ts';
import { messageRule } from '../rule.ts';

export const unknownName = messageRule({
  code: 'envoy/unknown-name',
  formerCodes: ['envoy/refused-value', 'envoy/conflicting-fields'],
  severity: 'error',
  summary: 'A name is not defined in the config or not built into Envoy.',
  why: 'Envoy looks up the name when it loads the config: the local cluster, static secrets, JWT providers, resource monitors and overload actions, and resolvers.',
  examples: [
    {
      before: `#- /envoy-config.yaml stock:sidecar-config
#~ admin: => cluster_manager: { local_cluster_name: nowhere }\\n    admin:
#? error envoy/unknown-name at "nowhere": Local cluster 'nowhere' is not defined in 'static_resources'.
`,
    },
  ],
  visits: {
    'envoy.extensions.filters.http.jwt_authn.v3.JwtAuthentication': jwtProviders,
  },
});

/** "Required provider ['…'] is not configured": a requirement names one of the filter's own providers. */
function jwtProviders(node: YamlMap, report: ReportProblem): void {
  const providers = asMap(field(node, 'providers'))?.entries.map(({ key }) => key.text) ?? [];
  if (hasElision(node)) return;
  const rules = fieldItems(field(node, 'rules')).map((rule) => field(rule, 'requires'));
  const map = asMap(field(node, 'requirement_map'))?.entries ?? [];
  const named = map.map(({ value }) => value);
  for (const rule of fieldItems(field(node, 'rules'))) {
    const name = envoyString(field(rule, 'requirement_name'));
    if (name && !map.some(({ key }) => key.text === name.value))
      report(name.at, "'{0}' is not defined in '{1}'.", name.value, 'requirement_map');
  }
  const states = asMap(field(field(node, 'filter_state_rules'), 'requires'))?.entries.map(({ value }) => value) ?? [];
  for (const requirement of [...rules, ...named, ...states]) checkRequirement(requirement, new Set(providers), report);
}

function checkRequirement(node: YamlNode | undefined, providers: ReadonlySet<string>, report: ReportProblem): void {
  for (const holder of [node, field(node, 'provider_and_audiences')]) {
    const name = envoyString(field(holder, 'provider_name'));
    if (name && name.value !== '' && !isUnset(name.at) && !providers.has(name.value))
      report(name.at, "Provider '{0}' is not defined in this filter.", name.value);
  }
  for (const list of ['requires_any', 'requires_all'])
    for (const item of fieldItems(field(field(node, list), 'requirements'))) checkRequirement(item, providers, report);
}
