import { readEnum } from '../envoy/enum-field.ts';
import { keyRole, nameRole } from '../envoy/typed/name-roles.ts';
import { entryPosition, itemPosition, positionOf, type TypedPosition } from '../envoy/typed/typed-position.ts';
import { loadedScalar } from '../envoy/validate/loaded-scalar.ts';
import { commandsIn } from '../envoy/written-command.ts';
import { isEnum } from '../schema/envoy-facts.ts';
import { scalarType } from '../schema/envoy-types.ts';
import { overlaps, type TextRange } from '../text/text-range.ts';
import type { EnvoySource } from '../workspace/envoy-source.ts';
import type { SourceFile } from '../workspace/source-file.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { YamlNode, YamlScalar } from '../yaml/syntax/yaml-node.ts';
import { placeOf } from '../yaml/syntax/yaml-path.ts';

/** Types of tokens that every editor knows. */
export const tokenTypes = [
  ...(['comment', 'enumMember', 'keyword', 'macro', 'namespace', 'number', 'property', 'regexp', 'string'] as const),
  ...(['type', 'variable'] as const),
] as const;

export type TokenType = (typeof tokenTypes)[number];

/** A part of a line. */
export interface SemanticToken {
  readonly range: TextRange;
  readonly type: TokenType;
  /** A name is given to something here. */
  readonly declares?: true;
}

/**
 * What the words of the configs of a file are, in file order. An editor cannot know this of a config in a ConfigMap, which is
 * one text to it.
 * @param within where tokens are needed; without it, in the whole file
 */
export function semanticTokens(workspace: Workspace, uri: string, within?: TextRange): readonly SemanticToken[] {
  const file = workspace.files.get(uri);
  if (!file) return [];
  const wanted = within ?? { start: 0, end: file.text.length };
  return file.envoySources.flatMap((source) => {
    const whole = source.scalar?.range ?? source.config.root.range;
    return overlaps(whole, wanted) ? tokensOf(file, source, wanted) : [];
  });
}

function tokensOf(file: SourceFile, source: EnvoySource, wanted: TextRange): readonly SemanticToken[] {
  const words: SemanticToken[] = [];
  addWords(source.config.root, positionOf(source.type), wanted, words);
  const whole = source.scalar?.range ?? source.config.root.range;
  const tokens: SemanticToken[] = [];
  let at = Math.max(whole.start, Math.min(wanted.start, words[0]?.range.start ?? wanted.start));
  const addComments = (end: number) => {
    // The lines of other scalars are not the lines of the config.
    if (source.editable) tokens.push(...commentsIn(file.text, { start: at, end }));
  };
  for (const word of words) {
    addComments(word.range.start);
    tokens.push(...partsOf(file.text, word));
    at = word.range.end;
  }
  addComments(Math.min(whole.end, wanted.end));
  return tokens;
}

function addWords(node: YamlNode, at: TypedPosition | undefined, wanted: TextRange, words: SemanticToken[]): void {
  const range = placeOf(node);
  if (!overlaps(range, wanted)) return;
  if (node.aliasRange) words.push({ range, type: 'variable' });
  else if (node.kind === 'scalar') words.push({ range, ...valueWord(node, at) });
  else if (node.kind === 'seq') {
    const below = at && itemPosition(at);
    for (const item of node.items) addWords(item, below, wanted, words);
  } else {
    const role = at && keyRole(at);
    for (const { key, value } of node.entries) {
      if (overlaps(key.range, wanted)) words.push({ range: key.range, type: role ? 'variable' : 'property' });
      if (value) addWords(value, at && entryPosition(at, node, key.text), wanted, words);
    }
  }
}

type Meaning = Omit<SemanticToken, 'range'>;

function valueWord(scalar: YamlScalar, at: TypedPosition | undefined): Meaning {
  if (at?.form === 'type-url') return { type: 'type' };
  const role = at && nameRole(at);
  if (role) return { type: 'variable', ...(role.defines && { declares: true }) };
  const type = at && scalarType(at.type);
  if (type === undefined) return { type: loadedTypes[loadedScalar(scalar).kind] };
  if (isEnum(type)) return { type: readEnum(scalar, type) ? 'enumMember' : 'string' };
  const isRegex = at?.field?.message === 'envoy.type.matcher.v3.RegexMatcher' && at.field.name === 'regex';
  return { type: isRegex ? 'regexp' : typesOfScalars(type) };
}

const loadedTypes = { null: 'keyword', bool: 'keyword', number: 'number', string: 'string' } as const;

function typesOfScalars(type: string): TokenType {
  if (type === 'bool') return 'keyword';
  return /^(double|float|u?int(32|64)|google\.protobuf\.Duration)$/.test(type) ? 'number' : 'string';
}

/** The parts of a word: the package and the name of a type, the commands in a text, and its lines. */
function partsOf(text: string, word: SemanticToken): readonly SemanticToken[] {
  const written = text.slice(word.range.start, word.range.end);
  const isOnLine = !/[\r\n]/.test(written);
  // Most words have one part, and a long file has many words.
  if (isOnLine && word.type !== 'type' && !written.includes('%')) return [word];
  const parts = cut(word, written, word.type === 'type' ? packageOf(written) : commandsIn(written));
  return isOnLine ? parts : parts.flatMap((part) => linesOf(text, part));
}

interface Cut extends TextRange {
  readonly type?: TokenType;
}

/** @param cuts parts of the word, by default commands, in file order */
function cut({ range, ...meaning }: SemanticToken, written: string, cuts: Iterable<Cut>): readonly SemanticToken[] {
  const parts: SemanticToken[] = [];
  let at = 0;
  const add = (end: number, type: TokenType) => {
    if (end > at) parts.push({ ...meaning, range: { start: range.start + at, end: range.start + end }, type });
    at = Math.max(at, end);
  };
  for (const { start, end, type = 'macro' } of cuts) {
    add(start, meaning.type);
    add(end, type);
  }
  add(written.length, meaning.type);
  return parts;
}

const packageOf = (written: string): readonly Cut[] => [
  { start: 0, end: Math.max(written.lastIndexOf('/'), written.lastIndexOf('.')) + 1, type: 'namespace' },
];

/** The parts of a token on its lines, without their indentation: editors want tokens that end on their line. */
const linesOf = (text: string, { range, ...meaning }: SemanticToken): readonly SemanticToken[] =>
  [...text.slice(range.start, range.end).matchAll(/[^\s](?:[^\r\n]*[^\s])?/g)].map(({ index, 0: line }) => {
    const start = range.start + index;
    return { ...meaning, range: { start, end: start + line.length } };
  });

/** Comments between two words, where anything else is punctuation, tags and anchors. */
function commentsIn(text: string, { start, end }: TextRange): readonly SemanticToken[] {
  const between = text.slice(start, end);
  if (!between.includes('#')) return [];
  return [...between.matchAll(/(?<![^\s])#[^\r\n]*/g)].map(({ index, 0: comment }) => ({
    range: { start: start + index, end: start + index + comment.length },
    type: 'comment',
  }));
}
