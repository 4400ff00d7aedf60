import { checkDiagnostics } from '../../fixture/check.ts';
import { error, quiet } from './configs.ts';
import { routed } from '../../rules/envoy/routed.ts';

const filters = 'type.googleapis.com/envoy.extensions.filters.http';
const host = (config: string) => routed(`- { name: a, domains: ["*"], typed_per_filter_config: { one: ${config} } }`);
const config = (type: string, fields = '') => `{ "@type": ${filters}.${type}${fields && `, ${fields}`} }`;

describe('configs of filters for routes', () => {
  it('have what the filter requires there', () => {
    const typeKey = (config: string) => `${host(config)}#? error envoy/missing-field at ""@type""#3`;
    checkDiagnostics(
      `${typeKey(config('header_to_metadata.v3.Config'))}: A per-route config requires 'request_rules' or 'response_rules'.\n`,
      quiet,
    );
    checkDiagnostics(`${typeKey(config('json_to_metadata.v3.JsonToMetadata'))}\n`, quiet);
    checkDiagnostics(
      `${typeKey(config('local_ratelimit.v3.LocalRateLimit', 'stat_prefix: a'))}: A per-route config requires 'token_bucket'.\n`,
      quiet,
    );
    checkDiagnostics(`${typeKey(config('bandwidth_limit.v3.BandwidthLimit', 'stat_prefix: a'))}\n`, quiet);
  });

  it('are looked at in their wrapper as well, unless the filter is disabled', () => {
    const wrapped = (more: string) =>
      host(
        `{ "@type": type.googleapis.com/envoy.config.route.v3.FilterConfig${more}, config: ${config('header_to_metadata.v3.Config')} }`,
      );
    checkDiagnostics(wrapped(', is_optional: true') + error('"@type"', 'missing-field', 4), quiet);
    checkDiagnostics(wrapped(', disabled: true'), quiet);
  });

  it('are not empty, and neither are their wrappers', () => {
    const wrapper = (fields: string) =>
      host(`{ "@type": type.googleapis.com/envoy.config.route.v3.FilterConfig${fields} }`);
    for (const fields of ['', ', is_optional: true'])
      checkDiagnostics(wrapper(fields) + error('"@type"', 'missing-field', 3), quiet);
    checkDiagnostics(wrapper(', disabled: false') + error('disabled', 'missing-field'), quiet);
    for (const fields of [', disabled: true', ', disabled: "${OFF}"', ', config: {}'])
      checkDiagnostics(wrapper(fields), quiet);
    checkDiagnostics(host('{}') + error('one', 'missing-typed-config'), quiet);
  });

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

  it('report nothing if it is there', () => {
    const rules = 'request_rules: [{ header: a, on_header_present: { key: b } }]';
    checkDiagnostics(host(config('header_to_metadata.v3.Config', rules)), quiet);
    checkDiagnostics(host(config('bandwidth_limit.v3.BandwidthLimit', 'stat_prefix: a, limit_kbps: 4')), quiet);
  });
});
