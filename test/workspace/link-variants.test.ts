import assert from 'node:assert/strict';
import { workspaceOf } from '../fixture/check.ts';
import { parseFixture } from '../fixture/parse-fixture.ts';

const workloadsOf = (fixture: string) => workspaceOf(parseFixture(fixture)).workloads;
const generator = (resources: string) => `#- /jwt/kustomization.yaml
configMapGenerator:
  - name: envoy-config
    files: [envoy.yaml]
${resources}
#- /jwt/envoy.yaml stock:seed-envoy
`;

describe('linking variants', () => {
  it('takes no ConfigMap of a kustomization that lists other manifests', () => {
    const pod = '#- /x509/pod.yaml stock:sidecar-pod\n';
    const delivery = (resources: string) => workloadsOf(pod + generator(resources))[0]?.config?.delivery;
    assert.equal(delivery('resources: [deployment.yaml]'), undefined);
    assert.equal(delivery('resources: [../x509/pod.yaml]'), 'kustomize');
    assert.equal(delivery('resources: [../x509]'), 'kustomize');
    assert.equal(delivery(''), 'kustomize');
  });

  it('knows which workloads share a config', () => {
    const one = '#- /pod.yaml stock:sidecar-pod\n#- /config.yaml stock:sidecar-config\n';
    assert.deepEqual(
      workloadsOf(one).map(({ sharesConfig }) => sharesConfig),
      [false],
    );
    const two = `${one}#- /second.yaml stock:sidecar-pod\n#~ name: web => name: second\n`;
    assert.deepEqual(
      workloadsOf(two).map(({ sharesConfig }) => sharesConfig),
      [true, true],
    );
  });

  it('takes a base for partial that a patch of the same kind and name changes', () => {
    const patch = (name: string) => `#- /pod.yaml stock:sidecar-pod
#- /overlay/kustomization.yaml
patches: [{ path: patch.yaml }]
#- /overlay/patch.yaml
apiVersion: v1
kind: Pod
metadata: { name: ${name} }
spec: { containers: [{ name: app }] }
`;
    const partial = (name: string) => workloadsOf(patch(name))[0]?.silence.partial;
    assert.deepEqual([partial('web'), partial('other')], [true, false]);
  });

  it('compares alternatives of one folder with their own files only', () => {
    const two = (second: string) => `#- /one.yaml stock:sidecar-pod
#- /two.yaml stock:sidecar-pod
#~ name: web => name: ${second}
#- /config.yaml stock:sidecar-config
#- /service.yaml stock:sidecar-service
`;
    const links = (second: string) =>
      workloadsOf(two(second)).map(({ silence, services }) => [silence.partial, services.length]);
    const [first] = links('other');
    assert.deepEqual(first, [false, 1]);
    for (const link of links('web')) assert.deepEqual(link, [true, 0]);
  });
});
