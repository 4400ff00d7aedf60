import { setImmediate as nextTurn } from 'node:timers/promises';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { TextDocumentContentChangeEvent, TextDocumentItem } from 'vscode-languageserver';
import {
  type Diagnostic,
  diagnose,
  emptyWorkspace,
  type OnFailure,
  type SourceFile,
  type Workspace,
  withOptions,
  withoutFile,
  withText,
  withTexts,
} from '../analysis/index.ts';
import { affectedFiles } from './affected-files.ts';
import { canonicalUri } from './canonical-uri.ts';
import { defaultSettings, type Settings } from './settings.ts';

/** Texts beyond this many UTF-16 units are not analysed: no hand-written file comes near, and nobody could wait for it. */
export const MAX_TEXT_LENGTH = 5 * 1024 * 1024;

/** How often files are taken in steps while somebody types all the time; then at once. */
const MAX_TRIES = 3;

/** What the connection knows: the current snapshot, the open buffers and the settings. URIs of the methods are the client's. */
export interface Session {
  readonly workspace: Workspace;
  readonly settings: Settings;
  open(document: TextDocumentItem): void;
  change(uri: string, version: number, changes: readonly TextDocumentContentChangeEvent[]): void;
  /** The text stays until the disk's takes its place (`setFiles`). */
  close(uri: string): void;
  /** Files of the disk, by canonical URI, as texts or read ahead; undefined means that the file is gone. Open buffers win over them. */
  setFiles(texts: Iterable<readonly [uri: string, text: string | SourceFile | undefined]>): void;
  /**
   * As `setFiles`, for as many files as a workspace has: what they cost at once is done in steps, with turns for requests
   * between. @param isCurrent false for a file that was read again since
   */
  takeFiles(files: readonly SourceFile[], isCurrent: (uri: string) => boolean): Promise<void>;
  configure(settings: Settings): void;
  isOpen(uri: string): boolean;
  /** The version of an open buffer, by canonical URI. */
  version(uri: string): number | undefined;
  /** The spelling by which the client knows a canonical URI. */
  clientUri(uri: string): string;
  /** The diagnostics of a canonical URI in the current snapshot; computed once per snapshot. */
  diagnostics(uri: string): readonly Diagnostic[];
}

/**
 * @param onChange is told the canonical URIs whose diagnostics may have changed, the edited ones first
 * @param onFailure is told of bugs that cost a file or a rule
 */
export function createSession(
  onChange: (affected: ReadonlySet<string>, edited: readonly string[]) => void,
  onFailure?: OnFailure,
): Session {
  const buffers = new Map<string, TextDocument>();
  /** Kept after a file is closed: what was said of it must be taken back under the same name. */
  const spellings = new Map<string, string>();
  let workspace = emptyWorkspace({ onFailure });
  let settings = defaultSettings;
  let known = new WeakMap<Workspace, Map<string, readonly Diagnostic[]>>();

  function become(next: Workspace, edited: readonly string[]): void {
    const affected = affectedFiles(workspace, next, edited);
    workspace = next;
    onChange(affected, edited);
  }

  function showBuffer(uri: string): void {
    const text = buffers.get(uri)?.getText() ?? '';
    become(withText(workspace, uri, text.length > MAX_TEXT_LENGTH ? '' : text), [uri]);
  }

  function setFiles(texts: Parameters<Session['setFiles']>[0]): void {
    const fromDisk = [...texts].filter(([uri]) => !buffers.has(uri));
    const present = fromDisk.flatMap(([uri, text]) => (text === undefined ? [] : [[uri, text] as const]));
    const gone = fromDisk.flatMap(([uri, text]) => (text === undefined ? [uri] : []));
    const next = gone.reduce(withoutFile, withTexts(workspace, present));
    const changed = fromDisk.map(([uri]) => uri).filter((uri) => next.files.get(uri) !== workspace.files.get(uri));
    if (changed.length > 0) become(next, changed);
  }

  return {
    get workspace() {
      return workspace;
    },
    get settings() {
      return settings;
    },
    open({ uri: clientUri, languageId, version, text }) {
      const uri = canonicalUri(clientUri);
      buffers.set(uri, TextDocument.create(clientUri, languageId, version, text));
      spellings.set(uri, clientUri);
      showBuffer(uri);
    },
    change(clientUri, version, changes) {
      const uri = canonicalUri(clientUri);
      const buffer = buffers.get(uri);
      if (!buffer) return;
      buffers.set(uri, TextDocument.update(buffer, [...changes], version));
      showBuffer(uri);
    },
    close(clientUri) {
      buffers.delete(canonicalUri(clientUri));
    },
    setFiles,
    async takeFiles(files, isCurrent) {
      const present = () =>
        files.filter(({ uri }) => !buffers.has(uri) && isCurrent(uri)).map((one) => [one.uri, one] as const);
      for (let tries = 0; tries < MAX_TRIES; tries++) {
        const before = workspace;
        const next = withTexts(before, present());
        if (!(await inTurns(next, () => workspace === before))) continue;
        const changed = files.map(({ uri }) => uri).filter((uri) => next.files.get(uri) !== before.files.get(uri));
        if (changed.length > 0) become(next, changed);
        return;
      }
      setFiles(present());
    },
    configure(next) {
      if (JSON.stringify(next) === JSON.stringify(settings)) return;
      settings = next;
      known = new WeakMap();
      const { envoyImages, envoyVersion } = next;
      workspace = withOptions(workspace, { envoyImages, envoyVersion, onFailure });
      onChange(new Set(workspace.files.keys()), []);
    },
    isOpen: (uri) => buffers.has(uri),
    version: (uri) => buffers.get(uri)?.version,
    clientUri: (uri) => spellings.get(uri) ?? uri,
    diagnostics(uri) {
      const ofSnapshot = known.get(workspace) ?? new Map<string, readonly Diagnostic[]>();
      known.set(workspace, ofSnapshot);
      const found = ofSnapshot.get(uri) ?? diagnose(workspace, uri, settings.severity);
      ofSnapshot.set(uri, found);
      return found;
    },
  };
}

/** Does the work of a snapshot in turns; false when `isWanted` came to be false meanwhile. */
async function inTurns(workspace: Workspace, isWanted: () => boolean): Promise<boolean> {
  const work = [() => void workspace.files, () => void workspace.index];
  for (const step of work) {
    await nextTurn();
    if (!isWanted()) return false;
    step();
  }
  for (let more = true; more; ) {
    await nextTurn();
    if (!isWanted()) return false;
    more = workspace.linkSome();
  }
  return true;
}
