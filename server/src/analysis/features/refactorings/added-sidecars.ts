import type { Manifest, PodSpec } from '../../kubernetes/manifest.ts';
import { dnsLabel } from '../../plans/dns-label.ts';
import { adminPort, checkedAnswers, type SidecarAnswers } from '../../plans/new-sidecar/sidecar-answers.ts';
import { sidecarConfig } from '../../plans/new-sidecar/sidecar-config.ts';
import {
  configKey,
  envoyContainer,
  envoyVolumes,
  type SidecarNames,
  sidecarNames,
} from '../../plans/new-sidecar/sidecar-manifests.ts';
import { configMapYaml } from '../../rules/fixes/config-map-yaml.ts';
import { editsInSteps } from '../../rules/fixes/edits-in-steps.ts';
import { freeName } from '../../rules/fixes/free-name.ts';
import { combined } from '../../rules/fixes/port-edits.ts';
import { message } from '../../rules/message.ts';
import { editsIn } from '../../rules/rule.ts';
import type { TextEdit } from '../../text/text-range.ts';
import { isEnvoyContainer, isInjected, redirectsTraffic } from '../../workspace/envoy-container.ts';
import { isPatched } from '../../workspace/link-workloads.ts';
import type { PlacedManifest } from '../../workspace/placed-manifest.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { appendYaml, insertEntry, insertItem, type Plain, replaceValue } from '../../yaml/edit/yaml-edit.ts';
import type { YamlMap } from '../../yaml/syntax/yaml-node.ts';
import { asSeq, entryOf } from '../../yaml/syntax/yaml-path.ts';
import { appPortOf, movedServices } from './app-port.ts';
import { type Asked, isOnLineOf, type Refactor, type Refactoring } from './refactoring.ts';

const kinds = ['Pod', 'Deployment', 'StatefulSet', 'DaemonSet'];

/**
 * A pod without Envoy gets a sidecar in front of its only port: a container, a volume, and a ConfigMap with the config. The Services
 * that select only this pod lead to Envoy.
 */
export const addedSidecars: Refactor = (asked) =>
  asked.file.manifests
    .filter((manifest) => kinds.includes(manifest.kind) && isOnItsLines(asked, manifest))
    .flatMap((manifest) => withSidecar(asked, manifest));

/** The lines of its kind and name, and of the names and images of its containers. */
const isOnItsLines = (asked: Asked, { root, name, podSpec }: Manifest): boolean =>
  [
    entryOf(root, 'kind')?.key,
    name?.at,
    ...(podSpec?.containers ?? []).flatMap((one) => [one.name?.at, one.image?.at]),
  ].some((node) => isOnLineOf(asked, node));

function withSidecar({ workspace, file }: Asked, manifest: Manifest): Refactoring[] {
  const { podSpec, name, namespace } = manifest;
  const placed = workspace.index.pods.find((pod) => pod.manifest === manifest);
  const app = placed && mayGetSidecar(workspace, placed) ? appPortOf(workspace, placed) : undefined;
  if (!app || !podSpec || !name) return [];
  const names = freeNames(workspace, name.value, podSpec);
  const { answers } = checkedAnswers({ port: app.port, listen: freeListener(app.port, podSpec) });
  const configMap = configMapYaml(names.config, namespace?.value, configKey, sidecarConfig(answers));
  if (configMap === undefined) return [];
  const index = file.manifests.indexOf(manifest);
  return [
    {
      title: message("Add an Envoy sidecar to {0} '{1}'", manifest.kind, name.value),
      addsEnvoy: true,
      edits: combined([
        editsInSteps(file, ...podSteps(workspace, index, answers, names)),
        ...movedServices(app, answers.listen, names.port),
        editsIn(file, appendYaml(file.text, configMap)),
      ]),
    },
  ];
}

/** Adds the container, and then the volume. @param index of the manifest in its file */
const podSteps = (
  { envoyVersion }: Workspace,
  index: number,
  answers: SidecarAnswers,
  names: SidecarNames,
): Parameters<typeof editsInSteps>[1][] =>
  (
    [
      ['containers', envoyContainer(answers, names, envoyVersion)],
      ...envoyVolumes(answers.kind, names).map((volume) => ['volumes', volume] as const),
    ] as const
  ).map(([list, item]) => ({ text, manifests }) => {
    const spec = manifests[index]?.podSpec?.node;
    return spec ? [withItem(text, spec, list, item)] : [];
  });

function withItem(text: string, map: YamlMap, list: string, item: Plain): TextEdit {
  const entry = entryOf(map, list);
  const items = asSeq(entry?.value);
  if (!entry) return insertEntry(text, map, list, [item]);
  return items && items.items.length > 0 ? insertItem(text, items, item) : replaceValue(text, map, entry, [item]);
}

/** False if other parts of the pod are not known, if it has an Envoy, or if its lists are shared with other manifests. */
function mayGetSidecar({ index, envoyImages, imagesAt }: Workspace, placed: PlacedManifest): boolean {
  const { file, manifest } = placed;
  const { podSpec } = manifest;
  if (!podSpec || /^\s*[{[]/.test(file.text) || podSpec.containers.length === 0) return false;
  const lists = ['containers', 'volumes'].map((list) => entryOf(podSpec.node, list)?.value);
  if (lists.some((list) => list && ('anchor' in list || 'aliasRange' in list) && (list.anchor || list.aliasRange)))
    return false;
  const further = [...envoyImages, ...imagesAt(file.uri).envoyImages];
  return (
    ![...podSpec.containers, ...podSpec.initContainers].some((container) => isEnvoyContainer(container, further)) &&
    podSpec.containers.every(({ image }) => image) &&
    !podSpec.hostNetwork &&
    !isInjected(podSpec) &&
    !redirectsTraffic(podSpec) &&
    !index.patchFiles.has(file.uri) &&
    !isPatched(manifest, index) &&
    !index.hasAlternative(placed)
  );
}

/** Names that neither the pod nor, for the ConfigMap, the workspace uses. */
function freeNames({ index }: Workspace, pod: string, { containers, initContainers, volumes }: PodSpec): SidecarNames {
  const all = [...containers, ...initContainers];
  const names = sidecarNames(dnsLabel(pod) || 'app');
  const free = (name: string, taken: readonly (string | undefined)[]): string =>
    taken.includes(name)
      ? freeName(
          name,
          taken.filter((one) => one !== undefined),
        )
      : name;
  return {
    ...names,
    envoy: free(
      names.envoy,
      all.map(({ name }) => name?.value),
    ),
    port: free(
      names.port,
      all.flatMap(({ ports }) => ports.map(({ name }) => name?.value)),
    ),
    config: free(names.config, [
      ...volumes.map(({ name }) => name?.value),
      ...index.configMaps.keys(),
      ...index.generatedConfigMaps.keys(),
    ]),
  };
}

/** A port that no container of the pod declares. */
function freeListener(app: number, { containers, initContainers }: PodSpec): number {
  const declared = [...containers, ...initContainers].flatMap(({ ports }) => ports.map(({ port }) => port?.value));
  const taken = new Set([app, adminPort, ...declared]);
  let port = 8080;
  while (taken.has(port)) port++;
  return port;
}
