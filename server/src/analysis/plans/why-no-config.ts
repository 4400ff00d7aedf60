import type { Volume } from '../kubernetes/manifest.ts';
import { type Message, message } from '../rules/message.ts';
import { configPath, inlineConfig } from '../workspace/envoy-command.ts';
import type { EnvoyWorkload } from '../workspace/envoy-workload.ts';
import type { WorkspaceIndex } from '../workspace/workspace-index.ts';
import { entryOf } from '../yaml/syntax/yaml-path.ts';
import { coveringMount } from './config-volume.ts';

/** What keeps the config of a container from being found. */
export function whyNoConfig(workload: EnvoyWorkload, index: WorkspaceIndex): Message {
  const { envoyContainer, misplaced } = workload;
  const container = envoyContainer.name?.value ?? '';
  if (misplaced)
    return message("Envoy reads '{0}', but the config is mounted at '{1}'.", misplaced.path, misplaced.mountedAt);
  const { volume } = coveringMount(workload) ?? {};
  if (volume) return whyNotInVolume(volume, workload, index);
  const path = configPath(envoyContainer);
  if (path === undefined && inlineConfig(envoyContainer))
    return message("The value of '--config-yaml' of container '{0}' is not in the workspace.", container);
  return message("The manifest does not show where container '{0}' gets its config.", container);
}

function whyNotInVolume(volume: Volume, { mounts, envoyContainer }: EnvoyWorkload, index: WorkspaceIndex): Message {
  const hostPath = volume.hostPath?.path?.value;
  if (hostPath !== undefined) return message('It is unclear which file in the workspace is {0}.', hostPath);
  const name = volume.name?.value ?? '';
  if (entryOf(volume.node, 'emptyDir'))
    return message("Volume '{0}' is empty when the pod starts, so the config is written at run time.", name);
  const sources = mounts.find((mount) => mount.volume === volume)?.sources ?? [];
  const absent = sources.find(({ content }) => !content)?.reference;
  if (absent) {
    const known = absent.kind === 'Secret' ? index.secrets : index.configMaps;
    const absentName = absent.name?.value ?? '';
    return known.has(absentName)
      ? message("Several files in the workspace may contain {0} '{1}'.", absent.kind, absentName)
      : message("{0} '{1}' is not in the workspace.", absent.kind, absentName);
  }
  const [reference] = sources.map((source) => source.reference);
  return reference
    ? message(
        "{0} '{1}' does not contain the config of container '{2}'.",
        reference.kind,
        reference.name?.value ?? '',
        envoyContainer.name?.value ?? '',
      )
    : message("The files of volume '{0}' are not in the workspace.", name);
}
