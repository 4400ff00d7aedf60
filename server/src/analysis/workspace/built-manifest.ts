import type { PatchTarget } from '../kubernetes/kustomization.ts';
import { lowerManifests } from '../kubernetes/lower-manifest.ts';
import type { Manifest } from '../kubernetes/manifest.ts';
import { stringAt } from '../kubernetes/manifest-field.ts';
import { patched } from '../kubernetes/patch-manifest.ts';
import type { YamlMap, YamlNode } from '../yaml/syntax/yaml-node.ts';
import { valueAt } from '../yaml/syntax/yaml-path.ts';
import { haveSameContent } from '../yaml/syntax/same-content.ts';
import { imageName } from './envoy-container.ts';
import type { KustomizeBuild, PlacedPatch } from './kustomize-builds.ts';
import type { PlacedManifest } from './placed-manifest.ts';
import type { SourceFile } from './source-file.ts';

/** A manifest as a kustomization builds it. */
export interface BuiltManifest extends PlacedManifest {
  /** The files whose patches change it. */
  readonly patchedBy: readonly SourceFile[];
}

/**
 * The manifest after the patches of a build. The same manifest if no patch changes what linking reads, and undefined if
 * the result is not known.
 */
export function builtManifest(placed: PlacedManifest, build: KustomizeBuild): BuiltManifest | undefined {
  const { manifest, file } = placed;
  let root: YamlMap = manifest.root;
  const owners = new WeakMap<YamlNode, SourceFile>();
  const patchedBy = new Set<SourceFile>();
  for (const patch of build.patches.filter(({ scope }) => scope.has(file.uri)))
    for (const document of patch.documents) {
      const fits = isMeant(manifest, patch, document);
      if (fits === false) continue;
      const next = fits && patched(root, document, isBuiltIn(manifest));
      if (!next) return undefined;
      own(document, patch.file, owners);
      patchedBy.add(patch.file);
      root = next;
    }
  if (patchedBy.size === 0) return { ...placed, patchedBy: [] };
  const document = { range: manifest.documentRange, root };
  const [made] = lowerManifests(document);
  const ownerOf = (node: YamlNode) => owners.get(node);
  if (!made) return undefined;
  if (isUntouched(manifest, made, ownerOf)) return { ...placed, patchedBy: [] };
  const built: SourceFile = Object.create(file, { ownerOf: { value: ownerOf } });
  return { file: built, manifest: made, patchedBy: [...patchedBy] };
}

function own(node: YamlNode | undefined, file: SourceFile, owners: WeakMap<YamlNode, SourceFile>): void {
  if (!node || owners.has(node)) return;
  owners.set(node, file);
  if (node.kind === 'seq') for (const item of node.items) own(item, file, owners);
  if (node.kind === 'map')
    for (const { key, value } of node.entries) {
      own(key, file, owners);
      own(value, file, owners);
    }
}

/** Whether a patch changes the manifest. Undefined if this is not known. */
function isMeant(manifest: Manifest, { target }: PlacedPatch, document: YamlNode): boolean | undefined {
  if (target) return isTarget(manifest, target);
  if (document.kind !== 'map') return undefined;
  const name = stringAt(valueAt(document, 'metadata'), 'name')?.value;
  return stringAt(document, 'kind')?.value === manifest.kind && name === manifest.name?.value;
}

function isTarget({ kind, name, namespace }: Manifest, target: PatchTarget): boolean | undefined {
  const fits = (pattern: string | undefined, text: string | undefined): boolean | undefined => {
    if (pattern === undefined || pattern === text) return true;
    if (/^[\w-]*$/.test(pattern)) return false;
    const parts = pattern.split('.*');
    return parts.every((part) => /^[\w-]*$/.test(part)) && text !== undefined ? isJoined(text, parts) : undefined;
  };
  const answers = [fits(target.kind, kind), fits(target.name?.value, name?.value)];
  if (answers.includes(false)) return false;
  if (target.namespace !== undefined && target.namespace !== namespace?.value) return namespace ? false : undefined;
  return target.selects || answers.includes(undefined) ? undefined : true;
}

/** Whether a text consists of the parts in their order, with anything between them. */
function isJoined(text: string, parts: readonly string[]): boolean {
  const [first = '', ...between] = parts;
  const last = between.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (const part of between) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}

/** The lists of other kinds are merged according to the configuration of kustomize. */
const isBuiltIn = ({ apiVersion }: Manifest): boolean => /^(v1|(apps|batch|extensions)\/.*)$/.test(apiVersion);

type OwnerOf = (node: YamlNode) => SourceFile | undefined;

/** True if everything that is read from the manifest is unchanged. */
function isUntouched(before: Manifest, after: Manifest, ownerOf: OwnerOf): boolean {
  const same = (one: YamlNode | undefined, other: YamlNode | undefined) => isSameNode(one, other, ownerOf);
  if (before.service || after.service || before.configMap || before.secret)
    return ['spec', 'data', 'stringData'].every((key) => same(valueAt(before.root, key), valueAt(after.root, key)));
  const [pod, built] = [before.podSpec, after.podSpec];
  if (!pod || !built) return pod === built;
  const labels = (spec: NonNullable<Manifest['podSpec']>) =>
    JSON.stringify([spec.labels, spec.annotations].map((map) => [...map].map(([key, { value }]) => [key, value])));
  const selector = ({ root }: Manifest) => valueAt(valueAt(root, 'spec'), 'selector');
  return (
    labels(pod) === labels(built) &&
    same(selector(before), selector(after)) &&
    ['volumes', 'hostNetwork', 'securityContext'].every((key) =>
      same(valueAt(pod.node, key), valueAt(built.node, key)),
    ) &&
    areSameContainers(pod.containers, built.containers, same) &&
    areSameContainers(pod.initContainers, built.initContainers, same)
  );
}

type Containers = NonNullable<Manifest['podSpec']>['containers'];

/** Resources, policies and another version of the image change nothing that is compared. */
const readFields = [
  'command',
  'args',
  'ports',
  'env',
  'envFrom',
  'volumeMounts',
  'livenessProbe',
  'readinessProbe',
  'startupProbe',
  'lifecycle',
  'restartPolicy',
  'securityContext',
];

const areSameContainers = (
  a: Containers,
  b: Containers,
  same: (one: YamlNode | undefined, other: YamlNode | undefined) => boolean,
): boolean =>
  a.length === b.length &&
  a.every((container, i) => {
    const other = b[i];
    if (!other || container.name?.value !== other.name?.value) return false;
    if (imageName(container.image?.value ?? '') !== imageName(other.image?.value ?? '')) return false;
    return readFields.every((key) => same(valueAt(container.node, key), valueAt(other.node, key)));
  });

const isSameNode = (one: YamlNode | undefined, other: YamlNode | undefined, ownerOf: OwnerOf): boolean =>
  one === other || (!!one && !!other && !isFromPatch(other, ownerOf) && haveSameContent(asFile(one), asFile(other)));

const asFile = (root: YamlNode) => ({ documents: [{ range: root.range, root }], errors: [] });

function isFromPatch(node: YamlNode | undefined, ownerOf: OwnerOf): boolean {
  if (!node) return false;
  if (ownerOf(node)) return true;
  if (node.kind === 'seq') return node.items.some((item) => isFromPatch(item, ownerOf));
  return node.kind === 'map' && node.entries.some(({ value }) => isFromPatch(value, ownerOf));
}
