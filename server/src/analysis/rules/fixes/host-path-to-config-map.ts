import { configPlace, MAX_CONFIG_MAP_BYTES } from '../../workspace/config-place.ts';
import type { ConfigLink, EnvoyWorkload } from '../../workspace/envoy-workload.ts';
import { isWhole } from '../../workspace/envoy-source.ts';
import { fileName } from '../../workspace/uri-path.ts';
import type { TextEdit } from '../../text/text-range.ts';
import { appendYaml, insertEntry, renameKey, replaceValue } from '../../yaml/edit/yaml-edit.ts';
import { entryOf } from '../../yaml/syntax/yaml-path.ts';
import { message } from '../message.ts';
import { editsIn, type Fix } from '../rule.ts';
import { configMapYaml } from './config-map-yaml.ts';
import { mountConfigFolder } from './mount-folder.ts';

/** Replaces the hostPath volume of a config with a ConfigMap that contains it, beside the manifest. */
export function hostPathToConfigMap(workload: EnvoyWorkload, config: ConfigLink): Fix[] {
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
