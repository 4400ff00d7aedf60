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

  it('report nothing if it is there', () => {
    const rules = 'request_rules: [{ header: a, on_header_present: { key: b } }]';
    checkDiagnostics(host(config('header_to_metadata.v3.Config', rules)), quiet);
    checkDiagnostics(host(config('bandwidth_limit.v3.BandwidthLimit', 'stat_prefix: a, limit_kbps: 4')), quiet);
  });
});
