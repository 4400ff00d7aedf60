import type { RunOfFile, RunState } from './run-state.ts';
import { commandIds } from '../command-ids.ts';

/** What the page of a run keeps for the time after a reload of the window: the run, without its answer. */
export function resumeOf({ run, response }: RunState): Omit<RunOfFile, 'id' | 'stop'> {
  const { uri, target, again } = run;
  return { uri, target, again: response?.again ?? again };
}

/** The commands that a page may name. */
const runCommands: readonly string[] = [commandIds.runLocally, commandIds.deployAndCurl];

/** The run that a page has kept. Undefined if it has none. */
export function runFromPage(kept: unknown): Omit<RunOfFile, 'id'> | undefined {
  const { uri, target, again } = recordOf(recordOf(kept).resume);
  const { command, arguments: args } = recordOf(again);
  if (typeof uri !== 'string' || typeof command !== 'string' || !runCommands.includes(command)) return undefined;
  return {
    uri,
    ...(typeof target === 'string' && { target }),
    again: { command, arguments: Array.isArray(args) ? args : [] },
  };
}

const recordOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
