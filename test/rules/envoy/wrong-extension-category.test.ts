import { wrongExtensionCategory } from '../../../server/src/analysis/rules/envoy/wrong-extension-category.ts';
import { checkDiagnostics, checkFix } from '../../fixture/check.ts';
import { filtered, httpFilter, routerFilter } from './filtered.ts';

const code = 'envoy/wrong-extension-category';
const filters = 'type.googleapis.com/envoy.extensions.filters.http';
const perRoute = (name: string, type: string) =>
  filtered(routerFilter).replace(
    'virtual_hosts: []',
    `typed_per_filter_config: { ${name}: { "@type": ${filters}.${type} } }`,
  );

describe(code, () => {
  it('reports its examples, and the fix repairs them', () => {
    for (const { before, after } of wrongExtensionCategory.examples) {
      checkDiagnostics(before);
      if (after !== undefined) checkFix(before, code, after);
    }
  });

  it('knows the filters that have no config for routes', () => {
    checkDiagnostics(
      `${perRoute('a', 'grpc_web.v3.GrpcWeb')}#? error ${code} at "${filters}.grpc_web.v3.GrpcWeb": 'GrpcWeb' is not a per-route config, and this filter does not support one.\n`,
    );
    checkDiagnostics(perRoute('a', 'lua.v3.LuaPerRoute, disabled: true'));
  });

  it('warns of a config for routes in the list of filters', () => {
    checkDiagnostics(
      `${filtered(httpFilter('lua', 'lua.v3.LuaPerRoute', '').replace(' } }', ', disabled: true } }'), routerFilter)}#? warning ${code} at "${filters}.lua.v3.LuaPerRoute"\n`,
    );
  });

  it('takes a protocol option, a socket and a wrapped filter where they belong', () => {
    checkDiagnostics(`#- /envoy.yaml
static_resources:
  clusters:
    - name: app
      transport_socket:
        name: tls
        typed_config: { "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext }
#? error ${code} at "type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext"
`);
    checkDiagnostics(
      filtered(
        `{ name: m, typed_config: { "@type": type.googleapis.com/xds.type.v3.TypedStruct, type_url: ${filters}.router.v3.Router } }`,
      ),
    );
  });
});
