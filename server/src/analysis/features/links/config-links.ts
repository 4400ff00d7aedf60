import { message } from '../../rules/message.ts';
import { type Place, placeIn } from '../../rules/rule.ts';
import { withoutTrailing } from '../../text/trailing.ts';
import { configPlace } from '../../workspace/config-place.ts';
import { optionOf } from '../../workspace/envoy-command.ts';
import type { EnvoySource } from '../../workspace/envoy-source.ts';
import type { ConfigLink, EnvoyWorkload } from '../../workspace/envoy-workload.ts';
import { fileName } from '../../workspace/uri-path.ts';
import { whyNoConfig } from '../../plans/why-no-config.ts';
import type { WorkspaceIndex } from '../../workspace/workspace-index.ts';
import { type LinkNote, note } from './link-note.ts';

/** The config that the Envoy of a workload reads, and how it gets there. Otherwise why it is not known. */
export function configLinks(workload: EnvoyWorkload, index: WorkspaceIndex): LinkNote {
  const { config } = workload;
  if (!config) return note(message('Config: not linked.'), undefined, [note(whyNoConfig(workload, index))]);
  return note(carrier(config), placeOfSource(config.source), [
    ...mountNotes(workload, config),
    ...pathNotes(workload, config),
    ...(config.lds
      ? [note(message("The listeners are in '{0}'.", fileName(config.lds.uri)), placeOfSource(config.lds))]
      : []),
  ]);
}

/** The first key of a config. */
export const placeOfSource = ({ uri, config: { root } }: EnvoySource): Place => ({
  uri,
  range: root.entries[0]?.key.range ?? root.range,
});

function carrier(config: ConfigLink) {
  const { delivery, file } = config;
  const name = fileName(file.uri);
  switch (delivery) {
    case 'comment':
      return message("Config: '{0}', named by a comment in the manifest.", name);
    case 'config-yaml':
      return message("Config: the value of '--config-yaml'.");
    case 'host-path':
      return message("Config: '{0}', assumed to be '{1}' on the node.", name, pathOnNode(config));
    case 'kustomize':
      return message("Config: '{0}', from which a kustomization generates '{1}'.", name, contentNames(config));
    case 'file-of-config-map':
      return message(
        "Config: '{0}', assumed to be the file from which ConfigMap '{1}' is made.",
        name,
        contentNames(config),
      );
    case 'config-map':
    case 'secret':
      return message("Config: key '{0}' of {1} '{2}'.", ...keyOfSource(config));
  }
}

function pathOnNode(config: ConfigLink): string {
  const hostPath = config.volume?.hostPath?.path?.value ?? '';
  const { isFile, path } = configPlace(config);
  return isFile ? hostPath : `${withoutTrailing(hostPath, '/')}/${path}`;
}

const contentNames = ({ volume }: ConfigLink): string =>
  (volume?.contents ?? []).flatMap(({ name }) => name?.value ?? []).join(', ');

/** The key, kind and name of the object that holds a config. */
function keyOfSource({ file, source }: ConfigLink): readonly [string, string, string] {
  for (const { configMap, secret, kind, name } of file.manifests)
    for (const content of [configMap, secret])
      for (const [key, { value }] of [...(content?.keys ?? []), ...(content?.encoded ?? [])])
        if (value && value === source.scalar) return [key, kind, name?.value ?? ''];
  return ['', '', ''];
}

function mountNotes({ file }: EnvoyWorkload, { volume, mount }: ConfigLink): LinkNote[] {
  if (!volume || !mount) return [];
  const [name, path, subPath] = [volume.name?.value ?? '', mount.mountPath?.value ?? '', mount.subPath?.value];
  const said =
    subPath === undefined
      ? message("Volume '{0}' is mounted at '{1}'.", name, path)
      : message("'{0}' of volume '{1}' is mounted at '{2}'.", subPath, name, path);
  return [note(said, placeIn(file, mount.node))];
}

function pathNotes({ file, envoyContainer }: EnvoyWorkload, { path }: ConfigLink): LinkNote[] {
  if (path === undefined) return [];
  const option = optionOf(envoyContainer, ['-c', '--config-path']);
  const said = option
    ? message("Envoy is started with the path '{0}'.", path)
    : message("Envoy's image reads '{0}' by default.", path);
  return [note(said, option?.at && placeIn(file, option.at))];
}
