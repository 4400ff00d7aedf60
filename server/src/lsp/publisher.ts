import type { Diagnostic } from 'vscode-languageserver';

/** Sends diagnostics (and the status) of files whose turn has come. */
export interface Publisher {
  /** These files may have other diagnostics now; those of `edited` are sent in any case. */
  schedule(affected: Iterable<string>, edited: readonly string[]): void;
  /** True when nothing waits to be sent. */
  idle(): boolean;
}

export interface PublisherPorts {
  /** The diagnostics of a file, as they are sent. */
  compute(uri: string): readonly Diagnostic[];
  send(uri: string, diagnostics: readonly Diagnostic[]): void;
  /** Called when a file had its turn, whether or not there was something to send. */
  visited(uri: string): void;
  isOpen(uri: string): boolean;
  /** Runs later, after messages that have already arrived; `setImmediate` except in tests. */
  later(run: () => void): void;
}

/**
 * Turns of the event loop between a change and its diagnostics. The connection hands out one message per turn, so two turns
 * let a burst of changes, and requests sent with them, go first. No clock: a person feels nothing.
 */
const TURNS = 2;

/** What clients take for granted of a file that was never spoken of. */
const NOTHING = '[]';

/**
 * Works off changed files one per turn of the event loop, always on the newest snapshot: a newer change thereby cancels the
 * run of the older one. The edited file comes first, then open ones. A file's diagnostics are sent when they differ; those of
 * an edited buffer always, because an editor moves its markers with the text by rules of its own.
 */
export function createPublisher({ compute, send, visited, isOpen, later }: PublisherPorts): Publisher {
  const sent = new Map<string, string>();
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
    const content = JSON.stringify(diagnostics);
    const wanted = always.delete(uri) && isOpen(uri);
    if (!wanted && content === (sent.get(uri) ?? NOTHING)) return;
    if (content === NOTHING) sent.delete(uri);
    else sent.set(uri, content);
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
