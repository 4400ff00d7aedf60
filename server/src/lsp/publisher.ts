import type { Diagnostic } from 'vscode-languageserver';

/** Sends the diagnostics and the status of files. */
export interface Publisher {
  /** The diagnostics of these files may have changed. Those of `edited` are always sent. */
  schedule(affected: Iterable<string>, edited: readonly string[]): void;
  /** True if nothing is pending. */
  idle(): boolean;
}

export interface PublisherPorts {
  /** The diagnostics of a file in the form in which they are sent. */
  compute(uri: string): readonly Diagnostic[];
  send(uri: string, diagnostics: readonly Diagnostic[]): void;
  /** Called after a file was processed, even if nothing was sent. */
  visited(uri: string): void;
  isOpen(uri: string): boolean;
  /** Runs a task after the messages that have already arrived. `setImmediate` except in tests. */
  later(run: () => void): void;
}

/**
 * The number of turns of the event loop between a change and its diagnostics. The connection delivers one message per
 * turn, so two turns process a burst of changes, and requests sent with them, first. There is no timer, and no
 * noticeable delay.
 */
const TURNS = 2;

/**
 * Processes changed files, one per turn of the event loop, with the latest snapshot, so a new change cancels the work
 * for the previous one. The edited file is processed first, then open files. Diagnostics are sent if they differ. Those
 * of an edited buffer are always sent, because an editor moves its markers with the text in its own way.
 */
export function createPublisher({ compute, send, visited, isOpen, later }: PublisherPorts): Publisher {
  /** A client assumes none before the first ones are sent. */
  const sent = new Map<string, readonly Diagnostic[]>();
  let waiting = new Set<string>();
  const always = new Set<string>();
  let turns = 0;
  let running = false;

  function step(): void {
    const [uri] = waiting;
    if (uri === undefined) {
      running = false;
      return;
    }
    if (turns > 0) turns--;
    else {
      publish(uri);
      visited(uri);
    }
    later(step);
  }

  function publish(uri: string): void {
    waiting.delete(uri);
    const diagnostics = compute(uri);
    const wanted = always.delete(uri) && isOpen(uri);
    if (!wanted && isSame(diagnostics, sent.get(uri) ?? [])) return;
    if (diagnostics.length === 0) sent.delete(uri);
    else sent.set(uri, diagnostics);
    send(uri, diagnostics);
  }

  return {
    schedule(affected, edited) {
      const others = [...affected, ...waiting].sort((a, b) => Number(isOpen(b)) - Number(isOpen(a)));
      waiting = new Set([...edited.filter(isOpen), ...others]);
      for (const uri of edited) always.add(uri);
      turns = TURNS;
      if (running) return;
      running = true;
      later(step);
    },
    idle: () => waiting.size === 0,
  };
}

const isSame = (a: readonly Diagnostic[], b: readonly Diagnostic[]): boolean =>
  a.length === b.length && JSON.stringify(a) === JSON.stringify(b);
