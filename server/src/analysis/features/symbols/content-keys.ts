import type { Container, ContentReference, Volume } from '../../kubernetes/manifest.ts';
import { contentKey } from '../../rules/findings/name-formats.ts';
import { placeInVolume } from '../../workspace/link-config.ts';
import { configPath } from '../../workspace/envoy-command.ts';
import type { PlacedManifest } from '../../workspace/placed-manifest.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { fileName } from '../../workspace/uri-path.ts';
import type { Located, YamlScalar } from '../../yaml/syntax/yaml-node.ts';
import { type ContentGroup, groupAround, type NamedContent } from './contents.ts';
import { isHere as isMentionedHere, type Mention, type Spot, type SymbolKind } from './named-symbol.ts';
import { withPatches } from './patched-manifests.ts';
import { containersOf } from './port-names.ts';

/**
 * The keys of ConfigMaps and Secrets, in volumes and variables, in `subPath`, in the path of Envoy's config, and in the
 * paths of xDS files.
 */
export const contentKeys: readonly SymbolKind[] = (['ConfigMap', 'Secret'] as const).map((kind) => ({
  format: contentKey,
  find(workspace, spot) {
    const here = spot.placed && nameOfContent(spot.placed, spot, kind);
    if (!here) return undefined;
    const { value, at } = here.content;
    const group = groupAround(workspace, kind, value, (one) => one.at.range === at.range);
    return { name: here.key, mentions: mentionsOf(workspace, group, here.key) };
  },
}));

interface KeyOfContent {
  readonly key: string;
  /** The name of the ConfigMap or Secret that has it. */
  readonly content: Located<string>;
}

/** The key at a spot. */
function nameOfContent(
  placed: PlacedManifest,
  { scalar, offset }: Spot,
  kind: ContentReference['kind'],
): KeyOfContent | undefined {
  const { manifest } = placed;
  const isHere = (at: YamlScalar | undefined): boolean => at?.range === scalar.range;
  const own = kind === 'Secret' ? manifest.secret : manifest.configMap;
  const keys = [...(own?.keys.values() ?? []), ...(manifest.secret?.encoded.values() ?? [])];
  if (own && manifest.name && keys.some(({ key }) => isHere(key))) return { key: scalar.text, content: manifest.name };
  for (const { reference, key } of keysNamedIn(placed))
    if (reference.kind === kind && isHere(key.at) && reference.name) return { key: key.value, content: reference.name };
  const path = configPaths(placed).find((one) => isMentionedHere(placed.file.uri, offset)(one));
  const name = path?.reference.name;
  return path && name && path.reference.kind === kind ? { key: path.key, content: name } : undefined;
}

interface NamedKey {
  readonly reference: ContentReference;
  readonly key: Located<string>;
}

/** The keys that a pod names: in the items of volumes, in `subPath` and in variables. */
function keysNamedIn({ manifest: { podSpec } }: PlacedManifest): readonly NamedKey[] {
  if (!podSpec) return [];
  const containers = containersOf(podSpec);
  const named = (reference: ContentReference, key: Located<string> | undefined): NamedKey[] =>
    key ? [{ reference, key }] : [];
  return [
    ...podSpec.volumes.flatMap((volume) =>
      volume.contents.flatMap((content) => [
        ...content.items.flatMap(({ key }) => named(content, key)),
        ...(content.items.length > 0 || volume.contents.length > 1
          ? []
          : containers.flatMap((container) => subPathsOf(container, volume).flatMap((path) => named(content, path)))),
      ]),
    ),
    ...containers.flatMap(({ env }) => env.flatMap(({ from }) => (from ? named(from, from.key) : []))),
  ];
}

const subPathsOf = ({ volumeMounts }: Container, { name }: Volume): readonly Located<string>[] =>
  volumeMounts.flatMap((mount) => (name && mount.name?.value === name.value && mount.subPath ? [mount.subPath] : []));

function mentionsOf(workspace: Workspace, { contents, references }: ContentGroup, key: string): readonly Mention[] {
  const names = new Set(references.map(({ reference }) => reference.name?.at.range));
  const pods = new Set(references.map(({ pod }) => pod));
  return [
    ...contents.flatMap((content) => keysIn(workspace, content, key)),
    ...[...pods].flatMap((pod) =>
      withPatches(workspace, pod).flatMap((part) => [
        ...keysNamedIn(part)
          .filter((one) => one.key.value === key && names.has(one.reference.name?.at.range))
          .map((one) => ({ file: part.file, at: one.key.at, defines: false })),
        ...configPaths(part).filter((one) => one.key === key && names.has(one.reference.name?.at.range)),
      ]),
    ),
  ];
}

/** The key in the data, in patches, and in the paths of xDS files that are keys beside the config. */
function keysIn(workspace: Workspace, { placed }: NamedContent, key: string): readonly Mention[] {
  if (!placed) return [];
  const parts = withPatches(workspace, placed).flatMap(({ file, manifest: { configMap, secret } }) => {
    const found = configMap?.keys.get(key) ?? secret?.keys.get(key) ?? secret?.encoded.get(key);
    return found ? [{ file, ...found }] : [];
  });
  const paths = workspace.index.xdsLinks.flatMap(({ file, source, subscription: { path }, resources }) => {
    const isIt = parts.some(({ value }) => value !== undefined && resources?.scalar === value);
    return isIt && fileName(path.value) === key
      ? [{ file, source, at: path.at, defines: false, part: lastPart(path.value, key) }]
      : [];
  });
  return [...parts.map(({ file, key: at }) => ({ file, at, defines: true })), ...paths];
}

const lastPart = (text: string, key: string, end = text.length) => ({ start: end - key.length, end });

interface PathToKey extends Mention {
  readonly reference: ContentReference;
  readonly key: string;
}

/** The paths of Envoy's configs in arguments and variables whose last part is a key, because the volume has a file for each key. */
function configPaths({ file, manifest: { podSpec } }: PlacedManifest): readonly PathToKey[] {
  if (!podSpec) return [];
  return containersOf(podSpec).flatMap((container) => {
    const path = configPath(container);
    const place = path === undefined ? undefined : placeInVolume(path, container, podSpec);
    if (path === undefined || !place || place.mount.subPath || !path.endsWith(`/${place.inVolume}`)) return [];
    const references = place.volume.contents.filter(({ items }) => items.length === 0);
    const key = place.inVolume;
    const values = container.env.flatMap(({ value }) => value ?? []);
    return [...container.command, ...container.args, ...values].flatMap((at): PathToKey[] => {
      const start = at.text.indexOf(path);
      if (start < 0) return [];
      const part = lastPart(path, key, start + path.length);
      return references.map((reference) => ({ file, at, defines: false, part, reference, key }));
    });
  });
}
