import { checkDiagnostics, checkFix } from '../../fixture/check.ts';
import { filtered, httpFilter, routerFilter } from './filtered.ts';
import { routed } from './routed.ts';
import { compareWithEnvoy } from '../../envoy/compare-with-envoy.ts';
import { cluster, error, quiet } from '../../envoy/message-checks/configs.ts';

const code = 'envoy/conflicting-fields';
const sidecar = (...edits: readonly string[]): string =>
  ['#- /envoy-config.yaml stock:sidecar-config', ...edits, ''].join('\n');

describe(code, () => {
  it('keeps the first field', () => {
    const both = (fields: string) => sidecar(`#~ route: { cluster: app } => route: { cluster: app, ${fields} }`);
    checkFix(
      both('regex_rewrite: { pattern: { regex: a }, substitution: b }, prefix_rewrite: /'),
      code,
      both('regex_rewrite: { pattern: { regex: a }, substitution: b }'),
    );
  });

  it('reports nothing if one of the two is empty or off', () => {
    const route = '#~ route: { cluster: app } =>';
    checkDiagnostics(sidecar(`${route} route: { cluster: app, path_rewrite: /a, prefix_rewrite: "" }`));
    checkDiagnostics(
      sidecar(
        '#~ stat_prefix: ingress => stat_prefix: ingress\\n                    strip_any_host_port: false\\n                    strip_matching_host_port: true',
      ),
    );
  });
});

describe('messages that Envoy’s code wants complete', () => {
  const error = (at: string, code: string) => `#? error envoy/${code} at "${at}"\n`;

  it('are Lua filters with one code', () => {
    checkDiagnostics(
      filtered(
        httpFilter('lua', 'lua.v3.Lua').replace(
          ' } }',
          ', default_source_code: { inline_string: a() }, inline_code: b() } }',
        ),
        routerFilter,
      ) +
        error('inline_code', 'conflicting-fields') +
        '#? warning envoy/deprecated-field at "inline_code"\n',
    );
  });
});

describe('routes', () => {
  const off = { ...quiet, 'envoy/unknown-cluster': 'off' } as const;
  const host = (fields: string) => routed(`- { name: all, domains: ["*"], ${fields} }`);
  const route = (match: string, action: string) => host(`routes: [{ match: { ${match} }, route: { ${action} } }]`);

  it('leave the case to the regular expression', () => {
    const match = (ignore: boolean) =>
      route(
        `prefix: /, headers: [{ name: x-a, string_match: { safe_regex: { regex: a }, ignore_case: ${ignore} } }]`,
        'cluster: app',
      );
    checkDiagnostics(match(true) + error('ignore_case', 'conflicting-fields'), off);
    checkDiagnostics(match(false), off);
  });
});

describe('requests of a connection', () => {
  const off = { ...quiet, 'envoy/dns-cluster-without-endpoints': 'off' } as const;
  const options = 'envoy.extensions.upstreams.http.v3.HttpProtocolOptions';
  const http2 = `typed_extension_protocol_options: { ${options}: { "@type": type.googleapis.com/${options}, explicit_http_config: { http2_protocol_options: {} } } }`;
  const limits = (fields: string) => cluster(`type: STATIC, max_requests_per_connection: 3, ${fields}`);
  const common = 'common_http_protocol_options: { max_requests_per_connection: 5 }';
  compareWithEnvoy(
    {
      'are limited in one place': [
        [limits(common), error('max_requests_per_connection', 'conflicting-fields', 2), /Only one of max_requests/],
        [
          limits(http2.replace('explicit_http_config', `${common}, explicit_http_config`)),
          error('max_requests_per_connection', 'conflicting-fields', 2),
          /Only one of max_requests/,
        ],
        [limits(`${common}, ${http2}`), ''],
        [limits('common_http_protocol_options: {}'), ''],
      ],
    },
    off,
  );
});
