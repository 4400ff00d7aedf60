import { mapsIn, stringAt } from '../../kubernetes/manifest-field.ts';
import { labelName } from '../../rules/findings/name-formats.ts';
import type { PlacedManifest } from '../../workspace/placed-manifest.ts';
import type { Located } from '../../yaml/syntax/yaml-node.ts';
import { valueAt } from '../../yaml/syntax/yaml-path.ts';
import type { Mention, SymbolKind } from './named-symbol.ts';
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
    ],
  };
};

/** Containers, in variables about their resources and in the annotations of kubectl. */
const containers: NamesOf = ({ manifest: { podSpec } }) => {
  const all = podSpec ? containersOf(podSpec) : [];
  const variables = all.flatMap(({ node }) => mapsIn(valueAt(node, 'env')));
  return {
    defined: all.map(({ name }) => name),
    used: [
      ...variables.map((variable) =>
        stringAt(valueAt(valueAt(variable, 'valueFrom'), 'resourceFieldRef'), 'containerName'),
      ),
      podSpec?.annotations.get('kubectl.kubernetes.io/default-container'),
    ],
  };
};

/** Names that are used only inside of one pod. */
export const podParts: readonly SymbolKind[] = [volumes, containers].map((namesOf) => ({
  format: labelName,
  find(workspace, { placed, scalar: { text: name, range } }) {
    const mentionsIn = (one: PlacedManifest): Mention[] => {
      const { defined, used } = namesOf(one);
      const mentions = (names: typeof used, defines: boolean) =>
        names.flatMap((found) => (found?.value === name ? [{ file: one.file, at: found.at, defines }] : []));
      return [...mentions(defined, true), ...mentions(used, false)];
    };
    if (!placed || !mentionsIn(placed).some(({ at }) => at.range === range)) return undefined;
    const together = basesOf(workspace, placed).flatMap((base) => withPatches(workspace, base));
    return { name, mentions: together.flatMap(mentionsIn) };
  },
}));
