import { checkDiagnostics } from '../../fixture/check.ts';

const code = 'project/duplicate-key';

describe(code, () => {
  it('reports all but the last entry with a key', () => {
    checkDiagnostics(`#- /.envoy-sidecar.yaml
rules: {}
#? warning ${code} at "rules": Duplicate key 'rules'. Only the last value applies.
rules:
  envoy/unused-cluster: off
# ^^^^^^^^^^^^^^^^^^^^ warning ${code}: Duplicate key 'envoy/unused-cluster'. Only the last value applies.
  envoy/unused-cluster: hint
`);
  });

  it('accepts different keys, and says nothing about other files', () => {
    checkDiagnostics('#- /.envoy-sidecar.yaml\nrules: {}\nignore: []\n');
    checkDiagnostics('#- /sidecar.yaml\nrules: {}\nrules: {}\n');
  });
});
