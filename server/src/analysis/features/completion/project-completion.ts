import { message, type Words } from '../../rules/message.ts';
import type { Container } from '../../kubernetes/manifest.ts';
import { allRules } from '../../rules/all-rules.ts';
import { envoyReleases } from '../../schema/envoy-releases.ts';
import { kubernetesReleases } from '../../schema/kubernetes-versions.ts';
import { declaredPorts } from '../../workspace/app-ports.ts';
import { imageName, imageNames, isEnvoyContainer } from '../../workspace/envoy-container.ts';
import { projectKeys, severityNames } from '../../workspace/project/project-keys.ts';
import type { SourceFile } from '../../workspace/source-file.ts';
import { folderOf, pathBelow } from '../../workspace/uri-path.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { cursorContext } from '../../yaml/cursor/cursor-context.ts';
import type { YamlStep } from '../../yaml/syntax/yaml-path.ts';
import type { CompletionItem, Offer } from './completion-item.ts';
import { hasKey, type KeyOffer, type ValueStart } from './key-offer.ts';
import { type InsertAbility, type Offers, offeredItems } from './offered-items.ts';

/** Keys and values of a project file. Undefined in other files. */
export function completeProject(
  workspace: Workspace,
  file: SourceFile,
  offset: number,
  ability: InsertAbility,
): readonly CompletionItem[] | undefined {
  if (file.kind !== 'project') return undefined;
  const cursor = cursorContext(file.text, offset);
  if (!cursor) return [];
  return offeredItems(({ steps }) => offersAt(workspace, file, steps), cursor, file.text, ability);
}

function offersAt(workspace: Workspace, file: SourceFile, steps: readonly YamlStep[]): Offers {
  const path = steps.map(({ entry, index }) => entry?.key.text ?? index ?? 0);
  const place: ProjectPlace = { workspace, file, path };
  const [key] = path;
  const isMap = key === undefined || (path.length === 1 && (key === 'rules' || key === 'appPorts'));
  return {
    root: file.yaml.documents[0]?.root,
    isList: path.length === 1 && (key === 'ignore' || key === 'envoyImages'),
    isScalar: !isMap,
    values: () => valuesAt(place),
    keys: (written) => keysAt(place).filter(({ label }) => !hasKey(written, label)),
    wholes: [],
    isString: () => true,
  };
}

interface ProjectPlace {
  readonly workspace: Workspace;
  readonly file: SourceFile;
  readonly path: readonly (string | number)[];
}

function keysAt({ path, ...place }: ProjectPlace): readonly KeyOffer[] {
  if (path.length === 0)
    return projectKeys.map(({ name, form, type }) => ({
      ...{ label: name, kind: 'field', detail: type, value: { form, hasOffers: true } },
      described: { kind: 'project-key', name },
    }));
  if (path.length > 1) return [];
  const value: ValueStart = { form: 'scalar', hasOffers: true };
  switch (path[0]) {
    case 'rules':
      return [...allRules.map(({ code, severity }) => ({ name: code, severity })), ...areas()].map(
        ({ name, severity }) => ({
          ...{ label: name, kind: 'field', detail: severity, value },
          described: { kind: 'rule', name },
        }),
      );
    case 'envoyVersion':
    case 'kubernetesVersion':
      return folders(place).map((label) => ({ label, kind: 'field', detail: message('folder'), value }));
    case 'appPorts':
      return appImages(place).map((label) => ({ label, kind: 'field', detail: message('image'), value }));
    default:
      return [];
  }
}

const areas = (): readonly { readonly name: string; readonly severity: Words }[] =>
  [...new Set(allRules.map(({ code }) => `${code.split('/')[0]}/*`))].map((name) => ({
    name,
    severity: message('area'),
  }));

function valuesAt({ path, ...place }: ProjectPlace): readonly Offer[] {
  const [key, name] = path;
  const values = (labels: readonly string[], detail: Words = ''): readonly Offer[] =>
    labels.map((label) => ({ label, kind: 'enum-value', detail }));
  switch (key) {
    case 'rules':
      return values(severityNames);
    case 'ignore':
      return values(folders(place), message('folder'));
    case 'envoyImages':
      return values(appImages(place), message('image'));
    case 'envoyVersion':
      return values(envoyReleases(), 'Envoy');
    case 'kubernetesVersion':
      return values(kubernetesReleases(), 'Kubernetes');
    case 'appPorts':
      return values(portsOf(place, String(name)), 'containerPort');
    default:
      return [];
  }
}

type Here = Omit<ProjectPlace, 'path'>;

/** The folders beside the project file, as patterns for everything in them. */
function folders({ workspace, file }: Here): readonly string[] {
  const folder = folderOf(file.uri);
  const below = [...workspace.files.keys()].filter((uri) => uri.startsWith(folder));
  const paths = below.map((uri) => pathBelow(folder, uri)).filter(({ length }) => length > 1);
  return [...new Set(paths.map(([first]) => `${first}/**`))].sort();
}

/** The containers of the pods to which the project file applies, without those of Envoy. */
function apps({ workspace, file }: Here): readonly Container[] {
  const folder = folderOf(file.uri);
  const { envoyImages } = workspace.imagesAt(file.uri);
  const pods = workspace.index.pods.filter((placed) => placed.file.uri.startsWith(folder));
  return pods
    .flatMap(({ manifest }) => manifest.podSpec?.containers ?? [])
    .filter((container) => !isEnvoyContainer(container, envoyImages));
}

const appImages = (place: Here): readonly string[] =>
  [...new Set(apps(place).flatMap(({ image }) => (image ? [imageName(image.value)] : [])))].sort();

function portsOf(place: Here, name: string): readonly string[] {
  const named = apps(place).filter(({ image }) => image && imageNames(image.value).includes(name));
  return [...new Set(declaredPorts(named).map(({ port }) => String(port.value)))];
}
