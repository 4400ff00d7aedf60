import type { CurlResponse, RunCommand } from './curl-response.ts';

/** What the response view knows of the latest run. A run belongs to its file. */
export interface RunState {
  readonly run: RunOfFile;
  /** `outdated`: it runs, but one of its files has changed since. */
  readonly phase: 'starting' | 'running' | 'outdated' | 'failed' | 'stopped';
  /** The last answer of this run, never one of another run. */
  readonly response?: CurlResponse;
  /** Why it has failed or stopped. */
  readonly reason?: RunReason;
  /** The files from which the run was made. */
  readonly files: readonly string[];
  /** Those of them that have changed since. */
  readonly changed: readonly string[];
}

export interface RunOfFile {
  readonly id: number;
  /** The file from which the run was started. */
  readonly uri: string;
  /** Context and namespace. Undefined for a run on this machine. */
  readonly target?: string;
  /** The command that starts it again. */
  readonly again: RunCommand;
  /** The command that ends it while it starts, if there is one. */
  readonly stop?: RunCommand;
}

export type RunReason =
  | { readonly kind: 'failed'; readonly sentence: string }
  /** It runs, but no request was sent, and why. */
  | { readonly kind: 'said'; readonly sentence: string }
  /** Cancelled or stopped by the user, ended by itself, or ended with the window. */
  | { readonly kind: 'cancelled' | 'stopped' | 'exited' | 'reloaded' };

export type RunEvent =
  | { readonly kind: 'began'; readonly run: RunOfFile }
  | {
      readonly kind: 'answered';
      readonly id: number;
      /** Or why no request was sent. */
      readonly response: CurlResponse | { readonly said: string };
      readonly files: readonly string[];
    }
  | { readonly kind: 'ended'; readonly id: number; readonly reason: RunReason }
  /** The text of a file is, or is again, the same as when the run was made. */
  | { readonly kind: 'changed'; readonly uri: string; readonly same: boolean }
  | { readonly kind: 'restored'; readonly run: RunOfFile };

/** The state after an event. Events of earlier runs change nothing. */
export function runStateAfter(state: RunState | undefined, event: RunEvent): RunState | undefined {
  switch (event.kind) {
    case 'began':
      return { run: event.run, phase: 'starting', files: [], changed: [] };
    case 'restored':
      return { run: event.run, phase: 'stopped', reason: { kind: 'reloaded' }, files: [], changed: [] };
    case 'answered':
      return state?.run.id === event.id ? answered(state, event) : state;
    case 'ended':
      return state?.run.id === event.id ? ended(state, event.reason) : state;
    case 'changed':
      return state && afterChange(state, event);
  }
}

/** True if there is something to which requests can be sent. */
export const isAlive = ({ phase }: RunState): boolean => phase === 'running' || phase === 'outdated';

function answered(state: RunState, { response, files }: Extract<RunEvent, { kind: 'answered' }>): RunState {
  if (state.phase === 'failed' || state.phase === 'stopped') return state;
  const answer = 'said' in response ? { reason: { kind: 'said', sentence: response.said } as const } : { response };
  return { run: state.run, phase: 'running', ...answer, files, changed: [] };
}

function ended(state: RunState, reason: RunReason): RunState {
  if (state.phase === 'failed' || state.phase === 'stopped') return state;
  return { ...state, phase: reason.kind === 'failed' ? 'failed' : 'stopped', reason };
}

function afterChange(state: RunState, { uri, same }: Extract<RunEvent, { kind: 'changed' }>): RunState {
  if (!isAlive(state) || !state.files.includes(uri)) return state;
  const others = state.changed.filter((file) => file !== uri);
  const changed = same ? others : [...others, uri];
  if (changed.length === state.changed.length && others.length !== state.changed.length) return state;
  return { ...state, phase: changed.length > 0 ? 'outdated' : 'running', changed };
}
