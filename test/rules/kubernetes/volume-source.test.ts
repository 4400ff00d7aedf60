import { volumeSource } from '../../../server/src/analysis/rules/kubernetes/volume-source.ts';
import { checkDiagnostics, checkFix } from '../../fixture/check.ts';
import { checkSaid, podText } from '../../fixture/manifest-texts.ts';

const code = 'kubernetes/volume-source';

describe(code, () => {
  it('reports its examples', () => {
    for (const { before } of volumeSource.examples) checkDiagnostics(before);
  });

  it('knows sources and paths', () => {
    const volume = (written: string) => podText('', `volumes: [{ name: data, ${written} }]`);
    checkSaid(volume('hostPath: { path: /a/b }'));
    checkSaid(podText('', 'volumes: [{ name: data }]'));
    checkSaid(volume('hostPath: { path: /a/../b }'), `${code}: '/a/../b' must not contain '..'.`);
    checkSaid(volume('emptyDir: { sizeLimit: -1Gi }'), code);
    checkSaid(
      volume('configMap: { name: c, items: [{ key: a, path: /b }] }'),
      `${code}: '/b' must be a relative path.`,
    );
    checkSaid(volume('emptyDir: {}, configMap: null'));
  });

  it('knows files with fields of the pod', () => {
    const file = (written: string) =>
      podText('', `volumes: [{ name: info, downwardAPI: { items: [{ path: a, ${written} }] } }]`);
    checkSaid(file('fieldRef: { fieldPath: metadata.labels }'));
    checkSaid(
      file('fieldRef: { fieldPath: status.podIP }'),
      `${code}: A volume does not support the field 'status.podIP'.`,
    );
    checkSaid(file('mode: 0600'), `${code}: 'items' requires one of: fieldRef, resourceFieldRef.`);
    checkSaid(
      file('resourceFieldRef: { resource: limits.cpu }'),
      `${code}: 'resourceFieldRef' requires 'containerName'.`,
    );
  });

  it('takes one source in each item of a projected volume', () => {
    const projected = (written: string) =>
      podText('', `volumes: [{ name: all, projected: { sources: [{ ${written} }] } }]`);
    checkSaid(projected('configMap: { name: a }'));
    checkSaid(projected('configMap: { name: a }, secret: { name: b }'), `${code}: An item of 'sources' must have`);
  });

  it('removes the second source', () => {
    const pod = (sources: string) => `#- /pod.yaml\n${podText('', `volumes: [{ name: data, ${sources} }]`)}`;
    checkFix(pod('emptyDir: {}, configMap: { name: c }'), code, pod('emptyDir: {}'));
  });

  it('counts an image among the sources since Kubernetes 1.35', () => {
    const pod = (version: string) =>
      `# envoy-sidecar: kubernetes=${version}\n${podText('', 'volumes: [{ name: data, emptyDir: {}, image: { reference: a } }]')}`;
    checkSaid(pod('1.35'), `${code}: Volume 'data' must have only one source. It already has 'emptyDir'.`);
    checkSaid(pod('1.34'));
  });
});
