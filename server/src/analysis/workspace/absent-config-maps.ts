import type { ContentReference, PodSpec } from '../kubernetes/manifest.ts';
import { didYouMean } from '../text/did-you-mean.ts';
import { configPath } from './envoy-command.ts';
import { mayExist } from './existing-config-maps.ts';
import { placeInVolume } from './link-config.ts';
import type { AbsentConfigMap } from './mount-faults.ts';
import type { PlacedManifest } from './placed-manifest.ts';
import { folderOf } from './uri-path.ts';
import type { WorkspaceIndex } from './workspace-index.ts';

/**
 * The ConfigMaps that a pod needs and that no file defines. Only if other ConfigMaps of the pod are in the workspace, or if
 * the folder has one with a similar name: otherwise they may all be made elsewhere.
 */
export function absentConfigMaps(
  podSpec: PodSpec,
  placed: PlacedManifest,
  index: WorkspaceIndex,
): readonly AbsentConfigMap[] {
  const needed = referencesIn(podSpec).filter(({ kind }) => kind === 'ConfigMap');
  const names = needed.flatMap(({ name, optional }) => (name && !optional ? [name] : []));
  const absent = names.filter(({ value }) => !mayExist(value, index));
  if (absent.length === 0 || isRenamed(placed, index)) return [];
  const hasOthers = absent.length < names.length && index.files.size > 1;
  const beside = index.configMapsIn(folderOf(placed.file.uri));
  const free = [...beside].filter((known) => !needed.some(({ name }) => name?.value === known));
  return absent.flatMap((name) => {
    const near = didYouMean(name.value, free);
    if (near.length === 0 && !hasOthers) return [];
    return madeOfFile(name.value, podSpec, index) ? [] : [{ name, near }];
  });
}

const referencesIn = ({ volumes, containers, initContainers }: PodSpec): readonly ContentReference[] => [
  ...volumes.flatMap(({ contents }) => contents),
  ...[...containers, ...initContainers].flatMap(({ env, envFrom }) => [
    ...env.flatMap(({ from }) => from ?? []),
    ...envFrom,
  ]),
];

/** A kustomization changes names, or the manifests in a way that is not known. */
const isRenamed = ({ file }: PlacedManifest, index: WorkspaceIndex): boolean =>
  index
    .buildsOf(file.uri)
    .some(
      ({ certain, changing }) =>
        !certain ||
        changing.some(({ kustomization }) =>
          kustomization?.transforms.some(({ text }) => text === 'namePrefix' || text === 'nameSuffix'),
        ),
    );

/** The workspace has a config with the name of the file that Envoy reads there: `kubectl create configmap --from-file` makes the ConfigMap of it. */
const madeOfFile = (name: string, podSpec: PodSpec, index: WorkspaceIndex): boolean =>
  [...podSpec.containers, ...podSpec.initContainers].some((container) => {
    const path = configPath(container);
    const place = path === undefined ? undefined : placeInVolume(path, container, podSpec);
    const isMeant = place?.volume.contents.some((content) => content.name?.value === name);
    return path !== undefined && isMeant && index.configFiles.longest(path) !== undefined;
  });
