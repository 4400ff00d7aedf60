import type { Located, YamlMap, YamlNode } from '../yaml/syntax/yaml-node.ts';
import { asMap, valueAt } from '../yaml/syntax/yaml-path.ts';
import { manifestString, mapsIn, member, scalarsIn, stringAt } from './manifest-field.ts';

/** An object that a kustomization names in `replicas`, `replacements` or `vars` (kustomize: `api/types`). */
export interface SelectedObject {
  /** The kinds that it may have. Undefined if it may have any. */
  readonly kinds?: readonly string[];
  readonly name?: Located<string>;
  /** The paths to fields in it, such as `spec.containers.[name=app].image`. */
  readonly fields: readonly Located<string>[];
}

/** The kinds whose `replicas` kustomize sets. */
const kindsWithReplicas = ['Deployment', 'ReplicaSet', 'ReplicationController', 'StatefulSet'];

/** All objects that a kustomization names other than in patches. */
export const selectedObjects = (root: YamlMap): readonly SelectedObject[] => [
  ...mapsIn(valueAt(root, 'replicas')).map((replica) => ({
    kinds: kindsWithReplicas,
    ...member('name', stringAt(replica, 'name')),
    fields: [],
  })),
  ...mapsIn(valueAt(root, 'replacements')).flatMap(inReplacement),
  ...mapsIn(valueAt(root, 'vars')).flatMap((one) =>
    selected(valueAt(one, 'objref'), [valueAt(valueAt(one, 'fieldref'), 'fieldPath')]),
  ),
];

function inReplacement(replacement: YamlMap): readonly SelectedObject[] {
  const source = valueAt(replacement, 'source');
  return [
    ...selected(source, [valueAt(source, 'fieldPath')]),
    ...mapsIn(valueAt(replacement, 'targets')).flatMap((target) => [
      ...selected(valueAt(target, 'select'), scalarsIn(valueAt(target, 'fieldPaths'))),
      ...mapsIn(valueAt(target, 'reject')).flatMap((one) => selected(one, [])),
    ]),
  ];
}

function selected(node: YamlNode | undefined, fields: readonly (YamlNode | undefined)[]): readonly SelectedObject[] {
  const map = asMap(node);
  if (!map) return [];
  const kind = stringAt(map, 'kind')?.value;
  return [
    {
      ...(kind !== undefined && { kinds: [kind] }),
      ...member('name', stringAt(map, 'name')),
      fields: fields.flatMap((field) => manifestString(field) ?? []),
    },
  ];
}
