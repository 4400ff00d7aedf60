import { wrongExtensionCategory } from '../../../server/src/analysis/rules/envoy/wrong-extension-category.ts';
import { checkDiagnostics, checkFix } from '../../fixture/check.ts';
import { error, quiet } from '../../envoy/message-checks/configs.ts';
import { routed } from './routed.ts';
import { filtered, httpFilter, routerFilter } from './filtered.ts';

const code = 'envoy/wrong-extension-category';
const filters = 'type.googleapis.com/envoy.extensions.filters.http';
const perRoute = (name: string, type: string) =>
  filtered(routerFilter).replace(
    'virtual_hosts: []',
    `typed_per_filter_config: { ${name}: { "@type": ${filters}.${type} } }`,
  );

/** The filters of the fixtures have other names: what is checked here is the type. */
const check = (fixture: string) => checkDiagnostics(fixture, { 'envoy/per-route-name-unknown': 'off' });

describe(code, () => {
  it('reports its examples, and the fix repairs them', () => {
    for (const { before, after } of wrongExtensionCategory.examples) {
      checkDiagnostics(before);
      if (after !== undefined) checkFix(before, code, after);
    }
  });

  it('knows the filters that have no config for routes', () => {
    check(
      `${perRoute('a', 'grpc_web.v3.GrpcWeb')}#? error ${code} at "${filters}.grpc_web.v3.GrpcWeb": 'GrpcWeb' is not a per-route config, and this filter does not support one.\n`,
    );
    check(perRoute('a', 'lua.v3.LuaPerRoute, disabled: true'));
  });

  it('knows the versions in which a filter has no config for routes', () => {
    const config = perRoute('a', 'set_metadata.v3.Config, metadata: [{ metadata_namespace: a, value: { a: b } }]');
    check(config);
    const old = config.replace('\n', '\n# envoy-sidecar: version=1.38\n');
    check(
      `${old}#? error ${code} at "${filters}.set_metadata.v3.Config": 'Config' is not a per-route config, and this filter does not support one.\n`,
    );
  });

  it("refuses a filter's own config for routes, and its config for routes in the list of filters", () => {
    check(
      `${perRoute('a', 'buffer.v3.Buffer, max_request_bytes: 9')}#? error ${code} at "${filters}.buffer.v3.Buffer": 'Buffer' is not a per-route config. Use 'BufferPerRoute'.\n`,
    );
    check(
      `${filtered(httpFilter('lua', 'lua.v3.LuaPerRoute', '').replace(' } }', ', disabled: true } }'), routerFilter)}#? error ${code} at "${filters}.lua.v3.LuaPerRoute"\n`,
    );
  });

  it('warns if such a config is empty, unless the other one requires something', () => {
    for (const [type, written] of [
      ['lua.v3.Lua', 'lua.v3.Lua'],
      ['rbac.v3.RBAC', 'rbac.v3.RBAC, rules_stat_prefix: ""'],
    ])
      check(`${perRoute('a', written ?? '')}#? warning ${code} at "${filters}.${type}"\n`);
    check(
      `${filtered(httpFilter('lua', 'lua.v3.LuaPerRoute'), routerFilter)}#? warning ${code} at "${filters}.lua.v3.LuaPerRoute"\n`,
    );
    check(`${perRoute('a', 'ext_authz.v3.ExtAuthz')}#? error ${code} at "${filters}.ext_authz.v3.ExtAuthz"\n`);
  });

  it('changes the type, and moves the fields to their places in the other type', () => {
    checkFix(
      perRoute('a', 'buffer.v3.Buffer, max_request_bytes: 9'),
      code,
      perRoute('a', 'buffer.v3.BufferPerRoute, buffer: { max_request_bytes: 9 }').replace(
        /"@type": (\S+),/,
        '"@type": $1,',
      ),
    );
    const mutations = 'mutations: { request_mutations: [{ remove: a }] }';
    checkFix(
      perRoute('a', `header_mutation.v3.HeaderMutation, ${mutations}`),
      code,
      perRoute('a', `header_mutation.v3.HeaderMutationPerRoute, ${mutations}`),
    );
  });

  it('reads a TypedStruct as the config that belongs there, and knows the types that no extension has', () => {
    const struct = (type: string, value: string) =>
      `{ "@type": type.googleapis.com/xds.type.v3.TypedStruct, type_url: ${type}, value: ${value} }`;
    check(
      `${filtered(`{ name: a, typed_config: ${struct('x/a.B', '{}')} }`, routerFilter)}#? error envoy/unknown-extension at "x/a.B"\n`,
    );
    check(
      `${filtered(`{ name: a, typed_config: ${struct(`${filters}.lua.v3.LuaPerRoute`, '{ disabled: true }')} }`, routerFilter)}#? error envoy/unknown-field at "disabled"\n`,
    );
  });

  it('takes a Struct for a type of clusters that Envoy knows by name', () => {
    const cluster = (name: string, value: string) => `#- /envoy.yaml
static_resources:
  clusters:
    - name: store
      connect_timeout: 1s
      lb_policy: CLUSTER_PROVIDED
      cluster_type:
        name: ${name}
        typed_config: { "@type": type.googleapis.com/google.protobuf.Struct, value: ${value} }
`;
    check(cluster('envoy.clusters.redis', '{ cluster_refresh_rate: 30s }'));
    check(`${cluster('envoy.clusters.redis', '{ refresh: 30s }')}#? error envoy/unknown-field at "refresh"\n`);
    check(`${cluster('mine', '{}')}#? error ${code} at "type.googleapis.com/google.protobuf.Struct"\n`);
  });

  it('accepts a protocol option, a socket and a wrapped filter in their places', () => {
    check(`#- /envoy.yaml
static_resources:
  clusters:
    - name: app
      transport_socket:
        name: tls
        typed_config: { "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext }
#? error ${code} at "type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext"
`);
    check(
      filtered(
        `{ name: m, typed_config: { "@type": type.googleapis.com/xds.type.v3.TypedStruct, type_url: ${filters}.router.v3.Router } }`,
      ),
    );
  });
});

