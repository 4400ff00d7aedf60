import assert from 'node:assert/strict';
import { checkRefactoring, offered } from '../../fixture/refactor.ts';

const title = "Move the config to 'envoy.yaml', generate ConfigMap 'envoy-config' from it and delete 'config.yaml'";
const bootstrap = `admin: # only from the pod
  address: { socket_address: { address: 127.0.0.1, port_value: 9901 } }
`;
const indented = bootstrap.replaceAll(/^(?=.)/gm, '    ');
const pod = '#- /pod.yaml stock:sidecar-pod\n';
const config = (more = '', data = '') => `#- /config.yaml
apiVersion: v1
kind: ConfigMap
metadata:
  name: envoy-config${more}
data:${data}
  en$0voy.yaml: |
${indented}`;
const kustomization = (text = 'resources:\n  - config.yaml # the config\n  - pod.yaml\n') =>
  `#- /kustomization.yaml\n${text}`;

describe('a config in a ConfigMap', () => {
  it('becomes a file from which a kustomization generates the ConfigMap', () => {
    checkRefactoring(
      pod + config() + kustomization('resources:\n  - pod.yaml # first\n  - config.yaml\n'),
      title,
      `#- /envoy.yaml\n${bootstrap}#- /kustomization.yaml
resources:
  - pod.yaml # first
configMapGenerator:
  - name: envoy-config
    files:
      - envoy.yaml
`,
      ['/config.yaml'],
    );
  });

  it('keeps its namespace, and joins other generators', () => {
    const others = 'resources: [config.yaml, pod.yaml]\nconfigMapGenerator:\n- name: other\n  literals: [a=b]\n';
    checkRefactoring(
      pod + config('\n  namespace: shop') + kustomization(others),
      title,
      '#- /kustomization.yaml\nresources: [pod.yaml]\nconfigMapGenerator:\n- name: other\n  literals: [a=b]\n- name: envoy-config\n  namespace: shop\n  files:\n  - envoy.yaml\n',
      ['/config.yaml'],
    );
  });

  it('stays without a kustomization that has it and all of its pods', () => {
    assert.deepEqual(offered(pod + config()), []);
    assert.deepEqual(offered(pod + config() + kustomization('resources: [config.yaml]\n')), []);
    assert.deepEqual(offered(pod + config() + kustomization('resources: [pod.yaml]\n')), []);
    assert.deepEqual(offered(config() + kustomization('resources: [config.yaml]\n')), []);
    const twice = '#- /b/kustomization.yaml\nresources: [../config.yaml, ../pod.yaml]\n';
    assert.deepEqual(offered(pod + config() + kustomization() + twice), []);
    const further = '#- /other.yaml stock:sidecar-pod\n#~ name: web => name: shop\n';
    assert.deepEqual(offered(pod + config() + kustomization() + further), []);
  });

  it('stays if its ConfigMap has something else, or if the file exists', () => {
    assert.deepEqual(offered(pod + config('\n  labels: { app: web }') + kustomization()), []);
    assert.deepEqual(offered(pod + config('', '\n  other.yaml: a') + kustomization()), []);
    assert.deepEqual(offered(pod + config(' # the name') + kustomization()), []);
    assert.deepEqual(offered(`${pod}${config()}${kustomization()}#- /envoy.yaml\nadmin: {}\n`), []);
    assert.deepEqual(offered(`${pod}${config()}---\n${kustomization()}`), [title]);
  });
});
