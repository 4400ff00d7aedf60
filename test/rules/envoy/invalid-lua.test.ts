import { checkDiagnostics } from '../../fixture/check.ts';

const code = 'envoy/invalid-lua';
const filters = 'type.googleapis.com/envoy.extensions.filters.http';
const filter = (fields: string): string =>
  `#- /envoy-config.yaml stock:sidecar-config\n#~ - name: envoy.filters.http.router => - name: lua\\n                        typed_config: { "@type": ${filters}.lua.v3.Lua, ${fields} }\\n                      - name: envoy.filters.http.router\n`;
const found = (at: string, words: string): string =>
  `#? error ${code} at "${at}": This Lua script is not valid: ${words}.\n`;

describe(code, () => {
  it('reports scripts in every field of the filter', () => {
    checkDiagnostics(
      `${filter('inline_code: "if x do end"')}#? warning envoy/deprecated-field at "inline_code"\n${found('do end', "'then' expected before 'do'")}`,
    );
    checkDiagnostics(
      `${filter('default_source_code: { inline_string: "x = = 1" }')}${found('= 1', "'<expression>' expected before '='")}`,
    );
    checkDiagnostics(
      `${filter('source_codes: { a.lua: { inline_string: "function f(" } }')}${found('function f(', "'<name> or '...'' is missing at the end")}`,
    );
  });

  it('reports scripts of routes', () => {
    checkDiagnostics(
      `#- /envoy-config.yaml stock:sidecar-config\n#~ route: { cluster: app } => route: { cluster: app }\\n                              typed_per_filter_config: { lua: { "@type": ${filters}.lua.v3.LuaPerRoute, source_code: { inline_string: "local 77" } } }\n#? error ${code} at "77": This Lua script is not valid: '<name>' expected before '77'.\n#? warning envoy/per-route-name-unknown at "lua"\n`,
    );
  });

  it('points at the line in a block scalar', () => {
    checkDiagnostics(`#- /envoy.yaml
static_resources:
  clusters: []
  listeners:
    - name: a
      address: { socket_address: { address: 127.0.0.1, port_value: 8080 } }
      filter_chains:
        - filters:
            - name: hcm
              typed_config:
                "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
                stat_prefix: a
                route_config: { name: a }
                http_filters:
                  - name: lua
                    typed_config:
                      "@type": ${filters}.lua.v3.Lua
                      default_source_code:
                        inline_string: |
                          function envoy_on_request(handle)
                            if handle:headers():get("a") do
#                                                        ^^ error ${code}
                            end
                          end
                  - name: router
                    typed_config: { "@type": ${filters}.router.v3.Router }
`);
  });

  it('is silent on placeholders and files', () => {
    checkDiagnostics(filter('default_source_code: { inline_string: "x = ${VALUE} =" }'));
    checkDiagnostics(filter('default_source_code: { filename: /lua/x.lua }'));
  });
});
