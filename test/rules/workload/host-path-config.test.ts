import assert from 'node:assert/strict';
import { parseYaml } from '../../../server/src/analysis/yaml/syntax/parse-yaml.ts';
import { asScalar, valueAt } from '../../../server/src/analysis/yaml/syntax/yaml-path.ts';
import { applyFix, checkDiagnostics, diagnosticsOf, fixTitles, workspaceOf } from '../../fixture/check.ts';
import { parseFixture } from '../../fixture/parse-fixture.ts';

const code = 'workload/host-path-config';
const seed = '#- /pod.yaml stock:seed-pod\n#- /envoy.yaml stock:seed-envoy\n';

/** The pod's file after the fix. */
function converted(fixture: string): string {
  const workspace = workspaceOf(parseFixture(fixture));
  const [fix] = diagnosticsOf(workspace, code)[0]?.fixes?.() ?? [];
  assert.ok(fix, 'no fix');
  return applyFix(workspace, fix).files.get('file:///fixture/pod.yaml')?.text ?? '';
}

describe(code, () => {
  it('names the linked file and converts the seed byte for byte, trailing blanks included', () => {
    const text = converted(seed);
    assert.ok(text.includes('      mountPath: /etc/envoy\n  volumes:'), text);
    assert.ok(
      text.includes('    - name: envoy-config\n      configMap:\n        name: my-pod-envoy-config\n---\n'),
      text,
    );
    const configMap = parseYaml(text).documents[1]?.root;
    assert.equal(asScalar(valueAt(valueAt(configMap, 'data'), 'envoy.yaml'))?.text, parseFixture(seed)[1]?.text);
    assert.deepEqual(fixTitles(seed, code), ["Convert to a ConfigMap with 'envoy.yaml'"]);
  });

  it('keeps a directory a directory, with the file at its place', () => {
    const text = converted(
      '#- /pod.yaml stock:seed-pod\n#~ mountPath: /etc/envoy/envoy.yaml => mountPath: /etc\n#- /envoy.yaml stock:seed-envoy\n',
    );
    assert.ok(!text.includes('subPath'));
    assert.ok(
      text.includes(
        '        name: my-pod-envoy-config\n        items:\n          - key: envoy.yaml\n            path: envoy/envoy.yaml\n',
      ),
      text,
    );
  });

  it('quotes names that YAML 1.1 reads otherwise, keeps comments, and takes a name that is free', () => {
    const text = converted(
      "#- /pod.yaml stock:seed-pod\n#~ name: my-pod => name: 'y'\\n  namespace: 'n'\n#~ hostPath: => hostPath: # on the node\n#~ /config/samples/sidecar/configmap.yaml => /x/envoy.yaml\\n---\\napiVersion: v1\\nkind: ConfigMap\\nmetadata: { name: y-envoy-config, namespace: 'n' }\\n\n#- /envoy.yaml stock:seed-envoy\n",
    );
    assert.ok(text.includes('configMap: # on the node\n        name: y-envoy-config-2\n'), text);
    assert.ok(text.includes('\nmetadata:\n  name: y-envoy-config-2\n  namespace: "n"\n'), text);
  });

  it('does not prefer the conversion of a folder, which may contain more files', () => {
    const workspace = workspaceOf(
      parseFixture(
        '#- /pod.yaml stock:seed-pod\n#~ mountPath: /etc/envoy/envoy.yaml => mountPath: /etc\n#- /envoy.yaml stock:seed-envoy\n',
      ),
    );
    const [fix] = diagnosticsOf(workspace, code)[0]?.fixes?.() ?? [];
    assert.equal(fix?.preferred, false);
  });

  it('results in a consistent workload with its config', () => {
    const workspace = workspaceOf(parseFixture(seed));
    const [fix] = diagnosticsOf(workspace, code)[0]?.fixes?.() ?? [];
    assert.ok(fix);
    const [workload] = applyFix(workspace, fix).workloads;
    assert.equal(workload?.config?.delivery, 'config-map');
    assert.equal(workload?.listenersKnown, true);
  });

  it('reports nothing if the config is not found, and for a ConfigMap', () => {
    checkDiagnostics('#- /pod.yaml stock:seed-pod\n#? hint workload/image-latest at "envoyproxy/envoy-dev:latest"\n');
    checkDiagnostics('#- /pod.yaml stock:sidecar-pod\n#- /envoy-config.yaml stock:sidecar-config\n');
  });

  it('offers no conversion of a JSON manifest', () => {
    const json = `#- /pod.json\n${JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: { containers: [{ name: 'e', image: 'envoyproxy/envoy:v1.40.0', volumeMounts: [{ name: 'c', mountPath: '/etc/envoy/envoy.yaml' }] }], volumes: [{ name: 'c', hostPath: { path: '/x/envoy.yaml' } }] } })}\n#- /envoy.yaml stock:seed-envoy\n`;
    assert.deepEqual(fixTitles(json, code), []);
  });
});
