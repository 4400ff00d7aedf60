import { readEnum } from '../envoy/enum-field.ts';
import { typedPosition } from '../envoy/typed/typed-path.ts';
import { mapContent, type TypedPosition } from '../envoy/typed/typed-position.ts';
import { kustomizationPlace } from '../kubernetes/kustomization-fields.ts';
import { manifestPosition } from '../kubernetes/manifest-position.ts';
import { fieldOf, typeOfUrl } from '../schema/envoy-facts.ts';
import type { Message } from '../rules/message.ts';
import { type TextRange, touches } from '../text/text-range.ts';
import type { EnvoySource } from '../workspace/envoy-source.ts';
import type { SourceFile } from '../workspace/source-file.ts';
import { kubernetesTarget } from '../workspace/kubernetes-target.ts';
import { targetVersion } from '../workspace/target-version.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { YamlMap, YamlScalar } from '../yaml/syntax/yaml-node.ts';
import { placeOf, stepsAt, valueAt, type YamlStep } from '../yaml/syntax/yaml-path.ts';
import { clusterOf } from './cluster-of.ts';
import { describe } from './describe.ts';
import type { Description } from './described.ts';
import type { ConfigSpot } from './hovers/config-spot.ts';
import { durationHover } from './hovers/duration-hover.ts';
import { describeFieldOf } from './hovers/field-hover.ts';
import { extensionNameHover } from './hovers/extension-name-hover.ts';
import { formatCommandHover } from './hovers/format-command-hover.ts';
import { imageHover } from './hovers/image-hover.ts';
import { portHover } from './hovers/port-hover.ts';
import { regexHover } from './hovers/regex-hover.ts';
import { routeSentences } from './hovers/route-hover.ts';
import { spotAt } from './symbols/named-symbol.ts';
import { symbolAt } from './symbols/symbol-at.ts';

export interface Hover {
  readonly range: TextRange;
  readonly description: Description;
}

/** What is at an offset: a field of an API, an enum value, the type of an extension, the name of a cluster. */
export function hover(workspace: Workspace, uri: string, offset: number): Hover | undefined {
  const file = workspace.files.get(uri);
  if (!file) return undefined;
  for (const source of file.envoySources) {
    if (!touches(source.config.root.range, offset)) continue;
    const steps = stepsAt(source.config.root, offset);
    const at = steps.at(-1);
    if (at?.node.kind === 'map' && at.entry && at.inKey) return hoverKey(workspace, file, source, steps, at.node);
    if (at?.node.kind === 'scalar')
      return hoverValue(workspace, { file, offset, source, steps: steps.slice(0, -1), scalar: at.node });
  }
  if (file.kind === 'project') return hoverProject(file, offset);
  if (file.kind === 'kustomization') return hoverKustomization(file, offset);
  return hoverManifest(workspace, file, offset) ?? hoverManifestValue(workspace, file, offset);
}

/** A key of a project file, or the code of a rule in it. */
function hoverProject({ yaml }: SourceFile, offset: number): Hover | undefined {
  const steps = stepsAt(yaml.documents[0]?.root, offset);
  const { inKey, entry } = steps.at(-1) ?? {};
  if (!inKey || !entry) return undefined;
  const name = entry.key.text;
  const isRule = steps.length === 2 && steps[0]?.entry?.key.text === 'rules';
  const description = isRule
    ? describe({ kind: 'rule', name })
    : steps.length === 1
      ? describe({ kind: 'project-key', name })
      : undefined;
  return description && { range: placeOf(entry.key), description };
}

/** A field of a kustomization. */
function hoverKustomization({ yaml }: SourceFile, offset: number): Hover | undefined {
  const steps = stepsAt(yaml.documents[0]?.root, offset);
  const { inKey, entry } = steps.at(-1) ?? {};
  if (!inKey || !entry) return undefined;
  const above = kustomizationPlace(steps.slice(0, -1).map((step) => step.entry?.key.text ?? step.index ?? 0));
  const description = above && describe({ kind: 'kustomization-field', type: above.type, name: entry.key.text });
  return description && { range: placeOf(entry.key), description };
}

