import { stringAt } from '../../kubernetes/manifest-field.ts';
import { configMapYaml } from '../../rules/fixes/config-map-yaml.ts';
import { message } from '../../rules/message.ts';
import { editsIn } from '../../rules/rule.ts';
import { isWhole } from '../../workspace/envoy-source.ts';
import type { SourceFile } from '../../workspace/source-file.ts';
import { fileName, resolveUri } from '../../workspace/uri-path.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { YamlMap } from '../../yaml/syntax/yaml-node.ts';
import { entryOf, valueAt } from '../../yaml/syntax/yaml-path.ts';
import { editsInSteps } from '../../rules/fixes/edits-in-steps.ts';
import {
  generatorsIn,
  hasOnly,
  itemAdded,
  itemRemoved,
  onlyItem,
  rootOf,
} from '../../rules/fixes/kustomization-lists.ts';
import { type Asked, isOnLineOf, type Refactor, type Refactoring } from './refactoring.ts';

/** A ConfigMap that a kustomization generates from one config becomes a manifest that contains it. */
export const generatedBlocks: Refactor = (asked) => {
  const { file } = asked;
  // Options change what is generated.
  if (!file.kustomization || entryOf(rootOf(file), 'generatorOptions')) return [];
  return generatorsIn(file)
    .filter((generator) => isOnLineOf(asked, stringAt(generator, 'name')?.at))
    .flatMap((generator) => moved(asked, generator));
};

function moved({ workspace, file }: Asked, generator: YamlMap): Refactoring[] {
  const name = stringAt(generator, 'name')?.value;
  const config = configOf(workspace, file, generator);
  if (name === undefined || !config) return [];
  const uri = resolveUri(file.uri, `${name}.yaml`);
  const isOnly =
    workspace.index.generatedConfigMaps.get(name)?.all.length === 1 && !workspace.index.configMaps.has(name);
  if (uri === undefined || workspace.files.has(uri) || !isOnly || isUsedOtherwise(workspace, config.source)) return [];
  const manifest = configMapYaml(name, stringAt(generator, 'namespace')?.value, config.key, config.source.text);
  if (manifest === undefined) return [];
  return [
    {
      title: message(
        "Move '{0}' into ConfigMap '{1}' in '{2}' and delete it",
        fileName(config.source.uri),
        name,
        fileName(uri),
      ),
      edits: [
        editsIn({ uri }, { range: { start: 0, end: 0 }, newText: manifest }),
        editsInSteps(
          file,
          (now) => itemAdded(now, 'resources', fileName(uri)),
          (now) => itemRemoved(now, 'configMapGenerator', (item) => stringAt(item, 'name')?.value === name),
        ),
      ],
      deletes: [config.source.uri],
    },
  ];
}

/** The only file of a generator that has nothing else, if it is a config. */
function configOf(
  { files }: Workspace,
  { uri, kustomization }: SourceFile,
  generator: YamlMap,
): { readonly key: string; readonly source: SourceFile } | undefined {
  const made = kustomization?.configMaps.find(({ name }) => name.at === valueAt(generator, 'name'));
  const [entry] = made?.files ?? [];
  const source = entry && files.get(resolveUri(uri, entry.path) ?? '');
  const [config] = source?.envoySources ?? [];
  if (!source || !config || !onlyItem(valueAt(generator, 'files'))) return undefined;
  if (!hasOnly(generator, ['name', 'namespace', 'files']) || !isWhole(source, config)) return undefined;
  return { key: entry.key, source };
}

/** Another kustomization or config names the file. */
const isUsedOtherwise = ({ files, index }: Workspace, { uri }: SourceFile): boolean =>
  index.xdsLinks.some(({ target, source }) => target?.uri === uri || source.uri === uri) ||
  [...files.values()].flatMap((file) =>
    [...(file.kustomization?.configMaps ?? []), ...(file.kustomization?.secrets ?? [])].flatMap((generator) =>
      generator.files.filter(({ path }) => resolveUri(file.uri, path) === uri),
    ),
  ).length > 1;
