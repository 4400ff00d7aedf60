import { checkDiagnostics, checkFix } from '../../fixture/check.ts';

const code = 'envoy/per-route-name-unknown';
const cors = 'type.googleapis.com/envoy.extensions.filters.http.cors.v3';
const config = (filter: string, key: string, more = ''): string =>
  `#- /envoy-config.yaml stock:sidecar-config
#~ - name: envoy.filters.http.router => ${filter}- name: envoy.filters.http.router
#~ domains: ["*"] => domains: ["*"]\\n                          typed_per_filter_config: { ${key}: { "@type": ${cors}.CorsPolicy } }
${more}`;
const filter = (name: string): string =>
  `- { name: ${name}, typed_config: { "@type": ${cors}.Cors } }\\n                      `;

describe(code, () => {
  it('reports options for a filter that is not there', () => {
    checkDiagnostics(
      `${config('', 'cors')}#? warning ${code} at "cors": No filter here is named 'cors'. Envoy ignores these options.\n`,
    );
    checkDiagnostics(`${config(filter('cors'), 'envoy.cors')}#? warning ${code} at "envoy.cors"\n`);
  });

  it('reports nothing if a filter has the name, or may have it', () => {
    checkDiagnostics(config(filter('cors'), 'cors'));
    checkDiagnostics(config(filter('"$' + '{NAME}"'), 'cors'));
    checkDiagnostics(config('', '"$' + '{NAME}"'));
    const upgrade = `http_filters: => upgrade_configs: [{ upgrade_type: websocket, filters: [{ name: cors, typed_config: { "@type": ${cors}.Cors } }, { name: r, typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router } }] }]\\n                    http_filters:`;
    checkDiagnostics(config('', 'cors', `#~ ${upgrade}\n`));
    const cds =
      'admin: => node: { id: a, cluster: a }\\n    dynamic_resources: { cds_config: { resource_api_version: V3, path_config_source: { path: /cds.yaml } } }\\n    admin:';
    checkDiagnostics(config('', 'cors', `#~ ${cds}\n`));
    const options =
      'type: STATIC => type: STATIC\\n          typed_extension_protocol_options: { envoy.extensions.upstreams.http.v3.HttpProtocolOptions: { "@type": type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions, explicit_http_config: { http_protocol_options: {} }, http_filters: [{ name: cors, typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.http.upstream_codec.v3.UpstreamCodec } }] } }';
    checkDiagnostics(config('', 'cors', `#~ ${options}\n`));
  });

  it('reports nothing if a missing filter is disabled', () => {
    const off = `{ "@type": ${cors}.CorsPolicy }`;
    const disabled = '{ "@type": type.googleapis.com/envoy.config.route.v3.FilterConfig, disabled: true }';
    checkDiagnostics(config('', 'envoy.rbac').replace(off, disabled));
    checkDiagnostics(`${config(filter('cors'), 'corss').replace(off, disabled)}#? warning ${code} at "corss"\n`);
  });

  it('names the filter of that type', () => {
    checkFix(config(filter('ours'), 'envoy.cors'), code, config(filter('ours'), 'ours'));
  });
});
