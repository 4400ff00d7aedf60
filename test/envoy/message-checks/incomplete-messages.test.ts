import { checkDiagnostics } from '../../fixture/check.ts';
import { extension } from './configs.ts';
import { filtered, httpFilter, routerFilter } from '../../rules/envoy/filtered.ts';

const off = { 'envoy/unused-cluster': 'off' } as const;
const cluster = (fields: string) => `#- /envoy.yaml\nstatic_resources:\n  clusters:\n    - { name: app, ${fields} }\n`;
const endpoint = (type: string, item: string) =>
  cluster(`${type}load_assignment: { cluster_name: app, endpoints: [{ lb_endpoints: [${item}] }] }`);
const host = (fields: string) => filtered(routerFilter).replace('virtual_hosts: []', fields);
const error = (at: string, code: string) => `#? error envoy/${code} at "${at}"\n`;

describe('messages that Envoy’s code wants complete', () => {
  it('are endpoints of static clusters', () => {
    checkDiagnostics(
      `${endpoint('', '{ endpoint: { hostname: a } }')}#? error envoy/missing-field at "endpoint"#3\n`,
      off,
    );
    checkDiagnostics(
      endpoint('type: STATIC, ', '{ load_balancing_weight: 1 }') + error('load_balancing_weight', 'missing-field'),
      off,
    );
    checkDiagnostics(endpoint('type: STRICT_DNS, ', '{ endpoint: { hostname: a } }'), off);
    checkDiagnostics(endpoint('', '{ endpoint: { adress: {} } }') + error('adress', 'unknown-field'), off);
    checkDiagnostics(endpoint('', '{ endpoint: {…} }'), off);
  });

  it('are secrets', () => {
    checkDiagnostics(`#- /envoy.yaml\nstatic_resources: { secrets: [{ name: a }] }\n${error('name', 'missing-field')}`);
    checkDiagnostics(
      '#- /envoy.yaml\nstatic_resources: { secrets: [{ name: a, generic_secret: { secret: { inline_string: b } } }] }\n',
    );
  });

  it('are mirrors and virtual clusters', () => {
    checkDiagnostics(
      host('request_mirror_policies: [{ trace_sampled: true }]') + error('trace_sampled', 'missing-field'),
    );
    checkDiagnostics(
      host('request_mirror_policies: [{ cluster: app, cluster_header: x-a }]') +
        error('cluster_header', 'conflicting-fields'),
      { 'envoy/unknown-cluster': 'off' },
    );
    const virtual = (fields: string) =>
      host(`virtual_hosts: [{ name: all, domains: ["*"], virtual_clusters: [{ name: a${fields} }] }]`);
    checkDiagnostics(`${virtual('')}#? error envoy/missing-field at "name"#4\n`);
    checkDiagnostics(virtual(', headers: [{ name: ":path", string_match: { prefix: / } }]'));
  });

  it('are load balancing policies', () => {
    checkDiagnostics(cluster('load_balancing_policy: { policies: [] }') + error('policies', 'missing-field'), off);
    const balancing = (policies: string) => cluster(`load_balancing_policy: { policies: [${policies}] }`);
    const robin = `{ typed_extension_config: ${extension('envoy.extensions.load_balancing_policies.round_robin.v3.RoundRobin')} }`;
    checkDiagnostics(balancing('{}, {}') + error('{}', 'missing-field'), off);
    checkDiagnostics(balancing(`{}, ${robin}`), off);
  });

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

  it('are filter lists whose last filter is enabled', () => {
    checkDiagnostics(
      filtered(httpFilter('router', 'router.v3.Router', ', disabled: true')) + error('disabled', 'unsupported-field'),
    );
    checkDiagnostics(filtered(httpFilter('cors', 'cors.v3.Cors', ', disabled: true'), routerFilter));
  });
});
