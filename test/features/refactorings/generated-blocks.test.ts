import assert from 'node:assert/strict';
import { checkRefactoring, offered } from '../../fixture/refactor.ts';

const title = "Move 'envoy.yaml' into ConfigMap 'envoy-config' in 'envoy-config.yaml' and delete it";
const pod = '#- /pod.yaml stock:sidecar-pod\n';
const config =
  '#- /envoy.yaml\n# Only from the pod\nadmin: { address: { socket_address: { address: 127.0.0.1, port_value: 9901 } } }\n';
const kustomization = (generator = '', more = '') => `#- /kustomization.yaml
resources:
  - pod.yaml
configMapGenerator:
  - name: envoy-con$0fig
    files: [envoy.yaml]${generator}
${more}`;

describe('a ConfigMap that a kustomization generates from a config', () => {
  it('becomes a manifest that contains the config', () => {
    checkRefactoring(
      pod + config + kustomization(),
      title,
      `#- /kustomization.yaml
resources:
  - pod.yaml
  - envoy-config.yaml
#- /envoy-config.yaml
apiVersion: v1
kind: ConfigMap
metadata:
  name: envoy-config
data:
  envoy.yaml: |
    # Only from the pod
    admin: { address: { socket_address: { address: 127.0.0.1, port_value: 9901 } } }
`,
      ['/envoy.yaml'],
    );
  });

  it('leaves other generators alone', () => {
    checkRefactoring(
      pod + config + kustomization('\n    namespace: shop', '  - name: other\n    literals: [a=b]\n'),
      title,
      '#- /kustomization.yaml\nresources:\n  - pod.yaml\n  - envoy-config.yaml\nconfigMapGenerator:\n  - name: other\n    literals: [a=b]\n',
      ['/envoy.yaml'],
    );
  });

  it('stays if the generator has something else, or if the config is used otherwise', () => {
    assert.deepEqual(offered(pod + config + kustomization('\n    literals: [a=b]')), []);
    assert.deepEqual(offered(pod + config + kustomization('\n    behavior: merge')), []);
    assert.deepEqual(offered(pod + config + kustomization('', 'generatorOptions: { labels: { a: b } }\n')), []);
    const other = '  - name: other\n    files: [a=envoy.yaml]\n';
    assert.deepEqual(offered(pod + config + kustomization('', other)), []);
    assert.deepEqual(offered(`${pod}${config}${kustomization()}#- /envoy-config.yaml\na: b\n`), []);
    const overlay =
      '#- /b/kustomization.yaml\nresources: [..]\nconfigMapGenerator: [{ name: envoy-config, behavior: merge, literals: [a=b] }]\n';
    assert.deepEqual(offered(pod + config + kustomization() + overlay), []);
  });
});
