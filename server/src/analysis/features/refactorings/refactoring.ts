import { touches } from '../../text/text-range.ts';
import { lineEnd, lineStart } from '../../text/line-places.ts';
import type { Message } from '../../rules/message.ts';
import type { FileEdits } from '../../rules/rule.ts';
import type { EnvoyWorkload } from '../../workspace/envoy-workload.ts';
import type { SourceFile } from '../../workspace/source-file.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { placeOf } from '../../yaml/syntax/yaml-path.ts';

/** A change that a person may want although nothing is wrong. */
export interface Refactoring {
  readonly title: Message;
  readonly edits: readonly FileEdits[];
  /** The files that are no longer needed. */
  readonly deletes?: readonly string[];
  /** A pod gets an Envoy, which reads a config. */
  readonly addsEnvoy?: true;
}

/** The place that refactorings are asked for. */
export interface Asked {
  readonly workspace: Workspace;
  readonly file: SourceFile;
  readonly offset: number;
}

/** A kind of refactoring. It offers what certainly holds at a place. */
export type Refactor = (asked: Asked) => readonly Refactoring[];

/** Whether the place is on the first line of a node. */
export function isOnLineOf({ file: { text }, offset }: Asked, node: YamlNode | undefined): boolean {
  if (!node) return false;
  const { start } = placeOf(node);
  return touches({ start: lineStart(text, start), end: lineEnd(text, start) }, offset);
}

/** The workloads of the file whose Envoy container has its name on the line, if the files show all of their manifests. */
export const envoysAt = (asked: Asked): readonly EnvoyWorkload[] =>
  workloadsOf(asked).filter(({ envoyContainer }) => isOnLineOf(asked, envoyContainer.name?.at));

/** The workloads whose manifest is in the file and complete. */
export const workloadsOf = ({ workspace, file }: Asked): readonly EnvoyWorkload[] =>
  (workspace.workloadsByFile.get(file.uri) ?? []).filter(
    ({ file: { uri }, silence }) => uri === file.uri && !silence.partial && !silence.retuned,
  );
