import { field, fieldEntry } from '../../envoy/envoy-field.ts';
import { envoyString } from '../../envoy/envoy-scalar.ts';
import { luaError } from '../../envoy/lua-error.ts';
import type { MessageCheck, ReportProblem } from '../../envoy/message-checks/message-check.ts';
import { isUnfilled } from '../../envoy/validate/loaded-scalar.ts';
import { asMap } from '../../yaml/syntax/yaml-path.ts';
import type { YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { messageRule } from '../rule.ts';

export const envoyInvalidLua = messageRule({
  code: 'envoy/invalid-lua',
  severity: 'error',
  summary: 'A Lua script has a syntax error.',
  why: 'Envoy loads every script with LuaJIT before it starts, and rejects the config if one has a syntax error ("script load error"). Only scripts in the config are checked, not files.',
  examples: [
    {
      before: `#- /envoy-config.yaml stock:sidecar-config
#~ - name: envoy.filters.http.router => - name: lua\\n                        typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.http.lua.v3.Lua, default_source_code: { inline_string: "function envoy_on_request(handle) handle:logInfo('a' end" } }\\n                      - name: envoy.filters.http.router
#? error envoy/invalid-lua at "end": This Lua script is not valid: ')' expected before 'end'.
`,
    },
  ],
  visits: {
    'envoy.extensions.filters.http.lua.v3.Lua'(node, report) {
      checkScript(field(node, 'inline_code'), report);
      checkSource(field(node, 'default_source_code'), report);
      for (const { value } of asMap(field(node, 'source_codes'))?.entries ?? []) checkSource(value, report);
    },
    'envoy.extensions.filters.http.lua.v3.LuaPerRoute': sourceCode,
    'envoy.extensions.router.cluster_specifiers.lua.v3.LuaConfig': sourceCode,
    'envoy.extensions.string_matcher.lua.v3.Lua': sourceCode,
  },
});

function sourceCode(...[node, report]: Parameters<MessageCheck>): void {
  checkSource(fieldEntry(node, 'source_code')?.value, report);
}

const checkSource = (source: YamlNode | undefined, report: ReportProblem): void =>
  checkScript(field(source, 'inline_string'), report);

function checkScript(node: YamlNode | undefined, report: ReportProblem): void {
  const script = envoyString(node);
  if (!script || isUnfilled(script.value)) return;
  const error = luaError(script.value);
  if (error) report({ value: script.at, ...error.range }, 'This Lua script is not valid: {0}.', error.words);
}
