import { type Message, message } from '../rules/message.ts';
import type { FileEdits } from '../rules/rule.ts';
import { grouped } from '../text/grouped.ts';
import { applyEdits, type TextEdit, type TextRange } from '../text/text-range.ts';
import { type Workspace, withTexts } from '../workspace/workspace.ts';
import { renamed } from './symbols/renamed.ts';
import { isHere, type Mention, type NamedSymbol, placeOfMention } from './symbols/named-symbol.ts';
import { ports } from './symbols/ports.ts';
import { symbolAt } from './symbols/symbol-at.ts';

/** A name that can be changed. */
export interface Renameable {
  readonly range: TextRange;
  readonly name: string;
  /** A port by its number. */
  readonly isPort: boolean;
}

/** Why a name cannot be changed. */
export interface RenameRefusal {
  readonly refused: Message;
}

/** The name at an offset, or why it cannot be changed. Undefined if there is no name. */
export function prepareRename(
  workspace: Workspace,
  uri: string,
  offset: number,
): Renameable | RenameRefusal | undefined {
  const symbol = symbolAt(workspace, uri, offset);
  const here = symbol && mentionsOf(symbol).find(isHere(uri, offset));
  if (!here) return undefined;
  const refused = reasonAgainst(symbol, here);
  return refused
    ? { refused }
    : { range: placeOfMention(here).range, name: symbol.name, isPort: symbol.format === ports.format };
}

/** The edits that change the name at an offset everywhere, or why it cannot be changed. */
export function rename(
  workspace: Workspace,
  uri: string,
  offset: number,
  newName: string,
): readonly FileEdits[] | RenameRefusal {
  const symbol = symbolAt(workspace, uri, offset);
  const here = symbol && mentionsOf(symbol).find(isHere(uri, offset));
  if (!here) return { refused: message('There is no name to change.') };
  if (newName === symbol.name) return [];
  const refused = reasonAgainst(symbol, here) ?? symbol.format(newName);
  if (refused) return { refused };
  const edits = mentionsOf(symbol).map(
    (mention) => [mention.file.uri, renamed(mention, symbol.name, newName)] as const,
  );
  if (edits.some(([, edit]) => !edit))
    return {
      refused: message('This name cannot be written in a quoted or encoded config.'),
    };
  const files = [...grouped(edits.flatMap(([file, edit]) => (edit ? [[file, edit] as const] : [])))].map(
    ([file, all]) => ({ uri: file, edits: distinctEdits(all) }),
  );
  const problem = problemAfter(workspace, symbol, newName, files);
  return problem ? { refused: problem } : files;
}

const mentionsOf = ({ definitions, references }: NamedSymbol): readonly Mention[] => [...definitions, ...references];

function reasonAgainst({ name, definitions, fixedBy }: NamedSymbol, { impliedIn }: Mention): Message | undefined {
  if (definitions.length === 0) return message("'{0}' is not defined in this workspace.", name);
  return impliedIn
    ? message("Clients of the Service use this port. Set 'targetPort' first to change the port of the pod.")
    : fixedBy;
}

/** Aliases share the text of their anchor. */
const distinctEdits = (edits: readonly TextEdit[]): readonly TextEdit[] =>
  edits.filter(({ range }, i) => edits.findIndex((other) => other.range.start === range.start) === i);

/** What the new name would break: it must have the same mentions as the old one, and no Envoy may lose its config. */
function problemAfter(
  workspace: Workspace,
  symbol: NamedSymbol,
  newName: string,
  files: readonly FileEdits[],
): Message | undefined {
  const texts = files.map(({ uri, edits }) => [uri, applyEdits(workspace.files.get(uri)?.text ?? '', edits)] as const);
  const later = withTexts(workspace, texts);
  const [first] = symbol.definitions;
  const edited = files.find(({ uri }) => uri === first?.file.uri)?.edits ?? [];
  const after = first && symbolAt(later, first.file.uri, offsetAfter(edited, placeOfMention(first).range.start));
  const [before, now] = [symbol, after].map((one) => (one ? mentionsOf(one).length : 0)) as [number, number];
  if (after && after.name === newName && now > before) return message("'{0}' already exists.", newName);
  if (configsIn(later) < configsIn(workspace))
    return message("Envoy would not find its config under the name '{0}'.", newName);
  if (!after || after.name !== newName || now < before)
    return message("Envoy or Kubernetes would not find everything that belongs to the name '{0}'.", newName);
  return undefined;
}

/** Where an offset is after edits. */
const offsetAfter = (edits: readonly TextEdit[], offset: number): number =>
  edits.reduce(
    (sum, { range, newText }) => (range.start < offset ? sum + newText.length - (range.end - range.start) : sum),
    offset,
  );

const configsIn = ({ workloads, builtWorkloads }: Workspace): number =>
  [...workloads, ...builtWorkloads].filter(({ config }) => config).length;
