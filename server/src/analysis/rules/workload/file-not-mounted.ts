import { didYouMean } from '../../text/did-you-mean.ts';
import type { ConfigLink } from '../../workspace/envoy-workload.ts';
import { placeInVolume } from '../../workspace/link-config.ts';
import type { MountedContent } from '../../workspace/mount-faults.ts';
import { filesOf, holdsFile, pathOf } from '../../workspace/mounted-files.ts';
import { replaceScalar } from '../../yaml/edit/yaml-edit.ts';
import type { Located } from '../../yaml/syntax/yaml-node.ts';
import { message } from '../message.ts';
import { editsIn, type Fix, placeIn, rule } from '../rule.ts';

export const workloadFileNotMounted = rule({
  code: 'workload/file-not-mounted',
  subject: 'workload',
  severity: 'warning',
  summary: 'A config names a file that the ConfigMap or Secret mounted in its folder does not have.',
  why: 'Envoy rejects a config with a certificate, key, script or xDS file that it cannot open, and exits. Each key of the ConfigMap or Secret, or each of the `items`, is a file in the folder. The rule is silent if a file of the volume is not known: the ConfigMap or Secret is not in the workspace, or the volume has other sources.',
  examples: [
    {
      before: `#- /pod.yaml stock:sidecar-pod
#~ ports:\\n        - containerPort: 9092\\n      volumeMounts => volumeMounts
#? warning workload/file-not-mounted at "/etc/envoy"
#- /envoy-config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: envoy-config }
data:
  envoy.yaml: |
    node: { id: web, cluster: web }
    dynamic_resources:
      cds_config: { path_config_source: { path: /etc/envoy/clusters.yaml } }
      #                                         ^^^^^^^^^^^^^^^^^^^^^^^^ warning workload/file-not-mounted
`,
    },
  ],
  check({ config, envoyContainer, podSpec, mounts, file, silence }, report) {
    if (!config || silence.partial) return;
    for (const path of filesReadBy(config)) {
      if (/(^|\/)\.\.|\/\/|^[^/]/.test(path.value)) continue;
      const place = placeInVolume(path.value, envoyContainer, podSpec);
      const mounted = place && mounts.find(({ mount }) => mount === place.mount);
      if (!place || !mounted?.complete || holdsFile(mounted, place.inVolume)) continue;
      const atConfig = placeIn(config.file, path.at);
      const atMount = placeIn(file, place.mount.mountPath?.at ?? place.mount.node);
      const fixes = () => renames(config, mounted, path);
      report({
        at: atConfig,
        message: message("Envoy cannot open '{0}'. The volume mounted there has no such file.", path.value),
        related: [{ at: atMount, message: message('The volume is mounted here.') }],
        fixes,
      });
      report({
        at: atMount,
        message: message("The volume has no file '{0}', which the config of Envoy names.", place.inVolume),
        related: [{ at: atConfig, message: message('The config names the file here.') }],
        fixes,
      });
    }
  },
});

const filesReadBy = ({ source, lds }: ConfigLink): readonly Located<string>[] => [
  ...source.filesRead(),
  ...(lds?.filesRead() ?? []),
];

function renames(config: ConfigLink, mounted: MountedContent, { value, at }: Located<string>): readonly Fix[] {
  if (!config.source.editable) return [];
  // Only the names are compared: the folder is that of the mount for all of them.
  const known = filesOf(mounted).flatMap(({ inVolume }) => pathOf(mounted.mount, inVolume) ?? []);
  const folder = value.slice(0, value.lastIndexOf('/') + 1);
  const names = known.flatMap((path) => (path.startsWith(folder) ? path.slice(folder.length) : []));
  const near = didYouMean(value.slice(folder.length), names);
  return near.slice(0, MAX_OFFERED).map((name) => ({
    title: message("Change to '{0}'", `${folder}${name}`),
    preferred: near.length === 1,
    safe: false,
    edits: [editsIn(config.file, replaceScalar(config.file.text, at, `${folder}${name}`))],
  }));
}

const MAX_OFFERED = 3;
