import assert from 'node:assert/strict';
import { definition } from '../../server/src/analysis/index.ts';
import { fileName } from '../../server/src/analysis/workspace/uri-path.ts';
import { workspaceOf } from '../fixture/check.ts';
import { parseFixture } from '../fixture/parse-fixture.ts';

/** `file: text` of what is defined for the name at the cursor. */
function defined(fixture: string): string | undefined {
  const files = parseFixture(fixture);
  const file = files.find(({ cursor }) => cursor !== undefined);
  assert.ok(file?.cursor !== undefined, 'no cursor');
  const target = definition(workspaceOf(files), file.uri, file.cursor)?.targets[0];
  const text = files.find(({ uri }) => uri === target?.uri)?.text;
  return (
    target &&
    `${fileName(target.uri)}: ${text?.slice(target.range.start, target.range.end)} @${text?.slice(0, target.range.start).split('\n').length}`
  );
}

const envoy = '#- /envoy.yaml stock:seed-envoy\n';
const pod = '#- /pod.yaml stock:seed-pod\n';

describe('go to definition', () => {
  it('goes from a route to its cluster', () => {
    assert.equal(
      defined(`${envoy}#~ cluster: targetCluster => cluster: target$0Cluster\n`),
      'envoy.yaml: targetCluster @31',
    );
  });

  it('goes from a route to its cluster in a file of CDS, and from its path to the file', () => {
    const dynamic = (path: string) =>
      `static_resources: => dynamic_resources:\\n  cds_config: { path_config_source: { path: ${path} } }\\nstatic_resources:`;
    const cds =
      '#- /cds.yaml\nresources:\n  - "@type": type.googleapis.com/envoy.config.cluster.v3.Cluster\n    name: remote\n';
    assert.equal(
      defined(`${envoy}#~ cluster: targetCluster => cluster: rem$0ote\n#~ ${dynamic('/etc/cds.yaml')}\n${cds}`),
      'cds.yaml: remote @3',
    );
    assert.equal(defined(`${envoy}#~ ${dynamic('/etc/c$0ds.yaml')}\n${cds}`), 'cds.yaml: resources @1');
  });

  it('goes from a mount to its volume, and from there to the ConfigMap and its key', () => {
    assert.equal(
      defined(`${pod}#~ volumeMounts:\\n    - name: envoy-config => volumeMounts:\\n    - name: envoy-$0config\n`),
      'pod.yaml: envoy-config @19',
    );
    const map = '#- /map.yaml\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: proxy }\ndata: { envoy.yaml: b }\n';
    const volume = 'hostPath:\\n        path: /config/samples/sidecar/configmap.yaml => configMap:\\n        name: ';
    assert.equal(defined(`${pod}#~ ${volume}pro$0xy\n${map}`), 'map.yaml: proxy @3');
    assert.equal(
      defined(`${pod}#~ ${volume}proxy\\n        items: [{ key: envoy$0.yaml, path: x }]\n${map}`),
      'map.yaml: envoy.yaml @4',
    );
  });

  it('goes from the hostPath and the mount path to the linked config', () => {
    assert.equal(defined(`${pod}#~ /config/samples => /config/sam$0ples\n${envoy}`), 'envoy.yaml: admin @1');
    assert.equal(
      defined(`${pod}#~ /etc/envoy/envoy.yaml => /etc/envoy/en$0voy.yaml\n${envoy}`),
      'envoy.yaml: admin @1',
    );
  });

  it("goes from a Service's named port and selector to the pod", () => {
    const named = `${pod}#~ containerPort: 9092 => name: web\\n      containerPort: 9092\n`;
    assert.equal(
      defined(`${named}#- /service.yaml stock:seed-service\n#~ targetPort: 9092 => targetPort: we$0b\n`),
      'pod.yaml: web @14',
    );
    assert.equal(
      defined(`${pod}#- /service.yaml stock:seed-service\n#~ app: my-app => app: my-$0app\n`),
      'pod.yaml: my-app @6',
    );
  });

  it('goes from a file of a generator to the file', () => {
    const kustomization =
      '#- /kustomization.yaml\nconfigMapGenerator: [{ name: a, files: [envoy.yaml=en$0voy.yaml] }]\n';
    assert.equal(defined(`${kustomization}${envoy}`), 'envoy.yaml:  @1');
  });

  it('goes nowhere from a name that nothing defines', () => {
    assert.equal(defined(`${envoy}#~ cluster: targetCluster => cluster: no$0body\n`), undefined);
  });
});
