import assert from 'node:assert/strict';
import { unknownExtension } from '../../../server/src/analysis/rules/envoy/unknown-extension.ts';
import { checkDiagnostics, checkFix, fixTitles } from '../../fixture/check.ts';
import { filtered, routerFilter } from './filtered.ts';

const code = 'envoy/unknown-extension';
const foreign = '{ name: a, typed_config: { "@type": type.googleapis.com/mine.v3.Filter } }';
const contrib =
  '{ name: a, typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.http.checksum.v3alpha.ChecksumConfig, cluster: web } }';

describe(code, () => {
  it('reports its examples, and the fix repairs them', () => {
    for (const { before, after } of unknownExtension.examples) {
      checkDiagnostics(before);
      if (after !== undefined) checkFix(before, code, after);
    }
  });

  it('warns of contrib’s types, and names the image', () => {
    checkDiagnostics(
      `${filtered(contrib, routerFilter)}#? warning ${code} at "type.googleapis.com/envoy.extensions.filters.http.checksum.v3alpha.ChecksumConfig": 'envoy.extensions.filters.http.checksum.v3alpha.ChecksumConfig' is only available in the contrib image (envoyproxy/envoy:contrib-v…).\n`,
    );
  });

  it('offers no other type for one of contrib: the type is right', () => {
    assert.deepEqual(fixTitles(filtered(contrib, routerFilter), code), []);
    const dynamo = contrib.replace('checksum.v3alpha.ChecksumConfig', 'dynamo.v3.Dynamo');
    assert.deepEqual(fixTitles(filtered(dynamo, routerFilter), code), []);
  });

  it('reports types that are not Envoy’s, unless the image is not Envoy’s either', () => {
    checkDiagnostics(
      `${filtered(foreign, routerFilter)}#? error ${code} at "type.googleapis.com/mine.v3.Filter": Envoy’s images do not contain the type 'mine.v3.Filter'. In the manifest, set an image that does.\n`,
    );
    const pod = (image: string) =>
      `${filtered(foreign, routerFilter)}#- /pod.yaml
# envoy-sidecar: config=envoy.yaml
apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  containers:
    - { name: envoy, image: ${image}, args: [-c, /etc/envoy/envoy.yaml], ports: [{ containerPort: 8080 }] }
`;
    checkDiagnostics(pod('registry.example.com/team/envoy:v7'));
  });

  it('fixes the type of a resource in a file of xDS by what the config requests, otherwise offers all types', () => {
    const file = (type: string) => `#- /xds.yaml\nresources:\n  - "@type": type.googleapis.com/${type}\n    name: a\n`;
    const naming = (api: string) =>
      `#- /envoy.yaml\nnode: { id: a, cluster: a }\ndynamic_resources: { ${api}: { path_config_source: { path: /etc/xds.yaml } } }\n`;
    const [wrong, right] = [file('envoy.config.cluster.v3.Clutser'), file('envoy.config.cluster.v3.Cluster')];
    checkFix(wrong, code, right);
    checkFix(naming('cds_config') + wrong, code, right);
    assert.deepEqual(fixTitles(naming('lds_config') + wrong, code), []);
  });
});
