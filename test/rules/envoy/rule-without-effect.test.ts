import { checkDiagnostics } from '../../fixture/check.ts';

const code = 'envoy/rule-without-effect';
const sidecar = (edit: string): string => `#- /envoy-config.yaml stock:sidecar-config\n#~ ${edit}\n`;

describe(code, () => {
  it('reports a rule that says when, but not what', () => {
    const rule = (more: string) =>
      sidecar(
        `- name: envoy.filters.http.router => - name: headers\\n                        typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.http.header_to_metadata.v3.Config, request_rules: [{ header: x-tenant${more} }] }\\n                      - name: envoy.filters.http.router`,
      );
    checkDiagnostics(`${rule('')}#? error ${code} at "header"#3\n`);
    checkDiagnostics(rule(', on_header_present: { metadata_namespace: a, key: b }'));
  });
});