/** A field or a kind of the Kubernetes API. */
function hoverManifest(workspace: Workspace, file: SourceFile, offset: number): Hover | undefined {
  const manifest = file.manifests.find(({ root }) => touches(root.range, offset));
  const steps = stepsAt(manifest?.root, offset);
  const { inKey, entry, node } = steps.at(-1) ?? {};
  if (manifest && node?.kind === 'scalar' && node === valueAt(manifest.root, 'kind')) {
    const { apiVersion, kind } = manifest;
    const description = describe({ kind: 'manifest-kind', apiVersion, name: kind });
    return description && { range: placeOf(node), description };
  }
  const position = inKey ? manifestPosition(steps) : undefined;
  const field = position?.inMap ? undefined : position?.field;
  const version = kubernetesTarget(workspace, file)?.version;
  const description =
    field && describe({ kind: 'manifest-field', ...field, ...(version !== undefined && { version }) });
  return entry && description && { range: placeOf(entry.key), description };
}

function hoverKey(
  workspace: Workspace,
  file: SourceFile,
  source: EnvoySource,
  steps: readonly YamlStep[],
  map: YamlMap,
): Hover | undefined {
  const key = steps.at(-1)?.entry?.key;
  const position = typedPosition(source.type, steps.slice(0, -1));
  const content = position && position.form !== 'map' ? mapContent(position, map) : undefined;
  if (!key || !content) return undefined;
  if (key.text === '@type' && content.isAny) {
    const value = steps.at(-1)?.entry?.value;
    return value?.kind === 'scalar' ? hoverType(value, placeOf(key)) : undefined;
  }
  const found = content.message === undefined ? undefined : fieldOf(content.message, key.text);
  if (!found || content.message === undefined) return undefined;
  const { version } = targetVersion(workspace, file, source);
  const description = describe({
    ...{ kind: 'field', message: content.message, name: found.name },
    ...(version !== undefined && { version }),
  });
  return description && { range: placeOf(key), description: withFirst(routeSentences(source, steps), description) };
}

function hoverValue(workspace: Workspace, spot: ConfigSpot): Hover | undefined {
  const { source, steps, scalar } = spot;
  const position = typedPosition(source.type, steps);
  if (position?.form === 'type-url') return hoverType(scalar, placeOf(scalar));
  const command = formatCommandHover(spot);
  if (command) return command;
  const description =
    clusterOf(source, scalar) ??
    enumValue(scalar, position) ??
    regexHover(spot) ??
    durationHover(spot) ??
    (position?.field?.name === 'port_value' ? portAt(workspace, spot) : undefined) ??
    extensionNameHover(spot) ??
    describeFieldOf(spot);
  return description && { range: placeOf(scalar), description: withFirst(routeSentences(source, steps), description) };
}

function enumValue(scalar: YamlScalar, position: TypedPosition | undefined): Description | undefined {
  const name = position && readEnum(scalar, position.type)?.name;
  return position && name !== undefined ? describe({ kind: 'enum-value', enum: position.type, name }) : undefined;
}

const portAt = (workspace: Workspace, { file, offset }: Pick<ConfigSpot, 'file' | 'offset'>) => {
  const symbol = symbolAt(workspace, file.uri, offset);
  return symbol && portHover(workspace, symbol);
};

const withFirst = (said: readonly Message[], description: Description): Description =>
  said.length > 0 ? { ...description, sentences: [...said, ...description.sentences] } : description;

/** A port or an image in a manifest. */
function hoverManifestValue(workspace: Workspace, file: SourceFile, offset: number): Hover | undefined {
  const spot = spotAt(file, offset);
  const description = spot && (imageHover(spot) ?? portAt(workspace, { file, offset }));
  return description && { range: placeOf(spot.scalar), description };
}

function hoverType({ text }: YamlScalar, range: TextRange): Hover | undefined {
  const { kind, name } = typeOfUrl(text);
  const description = kind === 'message' ? describe({ kind: 'type', name }) : undefined;
  return description && { range, description };
}
