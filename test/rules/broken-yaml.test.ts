import assert from 'node:assert/strict';
import { diagnosticsOf, workspaceOf } from '../fixture/check.ts';
import { seedFiles } from './seed-table.ts';

/** What broken YAML adds to the findings of the seed. Fields that a stray quote glues together are indeed unknown to Kubernetes. */
const extra = (files: ReturnType<typeof seedFiles>): string[] => {
  const asGiven = diagnosticsOf(workspaceOf(seedFiles())).map(({ code }) => code);
  return diagnosticsOf(workspaceOf(files))
    .map(({ code }) => code)
    .filter((code) => !asGiven.includes(code) && !code.startsWith('kubernetes/'));
};

const places = {
  envoy: ['- name: listener_0', 'stat_prefix: ingress_http', 'clusters:', '- name: targetCluster', 'port_value: 80   '],
  pod: ['- name: main-container', '- containerPort: 9092', 'image: nginx:latest', 'volumes:', 'hostPath:'],
} as const;

describe('broken YAML', () => {
  for (const file of ['envoy', 'pod'] as const)
    for (const at of places[file])
      for (const broken of ['"', '[', '{ a', '\t- b: ]'])
        it(`says only that it is broken: ${JSON.stringify(broken)} before "${at}" in ${file}.yaml`, () => {
          const files = seedFiles().map((one) =>
            one.uri.endsWith(`/${file}.yaml`) ? { ...one, text: one.text.replace(at, () => `${broken}${at}`) } : one,
          );
          assert.deepEqual([...new Set(extra(files))], ['yaml/syntax']);
        });

  for (const [what, lines] of [
    [
      'a field behind a comment',
      [
        'admin:',
        '  address:',
        '    socket_address:',
        '      address: 127.0.0.1',
        '      # the port',
        '      }port_value: 9901',
      ],
    ],
    [
      'the next field of a message that Envoy’s own code checks',
      [
        'dynamic_resources:',
        '  cds_config:',
        '    api_config_source:',
        '      api_type: REST',
        '      transport_api_version: V3',
        '      refresh_delay: }1s',
        '      cluster_names: [c]',
      ],
    ],
    [
      'the type of a cluster with host names',
      [
        'static_resources:',
        '  clusters:',
        '  - name: c',
        '    load_assignment:',
        '      cluster_name: c',
        '      endpoints: [{ lb_endpoints: [{ endpoint: { address: { socket_address: { address: a.example, port_value: 80 } } } }] }]',
        '    alt_stat_name: "c',
        '    type: STRICT_DNS',
      ],
    ],
  ] as const)
    it(`does not miss what the break hides: ${what}`, () => {
      const found = diagnosticsOf(
        workspaceOf([{ uri: 'file:///fixture/envoy.yaml', text: `${lines.join('\n')}\n`, claims: [] }]),
      );
      assert.deepEqual(
        found.filter(({ severity }) => severity === 'error' || severity === 'warning').map(({ code }) => code),
        ['yaml/syntax'],
      );
    });

  it('in the manifest of a ConfigMap does not affect the config in it', () => {
    const files = seedFiles().filter(({ uri }) => !uri.endsWith('/envoy.yaml'));
    const config = seedFiles().find(({ uri }) => uri.endsWith('/envoy.yaml'))?.text ?? '';
    const lines = config.replace('cluster: targetCluster', 'cluster: nobody').replaceAll('\n', '\n    ');
    const map = (metadata: string): string =>
      `apiVersion: v1\nkind: ConfigMap\nmetadata: ${metadata}\ndata:\n  envoy.yaml: |\n    ${lines}\n`;
    const codes = (metadata: string): string[] =>
      diagnosticsOf(workspaceOf([...files, { uri: 'file:///fixture/map.yaml', text: map(metadata), claims: [] }])).map(
        ({ code }) => code,
      );
    assert.ok(codes('{ name: a }').includes('envoy/unknown-cluster'));
    assert.ok(codes('{ name: a, b: ] }').includes('yaml/syntax'));
    assert.ok(!codes('{ name: a, b: ] }').includes('envoy/unknown-cluster'));
  });
});
