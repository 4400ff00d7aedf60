import type { Manifest } from '../../kubernetes/manifest.ts';
import { message } from '../../rules/message.ts';
import { editsIn } from '../../rules/rule.ts';
import type { SourceFile } from '../../workspace/source-file.ts';
import { fileName, folderOf, resolveUri } from '../../workspace/uri-path.ts';
import type { YamlScalar } from '../../yaml/syntax/yaml-node.ts';
import { asMap, valueAt } from '../../yaml/syntax/yaml-path.ts';
import { editsInSteps } from '../../rules/fixes/edits-in-steps.ts';
import {
  hasOnly,
  isPathOf,
  itemAdded,
  itemRemoved,
  onlyKustomizationOf,
  podsWith,
} from '../../rules/fixes/kustomization-lists.ts';
import { type Asked, isOnLineOf, type Refactor, type Refactoring } from './refactoring.ts';

/**
 * A config in a ConfigMap becomes a file, from which the kustomization beside it generates the ConfigMap. Only if all pods
 * with the ConfigMap are resources of the kustomization, because the name of what it generates ends with a hash.
 */
export const configMapFiles: Refactor = (asked) => {
  const { file } = asked;
  const [manifest, ...others] = file.manifests;
  const config = manifest && others.length === 0 ? onlyConfig(file, manifest) : undefined;
  return manifest && config && isOnLineOf(asked, config.key) ? moved(asked, manifest, config) : [];
};

interface Config {
  readonly name: string;
  readonly key: YamlScalar;
  readonly value: YamlScalar;
}

/** The config of a ConfigMap that has nothing else, not even comments, since its file is deleted. */
function onlyConfig(file: SourceFile, { configMap, root, name }: Manifest): Config | undefined {
  const data = asMap(valueAt(root, 'data'));
  const [entry, ...others] = data?.entries ?? [];
  const value = entry?.value;
  if (!configMap || !name || !entry || others.length > 0 || value?.kind !== 'scalar' || value.style !== 'literal')
    return undefined;
  if (!hasOnly(root, ['apiVersion', 'kind', 'metadata', 'data'])) return undefined;
  if (!hasOnly(valueAt(root, 'metadata'), ['name', 'namespace'])) return undefined;
  const around = file.text.slice(0, value.range.start) + file.text.slice(value.range.end);
  const isConfig = file.envoySources.some(({ scalar, errors }) => scalar === value && errors.length === 0);
  return isConfig && !around.includes('#') ? { name: name.value, key: entry.key, value } : undefined;
}

function moved({ workspace, file }: Asked, { namespace }: Manifest, { name, key, value }: Config): Refactoring[] {
  const kustomization = onlyKustomizationOf(workspace, file.uri);
  const uri = /^[\w.-]+\.(ya?ml|json)$/.test(key.text) ? resolveUri(file.uri, key.text) : undefined;
  if (!kustomization || uri === undefined || folderOf(kustomization.uri) !== folderOf(file.uri)) return [];
  if (workspace.files.has(uri) || workspace.index.generatedConfigMaps.has(name)) return [];
  const pods = podsWith(workspace, name);
  const together = pods.every((pod) => onlyKustomizationOf(workspace, pod.file.uri) === kustomization);
  if (pods.length === 0 || !together) return [];
  const generator = { name, ...(namespace && { namespace: namespace.value }), files: [key.text] };
  return [
    {
      title: message(
        "Move the config to '{0}', generate ConfigMap '{1}' from it and delete '{2}'",
        key.text,
        name,
        fileName(file.uri),
      ),
      edits: [
        editsIn({ uri }, { range: { start: 0, end: 0 }, newText: value.text }),
        editsInSteps(
          kustomization,
          (now) => itemRemoved(now, 'resources', isPathOf(now, file.uri)),
          (now) => itemAdded(now, 'configMapGenerator', generator),
        ),
      ],
      deletes: [file.uri],
    },
  ];
}
