import { checkDiagnostics, checkFix } from '../../fixture/check.ts';

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
