import type { Place } from '../rules/rule.ts';
import { workloadsOf } from '../rules/run-rules.ts';
import { type TextRange, touches } from '../text/text-range.ts';
import type { EnvoyWorkload } from '../workspace/envoy-workload.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Manifest } from '../kubernetes/manifest.ts';
import type { EnvoySource } from '../workspace/envoy-source.ts';
import type { SourceFile } from '../workspace/source-file.ts';
import { placeOf, stepsAt } from '../yaml/syntax/yaml-path.ts';

/** A reference from the range of a name to its definition. */
export interface Definition {
  readonly origin: TextRange;
  readonly target: Place;
}

/**
 * The definition of the name at an offset: clusters, volumes, ConfigMaps and their keys, named ports, linked configs,
 * files of xDS.
 */
export function definition(workspace: Workspace, uri: string, offset: number): Definition | undefined {
  const file = workspace.files.get(uri);
  if (!file) return undefined;
  return (
    clusterAt(workspace, file, offset) ?? xdsFileAt(workspace, file, offset) ?? inManifest(workspace, file, offset)
  );
}

function clusterAt(workspace: Workspace, file: SourceFile, offset: number): Definition | undefined {
  for (const source of file.envoySources) {
    const reference = source.config.clusterReferences.find(({ name }) => touches(placeOf(name.at), offset));
    const target = reference && clusterNamed(reference.name.value, [source, ...besides(workspace, source)]);
    if (reference && target) return { origin: placeOf(reference.name.at), target };
  }
  return undefined;
}

function clusterNamed(wanted: string, sources: readonly EnvoySource[]): Place | undefined {
  for (const { uri, config } of sources) {
    const named = config.clusters.find(({ name }) => name?.value === wanted)?.name;
    if (named) return { uri, range: placeOf(named.at) };
  }
  return undefined;
}

/** The files of xDS that a config has Envoy read. */
const besides = ({ index: { xdsLinks } }: Workspace, config: EnvoySource): readonly EnvoySource[] =>
  xdsLinks.flatMap(({ source, resources }) => (source === config && resources ? [resources] : []));

/** The path of a file of xDS → the file. */
function xdsFileAt(workspace: Workspace, file: SourceFile, offset: number): Definition | undefined {
  const link = workspace.index.xdsLinks.find(
    ({ source, subscription }) => source.uri === file.uri && touches(placeOf(subscription.path.at), offset),
  );
  if (!link) return undefined;
  const root = link.resources?.config.root;
  const range = root?.entries[0]?.key.range ?? root?.range ?? { start: 0, end: 0 };
  return { origin: placeOf(link.subscription.path.at), target: { uri: link.target.uri, range } };
}

function inManifest(workspace: Workspace, file: SourceFile, offset: number): Definition | undefined {
  const manifest = file.manifests.find(({ root }) => touches(root.range, offset));
  const leaf = stepsAt(manifest?.root, offset).at(-1)?.node;
  if (!manifest || leaf?.kind !== 'scalar') return undefined;
  const target =
    volumeOf(manifest, leaf.range, file) ??
    configMapOf(workspace, manifest, leaf.range, file) ??
    linkedConfig(workspace, file, leaf.range) ??
    portOf(workspace, file, leaf.range);
  return target && { origin: leaf.range, target };
}

/** The name of a mount → the volume. */
function volumeOf({ podSpec }: Manifest, range: TextRange, file: SourceFile): Place | undefined {
  const containers = [...(podSpec?.containers ?? []), ...(podSpec?.initContainers ?? [])];
  const mount = containers.flatMap(({ volumeMounts }) => volumeMounts).find(({ name }) => name?.at.range === range);
  const volume = mount && podSpec?.volumes.find(({ name }) => name?.value === mount.name?.value);
  return volume?.name && { uri: file.uri, range: volume.name.at.range };
}

/** A volume's ConfigMap → the ConfigMap; one of its keys → the key. */
function configMapOf(
  workspace: Workspace,
  { podSpec }: Manifest,
  range: TextRange,
  file: SourceFile,
): Place | undefined {
  for (const { configMap } of podSpec?.volumes ?? []) {
    const found = configMap?.name && workspace.index.nearestConfigMaps(configMap.name.value, file.uri)[0];
    if (!found) continue;
    if (configMap.name?.at.range === range && found.manifest.name)
      return { uri: found.file.uri, range: found.manifest.name.at.range };
    const item = configMap.items.find(({ key }) => key?.at.range === range);
    const key = item?.key && found.manifest.configMap?.keys.get(item.key.value);
    if (key) return { uri: found.file.uri, range: key.key.range };
  }
  return undefined;
}

/** The hostPath or mount path of a config → the config. */
function linkedConfig(workspace: Workspace, file: SourceFile, range: TextRange): Place | undefined {
  const workload = workloadsOf(workspace, file.uri).find(
    (candidate) => candidate.file.uri === file.uri && leadsToConfig(candidate, range),
  );
  const config = workload?.config;
  return (
    config && {
      uri: config.file.uri,
      range: config.source.config.root.entries[0]?.key.range ?? config.source.config.root.range,
    }
  );
}

const leadsToConfig = ({ config }: EnvoyWorkload, range: TextRange): boolean =>
  [config?.volume?.hostPath?.path, config?.mount?.mountPath, config?.mount?.subPath].some(
    (located) => located?.at.range === range,
  );

/** A Service's named targetPort → the containerPort; its selector's value → the pod's label. */
function portOf(workspace: Workspace, file: SourceFile, range: TextRange): Place | undefined {
  for (const { file: podFile, podSpec, services } of workloadsOf(workspace, file.uri)) {
    for (const { manifest } of services) {
      const port = manifest.service?.ports.find(
        ({ targetPort }) => targetPort?.kind === 'name' && targetPort.name.at.range === range,
      );
      const wanted = port?.targetPort?.kind === 'name' ? port.targetPort.name.value : undefined;
      const named = podSpec.containers.flatMap(({ ports }) => ports).find(({ name }) => name && name.value === wanted);
      if (named?.name) return { uri: podFile.uri, range: named.name.at.range };
      const label = [...(manifest.service?.selector ?? [])].find(([, { at }]) => at.range === range);
      const carried = label && podSpec.labels.get(label[0]);
      if (carried) return { uri: podFile.uri, range: carried.at.range };
    }
  }
  return undefined;
}
