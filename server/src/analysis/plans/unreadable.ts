import { message, sentences } from '../rules/message.ts';
import { placeIn } from '../rules/rule.ts';
import { diagnose } from '../rules/run-rules.ts';
import { envoyErrors } from '../workspace/envoy-source.ts';
import type { SourceFile } from '../workspace/source-file.ts';
import { fileName } from '../workspace/uri-path.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { hasPlaceholder } from '../yaml/edit/placeholder.ts';
import type { YamlNode, YamlScalar } from '../yaml/syntax/yaml-node.ts';
import type { RefusedPlan } from './refused-plan.ts';

/**
 * Rejects a file with broken YAML, or with a config with broken YAML, because the parser can only guess its content.
 * Comments and settings that suppress the error have no effect here.
 */
export function refusedSyntax(workspace: Workspace, file: SourceFile): RefusedPlan | undefined {
  const [error] = [
    ...(file.kind === 'envoy' ? envoyErrors(file.yaml) : file.yaml.errors),
    ...file.envoySources.flatMap(({ scalar, errors }) => (scalar ? errors : [])),
  ];
  if (!error) return undefined;
  const shown = diagnose(workspace, file.uri).find(({ code }) => code === 'yaml/syntax');
  return {
    refused: sentences(
      message('{0} has a syntax error.', fileName(file.uri)),
      shown?.message ?? message(error.message, ...(error.args ?? [])),
    ),
    location: shown?.at ?? { uri: file.uri, range: error.range },
  };
}

/** Rejects a manifest with a placeholder. */
export function refusedPlaceholder(file: SourceFile, root: YamlNode): RefusedPlan | undefined {
  const found = placeholderIn(root);
  return (
    found && {
      refused: message("'{0}' in {1} is a placeholder. Replace it with a value.", found.text, fileName(file.uri)),
      location: placeIn(file, found),
    }
  );
}

/** What a shell or the kubelet fills in, or a program that reads the text. */
const filledInLater = new Set(['command', 'args', 'env', 'annotations', 'data', 'stringData', 'binaryData']);

function placeholderIn(node: YamlNode | undefined): YamlScalar | undefined {
  if (node?.kind === 'scalar') return hasPlaceholder(node.text) ? node : undefined;
  const below =
    node?.kind === 'map'
      ? node.entries.filter(({ key }) => !filledInLater.has(key.text)).map(({ value }) => value)
      : (node?.items ?? []);
  for (const child of below) {
    const found = placeholderIn(child);
    if (found) return found;
  }
  return undefined;
}
