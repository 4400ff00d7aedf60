import { kustomizationFields } from '../../kubernetes/kustomization-fields.ts';
import { stringAt } from '../../kubernetes/manifest-field.ts';
import { didYouMean } from '../../text/did-you-mean.ts';
import type { SourceFile } from '../../workspace/source-file.ts';
import { isFilledIn, isTemplate } from '../../yaml/edit/placeholder.ts';
import { renameKey } from '../../yaml/edit/yaml-edit.ts';
import type { YamlEntry, YamlMap, YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { asMap } from '../../yaml/syntax/yaml-path.ts';
import { message } from '../message.ts';
import { editsIn, type Fix, rule } from '../rule.ts';

export const unknownKustomizationField = rule({
  code: 'kubernetes/unknown-kustomization-field',
  subject: 'file',
  severity: 'error',
  summary: 'A kustomization has a field that kustomize does not have.',
  why: '`kustomize build` and `kubectl apply -k` fail on unknown fields (checked with kustomize 5.8). Uppercase and lowercase letters are the same in names of fields. The rule is silent for files with the `apiVersion` of another program, such as Flux.',
  examples: [
    {
      before: `#- /kustomization.yaml
resources: [pod.yaml]
configMapGenerator:
  - name: envoy-config
    file: [envoy.yaml]
#   ^^^^ error kubernetes/unknown-kustomization-field: Unknown field 'file' in ConfigMapArgs.
#- /pod.yaml stock:pod
`,
      after: `#- /kustomization.yaml
resources: [pod.yaml]
configMapGenerator:
  - name: envoy-config
    files: [envoy.yaml]
#- /pod.yaml stock:pod
`,
    },
  ],
  check({ file }, report) {
    const root = asMap(file.yaml.documents[0]?.root);
    if (!root || !isKustomizes(file, root)) return;
    for (const { map, entry, type } of unknownFields(root, 'Kustomization'))
      report({
        at: { uri: file.uri, range: entry.key.range },
        message: message("Unknown field '{1}' in {0}.", type, entry.key.text),
        fixes: () => renames(file, map, entry, type),
      });
  },
});

/** Whether a file is a kustomization of kustomize, with a text that can be read. */
function isKustomizes({ kind, text, yaml }: SourceFile, root: YamlMap): boolean {
  if (kind !== 'kustomization' || yaml.errors.length > 0 || isTemplate(text, [])) return false;
  const { value } = stringAt(root, 'apiVersion') ?? {};
  return value === undefined || value.startsWith('kustomize.config.k8s.io/');
}

interface UnknownField {
  readonly map: YamlMap;
  readonly entry: YamlEntry;
  readonly type: string;
}

/** @param type a type expression, as in `KustomizationField.type` */
function unknownFields(node: YamlNode | undefined, type: string): readonly UnknownField[] {
  if (!node || node.aliasRange) return [];
  if (type.startsWith('[]'))
    return node.kind === 'seq' ? node.items.flatMap((item) => unknownFields(item, type.slice(2))) : [];
  const fields = Object.entries(kustomizationFields(type) ?? {});
  if (node.kind !== 'map' || fields.length === 0) return [];
  return node.entries.flatMap((entry) => {
    const name = entry.key.text;
    // The fields of a merge key are written elsewhere.
    if (entry.unnamed || name === '<<' || isFilledIn(name)) return [];
    const [, field] = fields.find(([known]) => isSame(known, name)) ?? [];
    return field ? unknownFields(entry.value, field.type) : [{ map: node, entry, type }];
  });
}

const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** A field that is already set cannot be the intended one. */
function renames(file: SourceFile, map: YamlMap, entry: YamlEntry, type: string): readonly Fix[] {
  const free = Object.keys(kustomizationFields(type) ?? {}).filter(
    (name) => !map.entries.some(({ key }) => isSame(key.text, name)),
  );
  return didYouMean(entry.key.text, free)
    .slice(0, 3)
    .map((name, i) => ({
      title: message("Rename to '{0}'", name),
      preferred: i === 0,
      safe: false,
      edits: [editsIn(file, renameKey(file.text, entry, name))],
    }));
}
