import assert from 'node:assert/strict';
import { checkDiagnostics, diagnosticsOf, workspaceOf } from '../fixture/check.ts';
import { parseFixture } from '../fixture/parse-fixture.ts';

const code = 'workload/container-port-mismatch';
/** The pod declares that port for the listener on 9092. */
const base = (port: number, ...claims: string[]) => `#- /base/kustomization.yaml
resources: [pod.yaml, config.yaml]
#- /base/pod.yaml stock:sidecar-pod
#~ containerPort: 9092 => containerPort: ${port}
${claims[0] ?? ''}
#- /base/config.yaml stock:sidecar-config
${claims[1] ?? ''}
`;
const overlay = (lines: string) => `#- /prod/kustomization.yaml
resources: [../base]
${lines}
`;
const patch = (spec: string) => `#- /prod/patch.yaml
apiVersion: v1
kind: Pod
metadata: { name: web }
spec: ${spec}
`;
/** A volume that the pod mounts and does not have. */
const missing = 'workload/volume-missing';
const file = 'patches: [{ path: patch.yaml }]';
const atPod = `#? warning ${code} at "9093"`;
const atConfig = `#? warning ${code} at "9092"`;
const ports = (port: number) =>
  `{ containers: [{ name: envoy, ports: [{ $patch: replace }, { containerPort: ${port} }] }] }`;

describe('what kustomizations build', () => {
  it('is compared without the patch if that does not change it', () => {
    for (const spec of [
      '{ restartPolicy: Never }',
      '{ containers: [{ name: envoy, resources: { limits: { cpu: 1 } } }] }',
    ])
      checkDiagnostics(base(9093, atPod, atConfig) + overlay(file) + patch(spec));
  });

  it('is compared with the patched ports, at the patch', () => {
    checkDiagnostics(base(9093) + overlay(file) + patch(ports(9092)));
    checkDiagnostics(`${base(9092, '', atConfig)}${overlay(file)}${patch(ports(9093))}${atPod}\n`);
  });

  it('takes patches in place and JSON patches as well', () => {
    const inline = (port: number) => `patches:
  - target: { kind: Pod, name: web }
    patch: |-
      - op: replace
        path: /spec/containers/1/ports/0/containerPort
        value: ${port}
`;
    checkDiagnostics(base(9093) + overlay(inline(9092)));
    checkDiagnostics(`${base(9092, '', atConfig)}${overlay(inline(9093))}${atPod}\n`);
  });

  it('applies a patch to the names that its pattern matches', () => {
    const inline = (name: string) => `patches:
  - target: { kind: Pod, name: ${name} }
    patch: |-
      - op: replace
        path: /spec/containers/1/ports/0/containerPort
        value: 9092
`;
    for (const name of ['web', '"w.*"', '".*b"', '"w.*b"', '".*e.*"', '".*"'])
      checkDiagnostics(base(9093) + overlay(inline(name)));
    for (const name of ['other', '"x.*"', '".*x"', '"w.*x.*b"', '"web.*b"'])
      checkDiagnostics(base(9093, atPod, atConfig) + overlay(inline(name)));
  });

  it('compares the Service as it is patched', () => {
    const service = '#- /base/service.yaml stock:sidecar-service\n';
    const listed = base(9092).replace('[pod.yaml, config.yaml]', '[pod.yaml, config.yaml, service.yaml]');
    const inline = (op: string) =>
      overlay(`patches:\n  - target: { kind: Service, name: web }\n    patch: |-\n      - ${op}\n`);
    checkDiagnostics(listed + service + inline('{ op: add, path: /metadata/labels, value: { a: b } }'));
    const wrong = diagnosticsOf(
      workspaceOf(
        parseFixture(listed + service + inline('{ op: replace, path: /spec/ports/0/targetPort, value: 7000 }')),
      ),
    );
    assert.deepEqual(
      wrong.map((found) => found.code),
      ['workload/target-port-unbound'],
    );
  });

  it('reports nothing if a patch cannot be read, or something else may change the manifest', () => {
    for (const lines of [
      file,
      'replacements: [{ path: x.yaml }]',
      'patches: [{ target: { kind: Pod, labelSelector: a=b }, path: patch.yaml }]',
    ])
      checkDiagnostics(base(9093) + overlay(lines) + (lines.includes('labelSelector') ? patch(ports(9092)) : ''));
  });

  it('has the containers that a component adds', () => {
    const { builtWorkloads, workloads } = workspaceOf(
      parseFixture(`#- /base/kustomization.yaml
resources: [pod.yaml]
#- /base/pod.yaml
apiVersion: v1
kind: Pod
metadata: { name: web }
spec: { containers: [{ name: app, image: example.com/web:1.4.2 }] }
#- /sidecar/kustomization.yaml
kind: Component
patches:
  - patch: |-
      apiVersion: v1
      kind: Pod
      metadata: { name: web }
      spec: { containers: [{ name: envoy, image: "envoyproxy/envoy:v1.40.0" }] }
${overlay('components: [../sidecar]')}`),
    );
    assert.deepEqual(workloads, []);
    assert.deepEqual(
      builtWorkloads.map(({ envoyContainer, otherContainers }) =>
        [envoyContainer, ...otherContainers].map(({ name }) => name?.value),
      ),
      [['envoy', 'app']],
    );
  });

  it('reads the config that a generator puts in the place of another', () => {
    const linkedTo = (behavior: string) =>
      workspaceOf(
        parseFixture(`#- /base/kustomization.yaml
resources: [pod.yaml]
configMapGenerator: [{ name: envoy-config, files: [envoy.yaml] }]
#- /base/pod.yaml stock:sidecar-pod
#- /base/envoy.yaml stock:seed-envoy
${overlay(`configMapGenerator: [{ name: envoy-config, behavior: ${behavior}, files: [envoy.yaml] }]`)}
#- /prod/envoy.yaml stock:seed-envoy
`),
      ).builtWorkloads.map(({ config }) => config?.file.uri);
    for (const behavior of ['merge', 'replace'])
      assert.deepEqual(linkedTo(behavior), ['file:///fixture/prod/envoy.yaml']);
  });

  it('are checked for volumes, selectors and names of ports', () => {
    const pod = (...claims: string[]) =>
      base(9092).replace(
        'stock:sidecar-pod\n',
        `stock:sidecar-pod\n#~ - name: envoy-config\\n          mountPath => - name: conf\\n          mountPath\n${claims.join('\n')}\n`,
      );
    const claim = `#? error ${missing} at "conf"`;
    const add = '{ volumes: [{ name: conf, emptyDir: {} }] }';
    checkDiagnostics(
      pod(claim) + overlay(file) + patch('{ containers: [{ name: envoy, resources: { limits: { cpu: 1 } } }] }'),
    );
    checkDiagnostics(pod() + overlay(file) + patch(add));
  });
});
