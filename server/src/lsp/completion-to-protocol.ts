import {
  type CompletionItem as LspCompletionItem,
  CompletionItemKind,
  CompletionItemTag,
  type Hover as LspHover,
  InsertTextFormat,
  InsertTextMode,
  MarkupKind,
} from 'vscode-languageserver';
import {
  type CompletionItem,
  type Described,
  type Description,
  describe,
  displayWords,
  formatMessage,
  type Hover,
  sentences,
  type SourceFile,
  type TextEdit,
  type Translate,
} from '../analysis/index.ts';
import type { ClientFeatures } from './client-features.ts';
import type { FieldDocumentation } from './field-documentation.ts';
import { toRange } from './to-protocol.ts';

/** Items in the order of the analysis, which ranks them. Editors sort them by `sortText`. */
export const toCompletionItem =
  (file: SourceFile, features: ClientFeatures) =>
  (item: CompletionItem, rank: number): LspCompletionItem => {
    const { label, range, newText = label, described } = item;
    const detail = displayWords(item.detail, features.translate);
    const toTextEdit = (edit: TextEdit) => ({ range: toRange(file.lineIndex, edit.range), newText: edit.newText });
    const snippet = features.snippets ? snippetOf(item) : undefined;
    return {
      label,
      kind: lspItemKind[item.kind],
      ...(detail !== '' && { detail }),
      ...(features.labelDetails && {
        labelDetails: { description: displayWords(item.shortDetail ?? detail, features.translate) },
      }),
      sortText: String(rank).padStart(5, '0'),
      filterText: item.filterText ?? label,
      textEdit: { range: toRange(file.lineIndex, range), newText: snippet ?? newText },
      ...(snippet !== undefined && { insertTextFormat: InsertTextFormat.Snippet }),
      ...((snippet ?? newText).includes('\n') && { insertTextMode: InsertTextMode.asIs }),
      ...(item.alsoEdits && { additionalTextEdits: item.alsoEdits.map(toTextEdit) }),
      ...(item.deprecated && { tags: [CompletionItemTag.Deprecated] }),
      ...(item.goesOn && features.completionCommand && { command: again(features.completionCommand) }),
      ...(described && { data: described }),
    };
  };

export function snippetOf({ label, newText = label, cursor, snippet }: CompletionItem): string | undefined {
  if (snippet !== undefined || cursor === undefined) return snippet;
  return `${escaped(newText.slice(0, cursor))}$0${escaped(newText.slice(cursor))}`;
}

const again = (command: string) => ({ title: 'Suggest', command });

const escaped = (text: string): string => text.replace(/[\\$]/g, '\\$&');

const lspItemKind: Readonly<Record<CompletionItem['kind'], CompletionItemKind>> = {
  reference: CompletionItemKind.Reference,
  value: CompletionItemKind.Value,
  field: CompletionItemKind.Field,
  'enum-value': CompletionItemKind.EnumMember,
  type: CompletionItemKind.Class,
  start: CompletionItemKind.Snippet,
};

/** Adds the description for the item's `data`. */
export function resolved(
  item: LspCompletionItem,
  documentation: FieldDocumentation,
  { translate }: ClientFeatures,
): LspCompletionItem {
  const description = isDescribed(item.data) ? describe(item.data) : undefined;
  const value = description && bodyOf(description, documentation, translate);
  return value ? { ...item, documentation: { kind: MarkupKind.Markdown, value } } : item;
}

/** The data comes back from the editor, so it can have any form. */
const isDescribed = (data: unknown): data is Described =>
  typeof data === 'object' &&
  data !== null &&
  Object.values(data).every((value) => typeof value === 'string') &&
  'kind' in data &&
  Object.hasOwn(describedKinds, String(data.kind));

const describedKinds: Readonly<Record<Described['kind'], true>> = {
  field: true,
  'enum-value': true,
  type: true,
  'manifest-field': true,
  'manifest-kind': true,
  'kustomization-field': true,
  'project-key': true,
  rule: true,
};

export const toHover = (
  file: SourceFile,
  { range, description }: Hover,
  documentation: FieldDocumentation,
  { translate }: ClientFeatures,
): LspHover => {
  const type = displayWords(description.type, translate);
  const title = `**${inMarkdown(description.title)}**${type === '' ? '' : ` \u00b7 ${type}`}`;
  const body = bodyOf(description, documentation, translate);
  return {
    range: toRange(file.lineIndex, range),
    contents: { kind: MarkupKind.Markdown, value: body === '' ? title : `${title}\n\n${body}` },
  };
};

/** A text of the user, such as a regular expression, without its meaning in Markdown. */
const inMarkdown = (text: string): string => text.replace(/[\\`*<>[\]]/g, '\\$&');

function bodyOf(
  { sentences: said, about, links = [] }: Description,
  documentation: FieldDocumentation,
  translate: Translate,
): string {
  const [first, ...others] = said;
  const facts = first ? formatMessage(sentences(first, ...others), translate) : '';
  const pages = links.map(({ title, url }) => `[${formatMessage(title, translate)}](${url})`).join(' · ');
  return [facts, about ? textOf(about, documentation) : '', pages].filter((part) => part !== '').join('\n\n');
}

function textOf(about: Described, { fieldDocumentation, enumValueDocumentation }: FieldDocumentation): string {
  switch (about.kind) {
    case 'field':
      return fieldDocumentation(about.message, about.name) ?? '';
    case 'enum-value':
      return enumValueDocumentation(about.enum, about.name) ?? '';
    case 'type':
      return fieldDocumentation(about.name) ?? '';
    case 'manifest-field':
      return fieldDocumentation(about.type, about.name) ?? '';
    case 'manifest-kind':
      return fieldDocumentation(about.name) ?? '';
    case 'kustomization-field':
    case 'project-key':
    case 'rule':
      return '';
  }
}
