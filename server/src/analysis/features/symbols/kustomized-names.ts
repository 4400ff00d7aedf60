import type { SelectedObject } from '../../kubernetes/kustomization-selections.ts';
import type { Manifest } from '../../kubernetes/manifest.ts';
import type { PlacedManifest } from '../../workspace/placed-manifest.ts';
import type { SourceFile } from '../../workspace/source-file.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { Located } from '../../yaml/syntax/yaml-node.ts';
import type { Mention, Spot } from './named-symbol.ts';

type NamedObject = Pick<SelectedObject, 'kinds' | 'name'>;

/**
 * The names of a manifest in the kustomizations that build it: in targets of patches, `replicas`, `replacements` and `vars`. A target may
 * be a regular expression, or may not say the kind.
 */
export const targetsNaming = ({ index }: Workspace, { file, manifest }: PlacedManifest): readonly Mention[] =>
  index
    .buildsOf(file.uri)
    .flatMap(({ patches, selecting }) => [
      ...patches.flatMap(({ scope, target, namedBy }) =>
        scope.has(file.uri) && target ? named(namedBy, { ...target, ...kindsOf(target) }, manifest) : [],
      ),
      ...selecting.flatMap(({ scope, file: kustomization }) =>
        scope.has(file.uri) ? objectsIn(kustomization).flatMap((object) => named(kustomization, object, manifest)) : [],
      ),
    ]);

/** The same for a ConfigMap or Secret that a kustomization generates. */
export function targetsNamingGenerated(
  { index, files }: Workspace,
  { uri }: SourceFile,
  kind: string,
  name: Located<string>,
): readonly Mention[] {
  const builds = new Set([...files.keys()].flatMap((one) => index.buildsOf(one)));
  const own = [...builds].filter(({ generators, secrets }) =>
    [...generators, ...secrets].some((maker) => maker.file.uri === uri && maker.name.at === name.at),
  );
  return own.flatMap(({ selecting }) =>
    selecting.flatMap(({ file }) => objectsIn(file).flatMap((object) => named(file, object, { kind, name }))),
  );
}

const objectsIn = ({ kustomization }: SourceFile): readonly SelectedObject[] => kustomization?.selected ?? [];

const kindsOf = ({ kind }: { readonly kind?: string }): NamedObject => (kind === undefined ? {} : { kinds: [kind] });

const named = (
  file: SourceFile,
  { kinds, name }: NamedObject,
  manifest: Pick<Manifest, 'kind' | 'name'>,
): readonly Mention[] =>
  name && kinds?.includes(manifest.kind) && name.value === manifest.name?.value
    ? [{ file, at: name.at, defines: false }]
    : [];

/** The kinds of objects that a kustomization may name at a scalar. */
export function kindsOfTarget({ file: { kustomization }, scalar }: Spot): readonly string[] {
  const objects: readonly NamedObject[] = [
    ...(kustomization?.changes ?? []).flatMap(({ target }) => (target ? [{ ...target, ...kindsOf(target) }] : [])),
    ...(kustomization?.selected ?? []),
  ];
  return objects.find(({ name }) => name?.at.range === scalar.range)?.kinds ?? [];
}

/** The items of lists in a manifest that paths in kustomizations name, such as `spec.containers.[name=app].image`. */
export const itemsNaming = (
  { index }: Workspace,
  { file, manifest }: PlacedManifest,
  lists: readonly string[],
): readonly (Mention & { readonly name: string })[] =>
  index.buildsOf(file.uri).flatMap(({ selecting }) =>
    selecting.flatMap(({ scope, file: kustomization }) =>
      objectsIn(kustomization)
        .filter(({ kinds, name }) => scope.has(file.uri) && mayBe(manifest, kinds, name?.value))
        .flatMap(({ fields }) => fields)
        .flatMap(({ value, at }) =>
          itemsIn(value, lists).map((item) => ({ file: kustomization, at, defines: false, ...item })),
        ),
    ),
  );

const mayBe = (manifest: Manifest, kinds: SelectedObject['kinds'], name: string | undefined): boolean =>
  (kinds?.includes(manifest.kind) ?? true) && (name === undefined || name === manifest.name?.value);

/** The names of list items in a path, with their places in it. */
function itemsIn(path: string, lists: readonly string[]) {
  return [...path.matchAll(/(?<=^|\.)(\w+)\.\[name=([^\]]+)\]/g)].flatMap(
    ({ index, 0: all, 1: list = '', 2: name = '' }) => {
      const end = index + all.length - 1;
      return lists.includes(list) ? [{ name, part: { start: end - name.length, end } }] : [];
    },
  );
}
