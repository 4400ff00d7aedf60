import assert from 'node:assert/strict';
import { workspaceOf } from '../fixture/check.ts';
import { parseFixture } from '../fixture/parse-fixture.ts';

const config =
  'static_resources: { listeners: [{ name: a, address: { socket_address: { address: 0.0.0.0, port_value: 9092 } } }] }';

/** The delivery and the listener's port of the one Envoy of a pod. */
function linked(container: string, volume: string, ...others: string[]) {
  const pod = `#- /pod.yaml
apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  containers:
    - name: envoy
      image: envoyproxy/envoy:v1.36.2
      ${container}
  volumes:
    - { name: c, ${volume} }
`;
  const [workload] = workspaceOf(parseFixture([pod, ...others].join(''))).workloads;
  const { config: link } = workload ?? {};
  return link && [link.delivery, link.source.config.listeners[0]?.addresses[0]?.port?.value, workload?.listenersKnown];
}

const mount = 'volumeMounts: [{ name: c, mountPath: /etc/envoy }]';
const configMap = `#- /cm.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: conf }
data:
  envoy.yaml: |
    ${config}
`;
const secret = (data: string) => `#- /secret.yaml
apiVersion: v1
kind: Secret
metadata: { name: conf }
${data}
`;
const known = (delivery: string) => [delivery, 9092, true];
const byMap = 'configMap: { name: conf }';

