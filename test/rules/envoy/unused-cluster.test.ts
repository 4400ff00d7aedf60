import assert from 'node:assert/strict';
import { diagnose, emptyWorkspace, withText } from '../../../server/src/analysis/index.ts';
import { checkDiagnostics, checkFix } from '../../fixture/check.ts';

const code = 'envoy/unused-cluster';
/** The configs around the names are shortened or invented. */
const loose = Object.fromEntries(
  ['unknown-field', 'missing-field', 'invalid-value', 'wrong-type', 'listener-incomplete'].map((name) => [
    `envoy/${name}`,
    'off' as const,
  ]),
);
const config = (clusters: string, more = '') =>
  `#- /envoy.yaml\nstatic_resources:\n  listeners: [{ name: web, address: { pipe: { path: /a } }, default_filter_chain: {}${more} }]\n  clusters:\n${clusters}`;

describe(code, () => {
  it('hints at a cluster that nothing names, and removes it', () => {
    const after = '    - name: web # used\n';
    checkDiagnostics(
      config(`    - name: other
#           ^^^^^ hint envoy/unused-cluster: Cluster 'other' is never used in this config.
${after}`),
    );
    checkFix(config(`    - name: other\n      connect_timeout: 1s\n${after}`), code, config(after));
  });

  it('reports nothing if a reference may come from elsewhere', () => {
    for (const more of [
      ', metadata: { a: "calls other" }',
      ', metadata: { other: {} }',
      ', metadata: { cluster_header: x-cluster }',
      ', metadata: { name: "$(CLUSTER)" }',
      ', metadata: { rds: {} }',
      ', metadata: { a: type.googleapis.com/envoy.extensions.filters.http.wasm.v3.Wasm }',
      ', filter_chains: [{ filters: [{ typed_config: { "@type": a.TcpProxy, stat_prefix: a, cluster: other } }] }]',
    ])
      checkDiagnostics(config('    - name: other\n', more), loose);
    checkDiagnostics(
      `${config('    - name: other\n', ', filter_chains: [{ filters: [{ typed_config: { "@type": a.TcpProxy, cluster: mistyped } }] }]')}#? warning envoy/unknown-cluster at "mistyped"\n`,
      loose,
    );
    checkDiagnostics(
      `dynamic_resources: { lds_config: { path_config_source: { path: /a } } }\n${config('    - name: other\n').split('\n').slice(1).join('\n')}`,
    );
    checkDiagnostics('#- /envoy.yaml\nstatic_resources: { clusters: [{ name: alone }] }\n');
  });

  it('tells names with commas apart when they are changed', () => {
    const uri = 'file:///envoy.yaml';
    const text = (...names: readonly string[]) =>
      [
        'static_resources:',
        '  listeners:',
        ...Array.from({ length: 120 }, (_, i) => `  - name: l${i}\n    stat_prefix: "b,c"`),
        '  clusters:',
        ...names.map((name) => `  - name: "${name}"`),
        '',
      ].join('\n');
    const unused = (workspace: ReturnType<typeof emptyWorkspace>) =>
      diagnose(workspace, uri).filter((one) => one.code === code).length;
    const first = withText(emptyWorkspace({}), uri, text('a,b', 'c'));
    unused(first);
    const renamed = text('a', 'b,c');
    assert.equal(unused(withText(first, uri, renamed)), unused(withText(emptyWorkspace({}), uri, renamed)));
  });
});
