import { mapsIn, stringAt } from '../../kubernetes/manifest-field.ts';
import { labelName } from '../../rules/findings/name-formats.ts';
import type { PlacedManifest } from '../../workspace/placed-manifest.ts';
import type { Located, YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { valueAt } from '../../yaml/syntax/yaml-path.ts';
import { itemsNaming } from './kustomized-names.ts';
import { isHere, type Mention, type SymbolKind } from './named-symbol.ts';
import { basesOf, withPatches } from './patched-manifests.ts';
import { containersOf } from './port-names.ts';

type NamesOf = (placed: PlacedManifest) => {
  readonly defined: readonly (Located<string> | undefined)[];
  readonly used: readonly (Located<string> | undefined)[];
};

/** Volumes and the claims that a StatefulSet makes volumes of, in mounts and devices. */
const volumes: NamesOf = ({ manifest: { podSpec, root } }) => {
  const claims = mapsIn(valueAt(valueAt(root, 'spec'), 'volumeClaimTemplates'));
  const containers = podSpec ? containersOf(podSpec) : [];
  const devices = containers.flatMap(({ node }) => mapsIn(valueAt(node, 'volumeDevices')));
  return {
    defined: [
      ...(podSpec?.volumes ?? []).map(({ name }) => name),
      ...claims.map((claim) => stringAt(valueAt(claim, 'metadata'), 'name')),
    ],
    used: [
      ...containers.flatMap(({ volumeMounts }) => volumeMounts.map(({ name }) => name)),
      ...devices.map((device) => stringAt(device, 'name')),
      ...sourcesOfVariables(containers).map((source) => stringAt(valueAt(source, 'fileKeyRef'), 'volumeName')),
    ],
  };
};

/** Containers, in variables about their resources and in the annotations of kubectl. */
const containers: NamesOf = ({ manifest: { podSpec } }) => {
  const all = podSpec ? containersOf(podSpec) : [];
  return {
    defined: all.map(({ name }) => name),
    used: [
      ...sourcesOfVariables(all).map((source) => stringAt(valueAt(source, 'resourceFieldRef'), 'containerName')),
      podSpec?.annotations.get('kubectl.kubernetes.io/default-container'),
    ],
  };
};

const sourcesOfVariables = (all: ReturnType<typeof containersOf>): readonly (YamlNode | undefined)[] =>
  all.flatMap(({ node }) => mapsIn(valueAt(node, 'env'))).map((variable) => valueAt(variable, 'valueFrom'));

/** The lists of a pod with what is named, as paths in kustomizations say it. */
const kinds: readonly { readonly namesOf: NamesOf; readonly lists: readonly string[] }[] = [
  { namesOf: volumes, lists: ['volumes'] },
  { namesOf: containers, lists: ['containers', 'initContainers'] },
];

/** Names that are used only inside of one pod, and in kustomizations that change it. */
export const podParts: readonly SymbolKind[] = kinds.map(({ namesOf, lists }) => ({
  format: labelName,
  find(workspace, spot) {
    const inPaths = (one: PlacedManifest) => itemsNaming(workspace, one, lists);
    const here = isHere(spot.file.uri, spot.offset);
    const namedHere = (spot.file.kustomization ? workspace.index.pods : []).flatMap((pod) =>
      inPaths(pod).flatMap((item) => (here(item) ? [{ pod, item }] : [])),
    )[0];
    const placed = spot.placed ?? namedHere?.pod;
    const name = namedHere?.item.name ?? spot.scalar.text;
    const mentionsIn = (one: PlacedManifest): Mention[] => {
      const { defined, used } = namesOf(one);
      const mentions = (names: typeof used, defines: boolean) =>
        names.flatMap((found) => (found?.value === name ? [{ file: one.file, at: found.at, defines }] : []));
      return [
        ...mentions(defined, true),
        ...mentions(used, false),
        ...inPaths(one).filter((item) => item.name === name),
      ];
    };
    if (!placed || !(namedHere || mentionsIn(placed).some(({ at }) => at.range === spot.scalar.range)))
      return undefined;
    const together = basesOf(workspace, placed).flatMap((base) => withPatches(workspace, base));
    return { name, mentions: together.flatMap(mentionsIn) };
  },
}));