describe('the ways that a config reaches Envoy', () => {
  it('include projected volumes and Secrets, in plain text and in base64', () => {
    const projected = 'projected: { sources: [{ serviceAccountToken: { path: t } }, { configMap: { name: conf } }] }';
    assert.deepEqual(linked(mount, projected, configMap), known('config-map'));
    const renamed =
      'projected: { sources: [{ configMap: { name: conf, items: [{ key: envoy.yaml, path: other.yaml }] } }] }';
    assert.equal(linked(mount, renamed, configMap), undefined);
    const plain = secret(`stringData:\n  envoy.yaml: |\n    ${config}`);
    assert.deepEqual(linked(mount, 'secret: { secretName: conf }', plain), known('secret'));
    const encoded = secret(`data: { envoy.yaml: ${Buffer.from(config).toString('base64')} }`);
    assert.deepEqual(linked(mount, 'secret: { secretName: conf }', encoded), known('secret'));
    assert.deepEqual(linked(mount, 'projected: { sources: [{ secret: { name: conf } }] }', encoded), known('secret'));
  });

  it('include the only config with the name of the key, if no file defines its ConfigMap', () => {
    const file = (path: string) => `#- ${path}\n${config}\n`;
    const found = known('file-of-config-map');
    assert.deepEqual(linked(mount, byMap, file('/envoy.yaml')), found);
    assert.deepEqual(linked(mount, byMap, file('/files/envoy.yaml')), found);
    for (const others of [
      file('/other.yaml'),
      file('/a/envoy.yaml') + file('/b/envoy.yaml'),
      file('/a/b/c/envoy.yaml'),
      `${file('/envoy.yaml')}#- /kustomization.yaml\nconfigMapGenerator: [{ name: conf, literals: [a=b] }]\n`,
      `${file('/envoy.yaml')}${configMap.replace('envoy.yaml', 'other.yaml')}`,
    ])
      assert.equal(linked(mount, byMap, others), undefined, others);
    assert.equal(linked(mount, 'secret: { secretName: conf }', file('/envoy.yaml')), undefined);
  });

  it('include binary data, which are in base64', () => {
    const binary = `#- /cm.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: conf }
binaryData: { envoy.yaml: ${Buffer.from(config).toString('base64')} }
`;
    assert.deepEqual(linked(mount, byMap, binary), known('config-map'));
  });

  it('include a text in the same word as its option', () => {
    assert.deepEqual(linked(`args: ['--config-yaml ${config}']`, byMap), known('config-yaml'));
    assert.deepEqual(
      linked(`${mount}\n      args: ['-c /etc/envoy/envoy.yaml']`, byMap, configMap),
      known('config-map'),
    );
  });

  it('include a script in the ConfigMap', () => {
    const withScript = (script: string) => `${configMap}  start.sh: |\n    ${script.replaceAll('\n', '\n    ')}\n`;
    const script = withScript('#!/bin/sh\nexec envoy -c /etc/envoy/envoy.yaml "$@"');
    const starts = [
      '[/etc/envoy/start.sh]',
      '[sh, -e, /etc/envoy/start.sh, -l, info]',
      '[sh, -c, /etc/envoy/start.sh]',
    ];
    for (const start of starts)
      assert.deepEqual(linked(`${mount}\n      command: ${start}`, byMap, script), known('config-map'), start);
    const elsewhere = withScript('#!/bin/sh\nexec envoy -c /tmp/envoy.yaml');
    assert.equal(linked(`${mount}\n      command: [/etc/envoy/start.sh]`, byMap, elsewhere), undefined);
  });

  it('include literals of a kustomization', () => {
    const kustomization = `#- /kustomization.yaml
resources: [pod.yaml]
configMapGenerator:
  - name: conf
    literals:
      - |-
        envoy.yaml=${config}
`;
    assert.deepEqual(linked(mount, byMap, kustomization), known('kustomize'));
  });

  it('include variables that Kubernetes or the shell expands', () => {
    const variable = 'env: [{ name: CONF, value: /etc/envoy/envoy.yaml }]';
    const conf = `${mount}\n      ${variable}\n      `;
    assert.deepEqual(linked(`${conf}args: [-c, $(CONF)]`, byMap, configMap), known('config-map'));
    assert.deepEqual(linked(`${conf}command: [sh, -c, "exec envoy -c $CONF"]`, byMap, configMap), known('config-map'));
    assert.equal(linked(`${conf}args: [-c, $$(CONF)]`, byMap, configMap), undefined);
    assert.equal(linked(`${conf}args: [-c, $(OTHER)]`, byMap, configMap), undefined);
    const ref = 'env: [{ name: C, valueFrom: { configMapKeyRef: { name: conf, key: envoy.yaml } } }]';
    assert.deepEqual(linked(`${ref}\n      args: [--config-yaml, $(C)]`, byMap, configMap), known('config-yaml'));
    const own = `env: [{ name: C, value: '${config}' }]`;
    assert.deepEqual(linked(`${own}\n      args: [--config-yaml, $(C)]`, byMap), known('config-yaml'));
  });

  it('include a --config-yaml that begins with the start of a document', () => {
    assert.deepEqual(linked(`args: ['--config-yaml', "---\\n${config}"]`, byMap), known('config-yaml'));
    assert.equal(linked(`args: ['--config-yaml', '--log-level', '${config}']`, byMap), undefined);
  });

  it('recognize the -c of a shell', () => {
    const scripts = [
      'command: [/bin/sh, -c]\n      args: ["exec envoy -c /etc/envoy/envoy.yaml --log-level info"]',
      'command: [sh, -ec, "until nc -z localhost 8080; do sleep 1; done; envoy -c /etc/envoy/envoy.yaml"]',
      'command: [bash, -e, -c, "envoy --mode validate -c /x && exec /usr/local/bin/envoy --config-path=/etc/envoy/envoy.yaml"]',
      'command: [sh, -c, \'exec envoy "$@"\', --]\n      args: [-c, /etc/envoy/envoy.yaml]',
    ];
    const other = 'command: [sh, -c, \'exec envoy "$@"\', --]\n      args: [-c, /etc/envoy/other.yaml]';
    assert.equal(linked(`${mount}\n      ${other}`, byMap, configMap), undefined);
    for (const script of scripts)
      assert.deepEqual(linked(`${mount}\n      ${script}`, byMap, configMap), known('config-map'), script);
  });

  it('keep the file in addition to a --config-yaml, with the listeners of both', () => {
    const both = (yaml: string) => `${mount}\n      args: [-c, /etc/envoy/envoy.yaml, --config-yaml, '${yaml}']`;
    assert.deepEqual(linked(both('node: { id: a }'), byMap, configMap), known('config-map'));
    assert.deepEqual(linked(both('admin: {}'), byMap, configMap), ['config-map', 9092, false]);
  });
});
