import type { Diagnostic } from 'vscode-languageserver';

/** Sends the diagnostics and the status of files. */
export interface Publisher {
  /**
   * The diagnostics of files may have changed. Those of `edited` are always sent.
   * @param affected finds the files since the last call of any such function; called when nothing more urgent is left
   */
  schedule(affected: () => Iterable<string>, edited: readonly string[]): void;
  /** Nothing is left. */
  isIdle(): boolean;
}

export interface PublisherPorts {
  /** Computes the diagnostics of a file in steps that end when `isDue`, in the form in which they are sent. */
  compute(uri: string, isDue: () => boolean): Iterator<unknown, readonly Diagnostic[]>;
  send(uri: string, diagnostics: readonly Diagnostic[]): void;
  /** Called after a file was processed, even if nothing was sent. */
  visited(uri: string): void;
  /** Called when nothing is left. */
  settled(): void;
  isOpen(uri: string): boolean;
  /** Runs a task after the messages that have already arrived. `setImmediate` except in tests. */
  later(run: () => void): void;
  /** In ms. */
  now(): number;
}

/**
 * The number of turns of the event loop before each piece of work. The connection delivers one message per turn, so a burst
 * of changes and requests is processed first. There is no timer, and no noticeable delay.
 */
const TURNS = 8;
/** A piece of work takes about so many ms, the longest time that a request waits for it. */
const PIECE_MS = 3;

/** The computation of the diagnostics of a file. */
interface Computation {
  readonly uri: string;
  readonly steps: Iterator<unknown, readonly Diagnostic[]>;
}

/**
 * Processes changed files in pieces, with turns of the event loop between them, so that requests do not wait for it. It
 * uses the latest snapshot: a new change cancels the work for the previous one. The edited file is processed first, then
 * open files. Diagnostics are sent if they differ. Those of an edited buffer are always sent, because an editor moves its
 * markers with the text in its own way.
 */
export function createPublisher(ports: PublisherPorts): Publisher {
  const { isOpen, later } = ports;
  const outbox = createOutbox(ports);
  let waiting = new Set<string>();
  /** Processed since the last change. */
  const done = new Set<string>();
  let findAffected: (() => Iterable<string>) | undefined;
  let computation: Computation | undefined;
  /** When the current piece of work should end. */
  let end = 0;
  const isDue = () => ports.now() >= end;
  let turns = 0;
  let running = false;

  function step(): void {
    if (turns > 0) turns--;
    else {
      turns = TURNS;
      if (!work()) {
        running = false;
        ports.settled();
        return;
      }
    }
    later(step);
  }

  /** Does a piece of work. Returns false if nothing is left. */
  function work(): boolean {
    const [next] = waiting;
    if (findAffected && (next === undefined || !outbox.isUrgent(next))) {
      addAffected(findAffected());
      findAffected = undefined;
      return true;
    }
    if (next === undefined) return false;
    end = ports.now() + PIECE_MS;
    computation ??= { uri: next, steps: ports.compute(next, isDue) };
    const { done, value } = computation.steps.next();
    if (done) finish(computation.uri, value);
    return true;
  }

  function addAffected(affected: Iterable<string>): void {
    const others = [...affected].filter((uri) => !done.has(uri));
    waiting = new Set([...waiting, ...others].sort((a, b) => Number(isOpen(b)) - Number(isOpen(a))));
  }

  function finish(uri: string, diagnostics: readonly Diagnostic[]): void {
    computation = undefined;
    waiting.delete(uri);
    done.add(uri);
    outbox.publish(uri, diagnostics);
    ports.visited(uri);
  }

  return {
    isIdle: () => !running,
    schedule(affected, edited) {
      findAffected = affected;
      outbox.urge(edited);
      waiting = new Set([...edited.filter(isOpen), ...waiting]);
      done.clear();
      computation = undefined;
      turns = TURNS;
      if (running) return;
      running = true;
      later(step);
    },
  };
}

/** Sends what differs from what was sent before, and always what is urged. */
function createOutbox({ send, isOpen }: PublisherPorts) {
  /** A client assumes none before the first ones are sent. */
  const sent = new Map<string, readonly Diagnostic[]>();
  const urgent = new Set<string>();
  return {
    isUrgent: (uri: string) => urgent.has(uri),
    urge: (uris: readonly string[]) => {
      for (const uri of uris) if (isOpen(uri)) urgent.add(uri);
    },
    publish(uri: string, diagnostics: readonly Diagnostic[]): void {
      const isWanted = urgent.delete(uri) && isOpen(uri);
      if (!isWanted && isSame(diagnostics, sent.get(uri) ?? [])) return;
      if (diagnostics.length === 0) sent.delete(uri);
      else sent.set(uri, diagnostics);
      send(uri, diagnostics);
    },
  };
}

const isSame = (a: readonly Diagnostic[], b: readonly Diagnostic[]): boolean =>
  a.length === b.length && JSON.stringify(a) === JSON.stringify(b);
