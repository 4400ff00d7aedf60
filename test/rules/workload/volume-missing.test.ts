import assert from 'node:assert/strict';
import { checkDiagnostics, checkFix, fixTitles } from '../../fixture/check.ts';

const code = 'workload/volume-missing';

describe(code, () => {
  it('offers the nearest volume first, and a new one', () => {
    const mistyped =
      '#- /pod.yaml stock:sidecar-pod\n#~ volumeMounts:\\n        - name: envoy-config => volumeMounts:\\n        - name: envoy-confg\n';
    assert.deepEqual(fixTitles(mistyped, code), ["Change to 'envoy-config'", "Add emptyDir volume 'envoy-confg'"]);
    checkFix(mistyped, code, '#- /pod.yaml stock:sidecar-pod');
  });

  it('adds the list of volumes if there is none', () => {
    const before =
      '#- /pod.yaml\napiVersion: v1\nkind: Pod\nmetadata: { name: p }\nspec:\n  containers:\n    - { name: a, image: b, volumeMounts: [{ name: data, mountPath: /d }] } # app\n';
    checkFix(before, code, `${before}  volumes:\n    - name: data\n      emptyDir: {}\n`, "Add emptyDir volume 'data'");
  });

  it('counts the claims of a StatefulSet', () => {
    checkDiagnostics(`#- /set.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: s }
spec:
  serviceName: s
  selector: { matchLabels: { a: b } }
  template:
    metadata: { labels: { a: b } }
    spec: { containers: [{ name: c, image: d, volumeMounts: [{ name: data, mountPath: /d }] }] }
  volumeClaimTemplates: [{ metadata: { name: data }, spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } } }]
`);
  });

  it('reports nothing in patches and if a name is a placeholder', () => {
    const patch =
      '#- /k/patch.yaml\napiVersion: v1\nkind: Pod\nmetadata: { name: p }\nspec: { containers: [{ name: a, image: b, volumeMounts: [{ name: data, mountPath: /d }] }] }\n';
    checkDiagnostics(`${patch}#- /k/kustomization.yaml\npatches: [{ path: patch.yaml }]\n`);
    checkDiagnostics(patch.replace('name: data', 'name: "$(DATA)"'));
    checkDiagnostics(patch.replace('/k/patch.yaml', '/k/overlays/dev/pod.yaml'));
    checkDiagnostics(
      `${patch.replace('/k/patch.yaml', '/k/pod.yaml')}#- /k/add.yaml\napiVersion: v1\nkind: Pod\nmetadata: { name: p }\nspec: { volumes: [{ name: data, emptyDir: {} }] }\n#- /k/kustomization.yaml\nresources: [pod.yaml]\npatches: [{ path: add.yaml }]\n`,
    );
  });
});
