import { type InitializeParams, InsertTextMode } from 'vscode-languageserver';
import type { Translate } from '../analysis/index.ts';
import { translationFor } from '../l10n/translations.ts';
import type { RuleLink } from '../rule-pages.ts';
import { ruleLink } from './rule-link.ts';

/** The features of the editor that the server uses. */
export interface ClientFeatures {
  readonly configuration: boolean;
  readonly dynamicConfiguration: boolean;
  readonly dynamicWatchedFiles: boolean;
  /** Watches files in given folders, also outside of the workspace. */
  readonly watchedFolders: boolean;
  readonly workspaceFolders: boolean;
  readonly progress: boolean;
  readonly documentChanges: boolean;
  /** An edit may delete files. */
  readonly deletesFiles: boolean;
  readonly relatedInformation: boolean;
  readonly diagnosticTags: boolean;
  readonly diagnosticVersions: boolean;
  readonly hierarchicalSymbols: boolean;
  readonly preferredActions: boolean;
  readonly definitionLinks: boolean;
  /** Asks for the name before it lets the user change it. */
  readonly preparesRename: boolean;
  readonly snippets: boolean;
  /** Shows a few words next to every completion item, not only next to the selected one. */
  readonly labelDetails: boolean;
  /** Inserts completion items as they are, without changing their indentation. */
  readonly insertAsIs: boolean;
  /** Asks again for inlay hints when it is told to. */
  readonly refreshesHints: boolean;
  /** Formats with what is registered while it runs. */
  readonly dynamicFormatting: boolean;
  /** Asks for the semantic tokens of what is visible. */
  readonly tokensInRange: boolean;
  /** The editor's command that opens the list of completions, from its initialization options. */
  readonly completionCommand: string | undefined;
  /** The editor's command that renames what is at the cursor, from its initialization options. */
  readonly renameCommand: string | undefined;
  /** Supports `envoySidecar/status`, according to its initialization options. */
  readonly status: boolean;
  /** Undefined if diagnostics do not link to their rules. */
  readonly ruleLink: RuleLink | undefined;
  /** The editor's language. */
  readonly translate: Translate;
}

export function clientFeatures(params: InitializeParams): ClientFeatures {
  const { capabilities, initializationOptions, locale } = params;
  const { workspace, textDocument, window } = capabilities;
  return {
    configuration: workspace?.configuration === true,
    dynamicConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    dynamicWatchedFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    watchedFolders: workspace?.didChangeWatchedFiles?.relativePatternSupport === true,
    workspaceFolders: workspace?.workspaceFolders === true,
    progress: window?.workDoneProgress === true,
    documentChanges: workspace?.workspaceEdit?.documentChanges === true,
    deletesFiles:
      workspace?.workspaceEdit?.documentChanges === true &&
      workspace.workspaceEdit.resourceOperations?.includes('delete') === true,
    relatedInformation: textDocument?.publishDiagnostics?.relatedInformation === true,
    diagnosticTags: textDocument?.publishDiagnostics?.tagSupport !== undefined,
    diagnosticVersions: textDocument?.publishDiagnostics?.versionSupport === true,
    hierarchicalSymbols: textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true,
    preferredActions: textDocument?.codeAction?.isPreferredSupport === true,
    definitionLinks: textDocument?.definition?.linkSupport === true,
    preparesRename: textDocument?.rename?.prepareSupport === true,
    snippets: textDocument?.completion?.completionItem?.snippetSupport === true,
    labelDetails: textDocument?.completion?.completionItem?.labelDetailsSupport === true,
    insertAsIs:
      textDocument?.completion?.completionItem?.insertTextModeSupport?.valueSet.includes(InsertTextMode.asIs) === true,
    refreshesHints: workspace?.inlayHint?.refreshSupport === true,
    dynamicFormatting: textDocument?.formatting?.dynamicRegistration === true,
    tokensInRange: Boolean(textDocument?.semanticTokens?.requests.range),
    completionCommand: stringOf(initializationOptions?.completionCommand),
    renameCommand: stringOf(initializationOptions?.renameCommand),
    status: initializationOptions?.status === true,
    ruleLink: ruleLink(params),
    translate: translationFor(stringOf(locale)),
  };
}

const stringOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
