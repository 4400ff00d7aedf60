import { checkDiagnostics } from '../../fixture/check.ts';
import { routed } from '../../rules/envoy/routed.ts';
import { error, http, manager, quiet } from './configs.ts';

const off = { ...quiet, 'envoy/unknown-cluster': 'off' } as const;
const host = (fields: string) => routed(`- { name: all, domains: ["*"], ${fields} }`);
const route = (match: string, action: string) => host(`routes: [{ match: { ${match} }, route: { ${action} } }]`);

describe('routes', () => {
  it('are in a list or in a matcher', () => {
    const routes = 'routes: [{ match: { prefix: / }, direct_response: { status: 200 } }]';
    checkDiagnostics(host(`matcher: {}, ${routes}`) + error('matcher', 'conflicting-fields'), off);
    checkDiagnostics(host('matcher: {}, routes: []'), off);
    checkDiagnostics(
      host('matcher: { on_no_match: { keep_matching: true, matcher: {} } }') +
        error('keep_matching', 'unsupported-field'),
      off,
    );
  });

  it('have bodies of any size without a limit', () => {
    const response = (limit: number) =>
      routed(
        '- { name: all, domains: ["*"], routes: [{ match: { prefix: / }, direct_response: { status: 200, body: { inline_string: hello } } }] }',
      ).replace('virtual_hosts:', `max_direct_response_body_size_bytes: ${limit}\n                  virtual_hosts:`);
    checkDiagnostics(response(4) + error('hello', 'out-of-range'), off);
    for (const limit of [0, 5]) checkDiagnostics(response(limit), off);
  });

  it('are controlled by matchers that end at the first match', () => {
    const access = (keep: boolean) =>
      http('rbac.v3.RBAC', `matcher: { on_no_match: { keep_matching: ${keep}, matcher: {} } }`);
    checkDiagnostics(access(true) + error('keep_matching', 'unsupported-field'), off);
    checkDiagnostics(access(false), off);
  });

  it('connect with CONNECT and CONNECT-UDP only', () => {
    const upgrade = (type: string) =>
      route('prefix: /', `cluster: app, upgrade_configs: [{ upgrade_type: ${type}, connect_config: {} }]`);
    checkDiagnostics(upgrade('websocket') + error('connect_config', 'unsupported-field'), off);
    checkDiagnostics(upgrade('CONNECT'), off);
    checkDiagnostics(upgrade('CONNECT-UDP'), off);
  });

  it('name each weighted cluster in one way', () => {
    const weighted = (fields: string) =>
      route('prefix: /', `weighted_clusters: { clusters: [{ ${fields}weight: 1 }] }`);
    checkDiagnostics(weighted('') + error('weight', 'missing-field', 2), off);
    checkDiagnostics(weighted('name: a, cluster_header: x-a, ') + error('cluster_header', 'conflicting-fields'), off);
    checkDiagnostics(weighted('cluster_header: x-a, '), off);
  });

  it('leave the case to the regular expression', () => {
    const match = (ignore: boolean) =>
      route(
        `prefix: /, headers: [{ name: x-a, string_match: { safe_regex: { regex: a }, ignore_case: ${ignore} } }]`,
        'cluster: app',
      );
    checkDiagnostics(match(true) + error('ignore_case', 'conflicting-fields'), off);
    checkDiagnostics(match(false), off);
  });

  it('have no limit of response headers in the listener', () => {
    checkDiagnostics(
      manager('common_http_protocol_options: { max_response_headers_kb: 5 }') +
        error('max_response_headers_kb', 'unsupported-field'),
      quiet,
    );
  });
});
