import assert from 'node:assert/strict';
import { diagnosticsOf, workspaceOf } from '../../fixture/check.ts';
import { parseFixture } from '../../fixture/parse-fixture.ts';

const codesOf = (text: string): string[] =>
  diagnosticsOf(workspaceOf(parseFixture(`#- /envoy.yaml\n${text}`)))
    .filter(({ severity }) => severity === 'error')
    .map(({ code }) => code);

const stats =
  'node: { id: a, cluster: b }\nstats_sinks: [{ name: statsd, typed_config: { "@type": type.googleapis.com/envoy.config.metrics.v3.StatsdSink, tcp_cluster_name: app } }]\n';

describe('a mistake', () => {
  it('is reported once if it hides the clusters that are referred to', () => {
    for (const [clusters, code] of [
      ['clusters: [{ name: app }]\nstatic_resources: { listeners: [] }\n', 'envoy/unknown-field'],
      ['statics_resources: { clusters: [{ name: app }] }\n', 'envoy/unknown-field'],
      ['static_resources: { cluster: [{ name: app }] }\n', 'envoy/unknown-field'],
      ['static_resources: { clusters: { app: { type: STATIC }, b: { type: STATIC } } }\n', 'envoy/wrong-type'],
      ['static_resources: { clusters: [{ name: [app] }] }\n', 'envoy/wrong-type'],
      ['static_resources: { clusters: [{ type: STATIC }] }\n', 'envoy/missing-field'],
    ] as const)
      assert.deepEqual(codesOf(stats + clusters), [code], clusters);
  });

  it('in the key that tells a config is found by its listeners and clusters', () => {
    for (const key of ['static_resourcess', 'staticResourcesx']) {
      const endpoints = 'type: STATIC, load_assignment: { cluster_name: app }';
      assert.deepEqual(codesOf(`${key}: { clusters: [{ name: app, ${endpoints} }] }\n`), ['envoy/unknown-field'], key);
      assert.deepEqual(codesOf(`${key}: { clusters: [{ name: app }] }\n`), [], key);
    }
  });

  it('hides nothing if it is a scalar or in a cluster', () => {
    assert.deepEqual(codesOf(`${stats}static_resource: 1\nstatic_resources: { clusters: [{ name: other }] }\n`), [
      'envoy/unknown-cluster',
      'envoy/unknown-field',
    ]);
    assert.deepEqual(codesOf(`${stats}static_resources: { clusters: [{ name: other, typ: STATIC }] }\n`), [
      'envoy/unknown-cluster',
      'envoy/unknown-field',
    ]);
  });

  it('is reported once if it hides the endpoints of a cluster', () => {
    const cluster = (fields: string) =>
      `static_resources:\n  clusters:\n  - name: app\n    type: LOGICAL_DNS\n${fields}`;
    const endpoints = '[{ lb_endpoints: [] }]';
    for (const fields of [
      `    LoadAssignment: { cluster_name: app, endpoints: ${endpoints} }\n`,
      `    load_assignment: { cluster_name: app, end_points: ${endpoints} }\n`,
      `  load_assignment: { cluster_name: app, endpoints: ${endpoints} }\n`,
    ])
      assert.deepEqual(codesOf(cluster(fields)), ['envoy/unknown-field'], fields);
    assert.deepEqual(codesOf(cluster('    conect_timeout: 1s\n')), [
      'envoy/logical-dns-endpoints',
      'envoy/unknown-field',
    ]);
  });

  it('is reported once if it hides the type of an extension', () => {
    for (const key of ['typed-config', 'typed_confgi'])
      assert.deepEqual(
        codesOf(`bootstrap_extensions: [{ name: a, ${key}: { "@type": a } }]\nstatic_resources: {}\n`),
        ['envoy/unknown-field'],
        key,
      );
  });

  it('in the YAML hides what follows directly', () => {
    assert.deepEqual(codesOf('admin:\n  address:\n    socket_address:\n\taddress: 127.0.0.1\n      port_value: 1\n'), [
      'yaml/syntax',
    ]);
  });
});
