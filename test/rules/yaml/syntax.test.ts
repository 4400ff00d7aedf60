import { checkDiagnostics } from '../../fixture/check.ts';

describe('yaml/syntax', () => {
  it('shows the first error of a manifest, a bootstrap and of a config in a ConfigMap', () => {
    checkDiagnostics('#- /pod.yaml\napiVersion: v1\nkind: Pod\nmetadata:\n  name: "x\n#? error yaml/syntax at "x"\n');
    checkDiagnostics('#- /envoy.yaml\nstatic_resources:\n  listeners: [\n#? error yaml/syntax at "["\n');
    checkDiagnostics(
      '#- /map.yaml\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: m }\ndata:\n  envoy.yaml: |\n    static_resources:\n      clusters: []\n      listeners: "x\n#? error yaml/syntax at "x"\n',
    );
  });

  it('is silent for templates and for files that are neither bootstrap nor manifest', () => {
    checkDiagnostics('#- /envoy.yaml\nstatic_resources:\n  listeners: {{ .listeners }}\n');
    checkDiagnostics('#- /other.yaml\na: [1\n');
    checkDiagnostics('#- /empty.yaml\n');
  });
});
