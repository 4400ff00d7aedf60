import { objectNameFormat } from '../../rules/findings/object-name-format.ts';
import { mayShareNamespace } from '../../workspace/selection.ts';
import type { PlacedManifest } from '../../workspace/placed-manifest.ts';
import { nearest } from '../../workspace/uri-path.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { closure, type Mention, type Spot, type SymbolKind } from './named-symbol.ts';
import { kindsWithKnownReferences, type ObjectRole, objectRole } from './object-references.ts';
import { kindsOfTarget, targetsNaming } from './kustomized-names.ts';
import { withPatches } from './patched-manifests.ts';
import { scalarsBelow } from './scalars-with.ts';
import { type HostMention, hostsNaming, meansService } from './service-hosts.ts';

/**
 * The names of objects in manifests that refer to them, such as Services in Ingresses and ServiceAccounts in pods, and of Services
 * in hosts. ConfigMaps and Secrets are `contentNames`.
 */
export const objectNames: readonly SymbolKind[] = kindsWithKnownReferences.map((kind) => ({
  format: objectNameFormat(kind),
  find(workspace, spot) {
    const name = nameAt(workspace, spot, kind);
    if (name === undefined) return undefined;
    const found: readonly Found[] = [
      ...inManifests(workspace, kind, name),
      ...(kind === 'Service' ? hostsNaming(workspace, name) : []),
    ];
    const own = found.filter(({ at }) => at.range === spot.scalar.range);
    return { name, mentions: together(workspace, found, own) };
  },
}));

interface InManifest extends Mention {
  /** The object that the name is in. For a patch, the object that it changes. */
  readonly placed: PlacedManifest;
  readonly namespace: ObjectRole['namespace'];
}

type Found = InManifest | HostMention;

/** The name of an object of a kind at a spot. */
function nameAt(workspace: Workspace, spot: Spot, kind: string): string | undefined {
  const { scalar, steps, source, placed } = spot;
  const role = placed && !source ? objectRole(steps) : undefined;
  if (kindsOfTarget(spot).includes(kind)) return scalar.text;
  if (role) return role.kind === kind ? scalar.text : undefined;
  if (kind !== 'Service' || scalar.text.length > 1000) return undefined;
  const names = workspace.index.services.flatMap(({ manifest }) => manifest.name?.value ?? []);
  return [...new Set(names)].find(
    (name) => scalar.text.includes(name) && hostsNaming(workspace, name).some(({ at }) => at.range === scalar.range),
  );
}

function inManifests(workspace: Workspace, kind: string, name: string): readonly InManifest[] {
  const { index } = workspace;
  const isNamedIn = (uri: string): boolean => {
    const file = workspace.files.get(uri);
    return file?.text.includes(name) ?? false;
  };
  const mayName = (uri: string): boolean =>
    isNamedIn(uri) ||
    index.buildsOf(uri).some(({ patches }) => patches.some(({ scope, file }) => scope.has(uri) && isNamedIn(file.uri)));
  return [...workspace.files.values()].flatMap((file) => {
    if (index.patchFiles.has(file.uri) || file.manifests.length === 0 || !mayName(file.uri)) return [];
    return file.manifests.flatMap((manifest) => inManifest(workspace, { file, manifest }, kind, name));
  });
}

/** In a manifest, its patches, and their targets. */
function inManifest(workspace: Workspace, placed: PlacedManifest, kind: string, name: string): readonly InManifest[] {
  const { kind: own, name: called, namespace } = placed.manifest;
  const targets = own === kind && called?.value === name ? targetsNaming(workspace, placed) : [];
  return [
    ...withPatches(workspace, placed).flatMap((part) =>
      scalarsBelow(part.manifest.root, name).flatMap(({ scalar: at, steps }): InManifest[] => {
        const role = objectRole(steps);
        return role?.kind === kind
          ? [{ file: part.file, at, defines: role.defines, namespace: role.namespace, placed }]
          : [];
      }),
    ),
    ...targets.map((target) => ({ ...target, namespace: namespace?.value, placed })),
  ];
}

/** The mentions that mean the same objects as the first ones. */
function together(workspace: Workspace, found: readonly Found[], first: readonly Found[]): readonly Found[] {
  const definitions = found.filter((one): one is InManifest => one.defines);
  const targets = new Map(found.map((one) => [one, targetsOf(workspace, one, definitions)]));
  return closure(first, (one) =>
    one.defines ? found.filter((other) => targets.get(other)?.includes(one as InManifest)) : (targets.get(one) ?? []),
  );
}

/** The definitions that a mention means: in the deployments that a kustomization builds, otherwise the nearest ones. */
function targetsOf(workspace: Workspace, mention: Found, definitions: readonly InManifest[]): readonly InManifest[] {
  if (mention.defines)
    return definitions.filter(({ placed }) => placed.manifest === (mention as InManifest).placed.manifest);
  const possible = definitions.filter(({ placed }) => mayMean(workspace, mention, placed));
  const from = 'placed' in mention ? mention.placed.file.uri : mention.file.uri;
  const builds = workspace.index.buildsOf(from);
  const built = possible.filter(({ placed }) => builds.some(({ files }) => files.has(placed.file.uri)));
  return built.length > 0 ? built : nearest(from, possible, ({ placed }) => placed.file.uri);
}

function mayMean(workspace: Workspace, mention: Found, definition: PlacedManifest): boolean {
  if ('host' in mention) return meansService(workspace, mention, definition);
  const { manifest } = definition;
  return mention.namespace === undefined
    ? mayShareNamespace(manifest, mention.placed.manifest)
    : !manifest.namespace || manifest.namespace.value === mention.namespace;
}
