import { checkDiagnostics } from '../../fixture/check.ts';

const code = 'envoy/too-many-entries';
const sidecar = (edit: string): string => `#- /envoy-config.yaml stock:sidecar-config\n#~ ${edit}\n`;

describe(code, () => {
  it('reports a second layer for the admin interface', () => {
    const layers = (second: string) =>
      sidecar(
        `admin: => layered_runtime: { layers: [{ name: a, admin_layer: {} }, { name: b, ${second} }] }\\n    admin:`,
      );
    checkDiagnostics(`${layers('admin_layer: {}')}#? error ${code} at "admin_layer"#2\n`);
    checkDiagnostics(layers('static_layer: {}'));
  });
});
