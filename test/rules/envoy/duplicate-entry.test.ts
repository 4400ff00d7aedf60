import { checkDiagnostics } from '../../fixture/check.ts';

const code = 'envoy/duplicate-entry';
const boot = (text: string): string => `#- /envoy.yaml\n${text}`;

describe(code, () => {
  it('reports layers of the runtime with one name', () => {
    checkDiagnostics(
      `${boot('layered_runtime: { layers: [{ name: a, static_layer: {} }, { name: a, admin_layer: {} }] }\n')}#? error ${code} at "a"#8\n`,
    );
  });
});
