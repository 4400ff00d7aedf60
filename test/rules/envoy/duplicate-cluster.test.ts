import assert from 'node:assert/strict';
import { checkDiagnostics, checkFix, fixTitles } from '../../fixture/check.ts';

const code = 'envoy/duplicate-cluster';
const clusters = (lines: string) => `#- /envoy.yaml\nstatic_resources:\n  clusters:\n${lines}`;

describe(code, () => {
  it('offers another name to a cluster that differs, with its load assignment', () => {
    const second = (name: string) =>
      clusters(
        `    - { name: app, type: STATIC }\n    - name: ${name}\n      connect_timeout: 1s\n      load_assignment:\n        cluster_name: ${name}\n`,
      );
    checkFix(second('app'), code, second('app-2'), "Rename to 'app-2'");
    checkFix(second('app'), code, clusters('    - { name: app, type: STATIC }\n'), 'Remove this cluster');
  });

  it('is reported at the cluster with nothing but its name, because that one is being written', () => {
    checkDiagnostics(
      `${clusters('    - name: app\n    - { name: app, type: STATIC }\n')}#? error ${code} at "app": Duplicate cluster name 'app'.\n`,
    );
  });

  it('takes the next free name', () => {
    assert.ok(
      fixTitles(clusters('    - name: a\n    - name: a-2\n    - name: a\n      connect_timeout: 1s\n'), code).includes(
        "Rename to 'a-3'",
      ),
    );
  });

  it('reports nothing for other names and for placeholders', () => {
    checkDiagnostics(clusters('    - name: a\n    - name: b\n    - name: "{{ c }}"\n    - name: "{{ c }}"\n'));
  });

  it('is a warning if addresses are filled in before Envoy reads the config', () => {
    checkDiagnostics(`#- /envoy.yaml
admin: { address: { socket_address: { address: "{{ ip }}", port_value: 0 } } }
static_resources:
  clusters:
    - name: a
    - name: a
#           ^ warning envoy/duplicate-cluster
`);
  });
});
