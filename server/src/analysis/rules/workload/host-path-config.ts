import { configPlace, MAX_CONFIG_MAP_BYTES } from '../../workspace/config-place.ts';
import type { ConfigLink, EnvoyWorkload } from '../../workspace/envoy-workload.ts';
import { isWhole } from '../../workspace/envoy-source.ts';
import { fileName } from '../../workspace/uri-path.ts';
import type { TextEdit } from '../../text/text-range.ts';
import { appendYaml, insertEntry, renameKey, replaceValue } from '../../yaml/edit/yaml-edit.ts';
import { entryOf } from '../../yaml/syntax/yaml-path.ts';
import { configMapYaml } from '../fixes/config-map-yaml.ts';
import { mountConfigFolder } from '../fixes/mount-folder.ts';
import { message } from '../message.ts';
import { editsIn, type Fix, rule } from '../rule.ts';

export const hostPathConfig = rule({
  code: 'workload/host-path-config',
  subject: 'workload',
  severity: 'information',
  summary: 'Envoy reads its config from a file on the node.',
  why: 'A hostPath requires the file on every node that may run the pod. If it is missing, the container runtime creates a directory with that name, Envoy crashes repeatedly, and the directory remains. A ConfigMap is deployed together with the pod.',
  examples: [
    {
      before: `#- /pod.yaml
apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  containers:
    - name: envoy
      image: envoyproxy/envoy:v1.40.0
      volumeMounts:
        - name: config
          mountPath: /etc/envoy/envoy.yaml
  volumes:
    - name: config
      hostPath:
#     ^^^^^^^^ information workload/host-path-config
        path: /srv/envoy.yaml
#- /envoy.yaml
static_resources: {} # nothing yet
`,
      after: `#- /pod.yaml
apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  containers:
    - name: envoy
      image: envoyproxy/envoy:v1.40.0
      volumeMounts:
        - name: config
          mountPath: /etc/envoy
  volumes:
    - name: config
      configMap:
        name: web-envoy-config
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: web-envoy-config
data:
  envoy.yaml: |
    static_resources: {} # nothing yet
`,
    },
  ],
  check(workload, report) {
    const { config, file } = workload;
    const hostPath = config?.volume?.hostPath;
    if (!config || !hostPath) return;
    report({
      at: { uri: file.uri, range: hostPath.entry.key.range },
      message: message(
        "Envoy reads '{0}' from the node, so every node needs that file. The config in the workspace is '{1}'.",
        hostPath.path?.value ?? '',
        fileName(config.file.uri),
      ),
      related: [
        {
          at: {
            uri: config.file.uri,
            range: config.source.config.root.entries[0]?.key.range ?? config.source.config.root.range,
          },
          message: message('This config is assumed to be that file.'),
        },
      ],
      fixes: () => fixes(workload, config),
    });
  },
});

function fixes(workload: EnvoyWorkload, config: ConfigLink): Fix[] {
  const { file, manifest } = workload;
  const text = config.source.text;
  if (!manifest.name || !isWhole(config.file, config.source)) return [];
  if (/^\s*[{[]/.test(file.text) || new TextEncoder().encode(text).length > MAX_CONFIG_MAP_BYTES) return [];
  const name = freeName(`${manifest.name.value}-envoy-config`, file);
  const { key, isFile } = configPlace(config);
  const document = configMapYaml(name, manifest.namespace?.value, key, text);
  if (!document) return [];
  const edits = [...volumeEdits(workload, config, name), appendYaml(file.text, document)];
  return [
    {
      title: message("Convert to a ConfigMap with '{0}'", fileName(config.file.uri)),
      // A folder of the node may contain other files, which a ConfigMap with only the config would not.
      preferred: isFile || config.mount?.subPath !== undefined,
      safe: false,
      edits: [editsIn(file, ...edits)],
    },
  ];
}

/** The name, with a number if a ConfigMap in the file has the same name. */
function freeName(wanted: string, { manifests }: EnvoyWorkload['file']): string {
  const taken = manifests.flatMap(({ kind, name }) => (kind === 'ConfigMap' && name ? [name.value] : []));
  let name = wanted;
  for (let i = 2; taken.includes(name); i++) name = `${wanted}-${i}`;
  return name;
}

/** The source of the volume. For a volume that was a single file, its mounts are of the folder, or of the file as subPath. */
function volumeEdits({ file, podSpec }: EnvoyWorkload, config: ConfigLink, name: string): TextEdit[] {
  const { volume } = config;
  const entry = volume?.hostPath?.entry;
  if (!volume || !entry) return [];
  const { key, path, isFile } = configPlace(config);
  const source = { name, ...(path !== key && { items: [{ key, path }] }) };
  const mounts = [...podSpec.containers, ...podSpec.initContainers].flatMap((container) =>
    container.volumeMounts.flatMap((mount) => {
      if (!isFile || mount.name?.value !== volume.name?.value) return [];
      const subPath = () => insertEntry(file.text, mount.node, 'subPath', path, entryOf(mount.node, 'mountPath'));
      return mountConfigFolder(file.text, mount, path, container) ?? [subPath()];
    }),
  );
  return [renameKey(file.text, entry, 'configMap'), replaceValue(file.text, volume.node, entry, source), ...mounts];
}
