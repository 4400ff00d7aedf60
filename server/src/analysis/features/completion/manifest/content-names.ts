import { textAt } from '../../../kubernetes/manifest-position.ts';
import { fileName } from '../../../workspace/uri-path.ts';
import type { WorkspaceIndex } from '../../../workspace/workspace-index.ts';
import type { Offer } from '../completion-item.ts';
import type { ManifestPlace } from './manifest-place.ts';

/** The ConfigMaps of the workspace, and those that its kustomizations make. */
export const configMapNames = ({ workspace: { index } }: ManifestPlace): readonly Offer[] =>
  namesOf('ConfigMap', index.configMaps, index.generatedConfigMaps);

/** The Secrets of the workspace, and those that its kustomizations make. */
export const secretNames = ({ workspace: { index } }: ManifestPlace): readonly Offer[] =>
  namesOf('Secret', index.secrets, index.generatedSecrets);

const namesOf = (
  kind: string,
  written: WorkspaceIndex['configMaps'],
  generated: WorkspaceIndex['generatedConfigMaps'],
): Offer[] => [
  ...[...written].map(([name, placed]) => reference(name, `${kind} in ${fileName(placed[0]?.file.uri ?? '')}`)),
  ...[...generated].map(([name]) => reference(name, `${kind} of the kustomization`)),
];

/** The keys of the ConfigMap that is named beside the key. */
export const configMapKeys = (place: ManifestPlace): readonly Offer[] => keysOf('ConfigMap', place, -1);

/** The keys of the Secret that is named beside the key. */
export const secretKeys = (place: ManifestPlace): readonly Offer[] => keysOf('Secret', place, -1);

/** The keys of the ConfigMap or Secret whose items are listed. */
export const itemKeys = (place: ManifestPlace): readonly Offer[] =>
  place.position.path.at(-4) === 'secret' ? keysOf('Secret', place, -3) : keysOf('ConfigMap', place, -3);

/** @param depth where the map with the name is, counted from the value */
function keysOf(
  kind: 'ConfigMap' | 'Secret',
  { workspace: { index }, file, steps }: ManifestPlace,
  depth: number,
): Offer[] {
  const holder = steps.at(depth)?.node;
  const name = textAt(holder, 'name') ?? textAt(holder, 'secretName') ?? '';
  const [found] = kind === 'Secret' ? index.nearestSecrets(name, file.uri) : index.nearestConfigMaps(name, file.uri);
  const { configMap, secret } = found?.manifest ?? {};
  const keys = [...(configMap?.keys.keys() ?? []), ...(secret?.keys.keys() ?? []), ...(secret?.encoded.keys() ?? [])];
  return keys.map((key) => reference(key, `key of ${kind} ${name}`));
}

export const reference = (label: string, detail: string): Offer => ({ label, kind: 'reference', detail });
