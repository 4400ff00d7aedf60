import { setImmediate as nextTurn } from 'node:timers/promises';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { TextDocumentContentChangeEvent, TextDocumentItem } from 'vscode-languageserver';
import {
  type Diagnostic,
  diagnose,
  diagnosing,
  emptyWorkspace,
  type OnFailure,
  readAhead,
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

/**
 * Texts with more UTF-16 units are not analyzed. Files that are written by hand are much smaller, and the analysis
 * would take too long.
 */
export const MAX_TEXT_LENGTH = 5 * 1024 * 1024;

/** How often files are added in steps during continuous typing. After that, they are added at once. */
const MAX_TRIES = 3;

/**
 * The state of the connection: the current snapshot, the open buffers and the settings. Methods take URIs of the
 * client.
 */
export interface Session {
  readonly workspace: Workspace;
  readonly settings: Settings;
  open(document: TextDocumentItem): void;
  change(uri: string, version: number, changes: readonly TextDocumentContentChangeEvent[]): void;
  /** The text is kept until the text on disk replaces it (`setFiles`). */
  close(uri: string): void;
  /**
   * Files on disk, by canonical URI, as texts or already parsed. Undefined if the file was deleted. Open buffers take
   * precedence.
   */
  setFiles(texts: Iterable<readonly [uri: string, text: string | SourceFile | undefined]>): void;
  /**
   * The file of the workspace if it has this text, otherwise a new one with everything for linking already read. A buffer
   * that is opened with the same text uses it, so that a file is parsed once. It is kept until `setFiles` or `takeFiles`
   * gets its URI.
   * @param uri canonical
   */
  readAhead(uri: string, text: string): SourceFile;
  /**
   * Like `setFiles`, for all files of a workspace. The work is done in steps, with turns for requests between them.
   * @param isCurrent false for a file that was read again since
   */
  takeFiles(files: readonly SourceFile[], isCurrent: (uri: string) => boolean): Promise<void>;
  configure(settings: Settings): void;
  isOpen(uri: string): boolean;
  /** The version of an open buffer, by canonical URI. */
  version(uri: string): number | undefined;
  /** The client's spelling of a canonical URI. */
  clientUri(uri: string): string;
  /** The diagnostics of a canonical URI in the current snapshot, computed once per snapshot. */
  diagnostics(uri: string): readonly Diagnostic[];
  /** The same in steps that end when `isDue`. */
  diagnosing(uri: string, isDue: () => boolean): Iterator<undefined, readonly Diagnostic[]>;
}

/**
 * Called for every change.
 * @param affected finds the canonical URIs whose diagnostics may have changed since the last call of any such function.
 * This takes time, and a request must not wait for it
 * @param edited the canonical URIs of the changed files
 */
export type OnChange = (affected: () => ReadonlySet<string>, edited: readonly string[]) => void;

/**
 * @param onFailure gets bugs that affect a file or a rule
 */
export function createSession(onChange: OnChange, onFailure?: OnFailure): Session {
  const buffers = new Map<string, TextDocument>();
  /** Kept after a file is closed, because its diagnostics must be removed with the same spelling. */
  const spellings = new Map<string, string>();
  /** The results of `readAhead` that no one has taken, by URI. */
  const ahead = new Map<string, SourceFile>();
  let workspace = emptyWorkspace({ onFailure });
  let settings = defaultSettings;
  let known = new WeakMap<Workspace, Map<string, readonly Diagnostic[]>>();
  /** The snapshot at the last look for affected files, and the files that have changed since. */
  let compared = workspace;
  const changed = new Set<string>();

  function become(next: Workspace, edited: readonly string[]): void {
    workspace = next;
    for (const uri of edited) changed.add(uri);
    onChange(affected, edited);
  }

  function affected(): ReadonlySet<string> {
    const found = affectedFiles(compared, workspace, changed);
    compared = workspace;
    changed.clear();
    return found;
  }

  function knownIn(snapshot: Workspace): Map<string, readonly Diagnostic[]> {
    const ofSnapshot = known.get(snapshot) ?? new Map<string, readonly Diagnostic[]>();
    known.set(snapshot, ofSnapshot);
    return ofSnapshot;
  }

  function showBuffer(uri: string): void {
    const whole = buffers.get(uri)?.getText() ?? '';
    const text = whole.length > MAX_TEXT_LENGTH ? '' : whole;
    const file = ahead.get(uri);
    become(file?.rawText === text ? withTexts(workspace, [[uri, file]]) : withText(workspace, uri, text), [uri]);
  }

  function setFiles(texts: Parameters<Session['setFiles']>[0]): void {
    const given = [...texts];
    for (const [uri] of given) ahead.delete(uri);
    const fromDisk = given.filter(([uri]) => !buffers.has(uri));
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
    readAhead(uri, text) {
      const present = workspace.written.get(uri);
      if (present?.rawText === text) return present;
      const file = readAhead(workspace, uri, text);
      ahead.set(uri, file);
      return file;
    },
    async takeFiles(files, isCurrent) {
      const present = () =>
        files.filter(({ uri }) => !buffers.has(uri) && isCurrent(uri)).map((one) => [one.uri, one] as const);
      try {
        for (let tries = 0; tries < MAX_TRIES; tries++) {
          const before = workspace;
          const next = withTexts(before, present());
          if (!(await inTurns(next, () => workspace === before))) continue;
          const changed = files.map(({ uri }) => uri).filter((uri) => next.files.get(uri) !== before.files.get(uri));
          if (changed.length > 0) become(next, changed);
          return;
        }
        setFiles(present());
      } finally {
        for (const { uri } of files) ahead.delete(uri);
      }
    },
    configure(next) {
      if (JSON.stringify(next) === JSON.stringify(settings)) return;
      settings = next;
      known = new WeakMap();
      const { severity: _, inlayHints: __, format: ___, ...options } = next;
      workspace = withOptions(workspace, { ...options, onFailure });
      for (const uri of workspace.files.keys()) changed.add(uri);
      onChange(affected, []);
    },
    isOpen: (uri) => buffers.has(uri),
    version: (uri) => buffers.get(uri)?.version,
    clientUri: (uri) => spellings.get(uri) ?? uri,
    diagnostics(uri) {
      const ofSnapshot = knownIn(workspace);
      const found = ofSnapshot.get(uri) ?? diagnose(workspace, uri, settings.severity);
      ofSnapshot.set(uri, found);
      return found;
    },
    *diagnosing(uri, isDue) {
      const ofSnapshot = knownIn(workspace);
      const found = ofSnapshot.get(uri) ?? (yield* diagnosing(workspace, uri, settings.severity, isDue));
      ofSnapshot.set(uri, found);
      return found;
    },
  };
}

/** Does the work of a snapshot in turns. Returns false if `isWanted` became false meanwhile. */
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
