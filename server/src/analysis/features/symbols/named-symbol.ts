import type { NameFormat } from '../../rules/findings/name-formats.ts';
import type { Message } from '../../rules/message.ts';
import type { Place } from '../../rules/rule.ts';
import { type TextRange, touches } from '../../text/text-range.ts';
import type { EnvoySource } from '../../workspace/envoy-source.ts';
import type { PlacedManifest } from '../../workspace/placed-manifest.ts';
import type { SourceFile } from '../../workspace/source-file.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { nestedText } from '../../yaml/syntax/nested-text.ts';
import type { YamlMap, YamlScalar } from '../../yaml/syntax/yaml-node.ts';
import { placeOf, stepsAt, type YamlStep } from '../../yaml/syntax/yaml-path.ts';

/** Something with a name that is written in one or more places: in its definition and in references to it. */
export interface NamedSymbol {
  readonly name: string;
  /** What a new name must look like. */
  readonly format: NameFormat;
  /** Several if a name is defined for several variants at once. Empty if it is defined elsewhere. */
  readonly definitions: readonly Mention[];
  readonly references: readonly Mention[];
  /** Why the name must not change: it is also used outside the workspace. */
  readonly fixedBy?: Message;
}

/** How the names of one kind of things are found. */
export interface SymbolKind {
  /** What a new name must look like. */
  readonly format: NameFormat;
  /** The name at a spot and all its mentions. Undefined if something else is written there. */
  find(workspace: Workspace, spot: Spot): NamedMentions | undefined;
}

export interface NamedMentions {
  readonly name: string;
  readonly mentions: readonly Mention[];
  readonly fixedBy?: Message;
}

/** A place where a name is written. */
export interface Mention {
  readonly file: SourceFile;
  readonly at: YamlScalar;
  readonly defines: boolean;
  /** The config that contains it. */
  readonly source?: EnvoySource;
  /** The part of the scalar's text that is the name, if it is not all of it. */
  readonly part?: TextRange;
  /** The Service port that has no `targetPort`, so that its `port` is meant, but must not change. */
  readonly impliedIn?: YamlMap;
}

/** The scalar at an offset, and what contains it. */
export interface Spot {
  readonly file: SourceFile;
  readonly offset: number;
  readonly scalar: YamlScalar;
  /** The way to it from the root of the config. */
  readonly steps: readonly YamlStep[];
  readonly source?: EnvoySource;
  readonly placed?: PlacedManifest;
}

/** Undefined if there is no scalar. */
export function spotAt(file: SourceFile, offset: number): Spot | undefined {
  for (const source of file.envoySources) {
    if (!touches(source.config.root.range, offset)) continue;
    const found = scalarAt(stepsAt(source.config.root, offset));
    if (found) return { file, offset, source, ...found };
  }
  const manifest = file.manifests.find(({ root }) => touches(root.range, offset));
  const root = manifest?.root ?? file.yaml.documents.find(({ range }) => touches(range, offset))?.root;
  const found = scalarAt(stepsAt(root, offset));
  return found && { file, offset, ...(manifest && { placed: { file, manifest } }), ...found };
}

function scalarAt(steps: readonly YamlStep[]): Pick<Spot, 'scalar' | 'steps'> | undefined {
  const last = steps.at(-1);
  if (last?.node.kind === 'scalar') return { scalar: last.node, steps: steps.slice(0, -1) };
  return last?.inKey && last.entry ? { scalar: last.entry.key, steps } : undefined;
}

type WrittenName = Pick<Mention, 'file' | 'at' | 'part'>;

/** Where the name is written, without the rest of its scalar. */
function rangeOf({ file, at, part }: WrittenName): TextRange {
  if (!part) return placeOf(at);
  const { place } = nestedText(at, file.text);
  return { start: place(part.start), end: place(part.end) };
}

export const placeOfMention = (mention: WrittenName): Place => ({ uri: mention.file.uri, range: rangeOf(mention) });

export const isHere =
  (uri: string, offset: number) =>
  (mention: WrittenName): boolean =>
    mention.file.uri === uri && touches(rangeOf(mention), offset);

/** The mentions without those of the same place. */
export function distinct(mentions: readonly Mention[]): readonly Mention[] {
  const seen = new Set<string>();
  return mentions.filter((mention) => {
    const key = `${mention.file.uri} ${rangeOf(mention).start}`;
    return !seen.has(key) && seen.add(key);
  });
}

/** All items that can be reached from the first ones. */
export function closure<T>(first: Iterable<T>, next: (item: T) => Iterable<T>): readonly T[] {
  const reached = new Set(first);
  for (const item of reached) for (const other of next(item)) reached.add(other);
  return [...reached];
}
