import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { envoyAtHand } from '../fixture/ask-envoy.ts';
import { diagnosticsOf, workspaceOf } from '../fixture/check.ts';
import { withEnvoy } from './real-envoy.ts';

const bootstrap = (folder: string, watched: boolean) => ({
  node: { id: 'a', cluster: 'a' },
  dynamic_resources: {
    cds_config: {
      path_config_source: {
        path: `${folder}/clusters.json`,
        ...(watched && { watched_directory: { path: folder } }),
      },
    },
  },
});

const clusters = (...names: readonly string[]): string =>
  JSON.stringify({
    resources: names.map((name) => ({
      '@type': 'type.googleapis.com/envoy.config.cluster.v3.Cluster',
      name,
      type: 'STATIC',
      load_assignment: { cluster_name: name, endpoints: [] },
    })),
  });

/** Writes a file of a volume as the kubelet does: the file is a link through `..data`, and only this link is replaced. */
function update(volume: string, version: string, text: string): void {
  mkdirSync(path.join(volume, version));
  writeFileSync(path.join(volume, version, 'clusters.json'), text);
  symlinkSync(version, path.join(volume, '..data_tmp'));
  renameSync(path.join(volume, '..data_tmp'), path.join(volume, '..data'));
}

/** The number of clusters before and after an update of the volume. */
async function clustersAfterUpdate(envoy: string, watched: boolean): Promise<readonly number[]> {
  const volume = mkdtempSync(path.join(os.tmpdir(), 'volume-'));
  try {
    update(volume, '..1', clusters('a'));
    symlinkSync('..data/clusters.json', path.join(volume, 'clusters.json'));
    return await withEnvoy(envoy, bootstrap(volume, watched), {}, async ({ stat }) => {
      const before = await stat('cluster_manager.active_clusters');
      update(volume, '..2', clusters('a', 'b'));
      await wait(1000);
      return [before, await stat('cluster_manager.active_clusters')];
    });
  } finally {
    rmSync(volume, { recursive: true, force: true });
  }
}

const codesOf = (watched: boolean): readonly string[] => {
  const config = JSON.stringify(bootstrap('/etc/envoy', watched));
  const manifests = [
    { kind: 'ConfigMap', metadata: { name: 'envoy' }, data: { 'envoy.yaml': config, 'clusters.json': '{}' } },
    {
      kind: 'Pod',
      metadata: { name: 'web' },
      spec: {
        containers: [
          {
            name: 'envoy',
            image: 'envoyproxy/envoy:v1.40.0',
            volumeMounts: [{ name: 'config', mountPath: '/etc/envoy' }],
          },
        ],
        volumes: [{ name: 'config', configMap: { name: 'envoy' } }],
      },
    },
  ];
  const text = manifests.map((manifest) => JSON.stringify({ apiVersion: 'v1', ...manifest })).join('\n---\n');
  return diagnosticsOf(workspaceOf([{ uri: 'file:///pod.yaml', text, claims: [] }])).map(({ code }) => code);
};

describe('faults in volumes, run', () => {
  it('workload/directory-not-watched: an update of a ConfigMap is not seen', async () => {
    const envoy = envoyAtHand();
    assert.ok(envoy, 'There is no Envoy here: set ENVOY_PATH');
    for (const watched of [false, true]) {
      assert.equal(codesOf(watched).includes('workload/directory-not-watched'), !watched);
      assert.deepEqual(await clustersAfterUpdate(envoy, watched), [1, watched ? 2 : 1]);
    }
  });
});
