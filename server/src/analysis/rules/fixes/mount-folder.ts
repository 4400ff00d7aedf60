import type { Container, VolumeMount } from '../../kubernetes/manifest.ts';
import type { TextEdit } from '../../text/text-range.ts';
import type { EnvoyWorkload } from '../../workspace/envoy-workload.ts';
import { removeEntry, replaceScalar } from '../../yaml/edit/yaml-edit.ts';
import { entryOf } from '../../yaml/syntax/yaml-path.ts';
import { message } from '../message.ts';
import { editsIn, type Fix } from '../rule.ts';

/** The folder of Envoy's images for the config, with nothing else that Envoy reads. */
const CONFIG_FOLDER = '/etc/envoy';

/**
 * Mounts a volume at the folder of a file instead of at the file. None if the file has another name in the volume, or if
 * the folder is `/etc` or the like, or has other mounts, which would be hidden.
 */
export function mountFolder(
  { file, envoyContainer }: EnvoyWorkload,
  mount: VolumeMount,
  inVolume: string,
): readonly Fix[] {
  const folder = folderFor(mount, inVolume, envoyContainer);
  if (folder === undefined) return [];
  return [
    {
      title: message("Mount the folder '{0}'", folder),
      preferred: folder === CONFIG_FOLDER,
      safe: false,
      edits: [editsIn(file, ...folderEdits(file.text, mount, folder))],
    },
  ];
}

/** The same edits for a file in the folder of Envoy's config. Undefined if it is elsewhere. */
export function mountConfigFolder(
  text: string,
  mount: VolumeMount,
  inVolume: string,
  container: Container,
): readonly TextEdit[] | undefined {
  const folder = folderFor(mount, inVolume, container);
  return folder === CONFIG_FOLDER ? folderEdits(text, mount, folder) : undefined;
}

function folderFor(mount: VolumeMount, inVolume: string, { volumeMounts }: Container): string | undefined {
  const { mountPath } = mount;
  const folder = mountPath?.value.slice(0, mountPath.value.lastIndexOf('/'));
  if (!mountPath || !folder || folder.lastIndexOf('/') === 0) return undefined;
  if (mountPath.value !== `${folder}/${inVolume}` || mountPath.at.aliasRange) return undefined;
  const isShared = volumeMounts.some(
    (other) => other !== mount && `${other.mountPath?.value ?? folder}/`.startsWith(`${folder}/`),
  );
  return isShared ? undefined : folder;
}

function folderEdits(text: string, { node, mountPath }: VolumeMount, folder: string): readonly TextEdit[] {
  const subPath = entryOf(node, 'subPath');
  return [
    ...(mountPath ? [replaceScalar(text, mountPath.at, folder)] : []),
    ...(subPath ? [removeEntry(text, node, subPath)] : []),
  ];
}
