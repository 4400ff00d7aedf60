import { type Place, placeIn } from '../rules/rule.ts';
import { workloadsOf } from '../rules/run-rules.ts';
import { type TextRange, touches } from '../text/text-range.ts';
import type { EnvoyWorkload } from '../workspace/envoy-workload.ts';
import type { SourceFile } from '../workspace/source-file.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { YamlMap } from '../yaml/syntax/yaml-node.ts';
import { placeOf, stepsAt } from '../yaml/syntax/yaml-path.ts';
import { isHere, placeOfMention } from './symbols/named-symbol.ts';
import { symbolAt } from './symbols/symbol-at.ts';

/** A reference from the range of a name or path to what it means. */
export interface Definition {
  readonly origin: TextRange;
  /** Several if variants of a file define the same name. */
  readonly targets: readonly Place[];
}

/** The definition of the name at an offset, or the file that a path there leads to. */
export function definition(workspace: Workspace, uri: string, offset: number): Definition | undefined {
  const file = workspace.files.get(uri);
  if (!file) return undefined;
  return named(workspace, uri, offset) ?? xdsFileAt(workspace, file, offset) ?? linkedConfig(workspace, file, offset);
}

function named(workspace: Workspace, uri: string, offset: number): Definition | undefined {
  const symbol = symbolAt(workspace, uri, offset);
  const here = symbol && [...symbol.references, ...symbol.definitions].find(isHere(uri, offset));
  if (!here || symbol.definitions.length === 0) return undefined;
  return { origin: placeOfMention(here).range, targets: symbol.definitions.map(placeOfMention) };
}

/** The path of a file of xDS → the file. */
function xdsFileAt(workspace: Workspace, file: SourceFile, offset: number): Definition | undefined {
  const link = workspace.index.xdsLinks.find(
    ({ source, subscription }) => source.uri === file.uri && touches(placeOf(subscription.path.at), offset),
  );
  if (!link) return undefined;
  const root = link.resources?.config.root;
  const range = root ? startOf(root) : { start: 0, end: 0 };
  return { origin: placeOf(link.subscription.path.at), targets: [{ uri: link.target.uri, range }] };
}

/** The hostPath or mount path of a config → the config. */
function linkedConfig(workspace: Workspace, file: SourceFile, offset: number): Definition | undefined {
  const manifest = file.manifests.find(({ root }) => touches(root.range, offset));
  const leaf = stepsAt(manifest?.root, offset).at(-1)?.node;
  if (leaf?.kind !== 'scalar') return undefined;
  const { config } =
    workloadsOf(workspace, file.uri).find(
      (candidate) => candidate.file.uri === file.uri && leadsToConfig(candidate, leaf.range),
    ) ?? {};
  return (
    config && {
      origin: placeIn(file, leaf).range,
      targets: [{ uri: config.file.uri, range: startOf(config.source.config.root) }],
    }
  );
}

const startOf = (root: YamlMap): TextRange => root.entries[0]?.key.range ?? root.range;

const leadsToConfig = ({ config }: EnvoyWorkload, range: TextRange): boolean =>
  [config?.volume?.hostPath?.path, config?.mount?.mountPath, config?.mount?.subPath].some(
    (located) => located?.at.range === range,
  );
