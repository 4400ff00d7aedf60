import { field } from '../../envoy/envoy-field.ts';
import type { FileSubscription } from '../../envoy/file-subscriptions.ts';
import { withoutTrailing } from '../../text/trailing.ts';
import type { EnvoySource } from '../../workspace/envoy-source.ts';
import type { ConfigLink } from '../../workspace/envoy-workload.ts';
import { placeInVolume } from '../../workspace/link-config.ts';
import { holdsFile } from '../../workspace/mounted-files.ts';
import { insertEntry } from '../../yaml/edit/yaml-edit.ts';
import { message } from '../message.ts';
import { editsIn, type Fix, placeIn, rule } from '../rule.ts';

export const workloadDirectoryNotWatched = rule({
  code: 'workload/directory-not-watched',
  subject: 'workload',
  severity: 'hint',
  summary: 'Envoy does not read a file of a ConfigMap or Secret again after an update.',
  why: 'Envoy reads a file of xDS again when the file itself is replaced in its directory. The kubelet does not replace the files of a ConfigMap or Secret volume: they are symbolic links through `..data`, and only this link is replaced. With `watched_directory`, Envoy reads the file again after any replacement in that directory (run with Envoy 1.36 to 1.40).',
  examples: [
    {
      before: `#- /pod.yaml stock:sidecar-pod
#~ \\n      ports:\\n        - containerPort: 9092 => 
#- /envoy-config.yaml
apiVersion: v1
kind: ConfigMap
metadata:
  name: envoy-config
data:
  clusters.yaml: 'resources: []'
  envoy.yaml: |
    node: { id: a, cluster: a }
    dynamic_resources:
      cds_config:
        path_config_source:
          path: /etc/envoy/clusters.yaml
          #     ^^^^^^^^^^^^^^^^^^^^^^^^ hint workload/directory-not-watched
`,
    },
  ],
  check(workload, report) {
    const { config, silence, envoyContainer, podSpec } = workload;
    if (!config || silence.partial) return;
    for (const source of [config.source, ...(config.lds ? [config.lds] : [])])
      for (const subscription of source.fileSubscriptions()) {
        const { path, pathSource } = subscription;
        if (field(pathSource, 'watched_directory')) continue;
        const place = placeInVolume(path.value, envoyContainer, podSpec);
        const [content] = place?.volume.contents ?? [];
        const folder = place?.mount.mountPath?.value;
        // A file that is mounted by itself is never updated.
        if (!place || !content || place.mount.subPath || folder === undefined) continue;
        const mounted = workload.mounts.find(({ mount }) => mount === place.mount);
        // A missing file is reported by workload/file-not-mounted.
        if (mounted?.complete && !holdsFile(mounted, place.inVolume)) continue;
        report({
          at: placeIn(config.file, path.at),
          message: message("Envoy does not see updates of this {0}. Set '{1}'.", content.kind, 'watched_directory'),
          related: place.mount.name
            ? [{ at: placeIn(workload.file, place.mount.name.at), message: message('The file is mounted here.') }]
            : [],
          fixes: () => fixes(config, source, subscription, withoutTrailing(folder, '/')),
        });
      }
  },
});

function fixes({ file }: ConfigLink, source: EnvoySource, { pathSource }: FileSubscription, folder: string): Fix[] {
  if (!pathSource || pathSource.aliasRange || !source.editable) return [];
  return [
    {
      title: message("Set '{0}' to '{1}'", 'watched_directory', folder),
      preferred: true,
      safe: false,
      edits: [editsIn(file, insertEntry(file.text, pathSource, 'watched_directory', { path: folder }))],
    },
  ];
}