describe('filters', () => {
  const off = { ...quiet, 'envoy/unknown-cluster': 'off' } as const;

  it('are left out if they are optional and of another place (asked of Envoy 1.36 to 1.40)', () => {
    const optional = (type: string, isOptional: string, fields = '') =>
      filtered(
        `{ name: one, is_optional: ${isOptional}, typed_config: { "@type": type.googleapis.com/${type}${fields} } }`,
        routerFilter,
      );
    const sni = 'envoy.extensions.filters.network.sni_cluster.v3.SniCluster';
    const route = 'envoy.extensions.filters.http.lua.v3.LuaPerRoute';
    const wrong = (type: string) => error(`type.googleapis.com/${type}`, 'wrong-extension-category');
    for (const yes of ['true', '"yes"']) checkDiagnostics(optional(sni, yes), off);
    checkDiagnostics(optional(sni, 'false') + wrong(sni), off);
    checkDiagnostics(optional(route, 'true', ', disabled: true') + wrong(route), off);
  });
});

describe('configs of filters for routes', () => {
  const host = (config: string) => routed(`- { name: a, domains: ["*"], typed_per_filter_config: { one: ${config} } }`);

  it('are of the right type in their wrapper; of an optional one, Envoy passes over other types', () => {
    const wrapped = (type: string, more = '') =>
      host(
        `{ "@type": type.googleapis.com/envoy.config.route.v3.FilterConfig${more}, config: { "@type": type.googleapis.com/${type} } }`,
      );
    const [own, router] = [
      'envoy.extensions.filters.http.buffer.v3.Buffer',
      'envoy.extensions.filters.http.router.v3.Router',
    ];
    const url = (type: string) => `type.googleapis.com/${type}`;
    for (const more of ['', ', is_optional: true'])
      checkDiagnostics(wrapped(own, more) + error(url(own), 'wrong-extension-category'), quiet);
    checkDiagnostics(wrapped(router) + error(url(router), 'wrong-extension-category', 2), quiet);
    checkDiagnostics(wrapped(router, ', is_optional: true'), quiet);
    checkDiagnostics(
      wrapped('envoy.extensions.filters.network.sni_cluster.v3.SniCluster', ', is_optional: true'),
      quiet,
    );
  });
});
