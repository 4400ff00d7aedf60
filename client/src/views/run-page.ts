import type { Location } from 'vscode-languageserver-types';
import type { L10n } from '../deploy/l10n.ts';
import type { CurlResponse, RunCommand } from './curl-response.ts';
import { isAlive, type RunState } from './run-state.ts';

/** What the response view shows of a run: plain data, so that it can be tested. Actions that cannot work are absent. */
export interface RunPage {
  readonly title: string;
  readonly phase: RunState['phase'];
  readonly phaseName: string;
  /** What the phase means now. */
  readonly sentence: string;
  /** File, listener, target and version of Envoy. */
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly response?: CurlResponse;
  readonly againName: string;
  readonly again?: RunCommand;
  readonly stop?: RunCommand;
  readonly browserUrl?: string;
  /** Commands for a terminal. Empty if nothing answers them. */
  readonly commands: readonly string[];
  /** The places to which the page leads, in its order. */
  readonly places: readonly Location[];
}

export function runPage(state: RunState, l10n: L10n): RunPage {
  const { run, phase, response } = state;
  const alive = isAlive(state);
  const starting = phase === 'starting';
  const file = fileName(run.uri);
  return {
    title: response?.title ?? file,
    phase,
    phaseName: phaseName(phase, l10n),
    sentence: sentenceOf(state, l10n),
    facts: [
      [l10n.t('File'), file],
      ...(response ? [[l10n.t('Listener'), response.about.listener] as const] : []),
      [l10n.t('Target'), response?.about.target ?? run.target ?? l10n.t('this machine')],
      ...(response ? [['Envoy', response.about.envoy] as const] : []),
    ],
    response,
    againName: phase === 'running' ? l10n.t('Send Again') : l10n.t('Run Again'),
    again: starting ? undefined : (response?.again ?? run.again),
    stop: alive ? response?.stop : starting ? run.stop : undefined,
    browserUrl: alive ? response?.browserUrl : undefined,
    commands: alive ? (response?.commands ?? []) : [],
    places: response?.path ? placesOf(response.path) : [],
  };
}

function placesOf({ steps, verdict }: NonNullable<CurlResponse['path']>): Location[] {
  return [verdict, ...verdict.hints, ...steps].flatMap(({ location }) => location ?? []);
}

/** The name of the file of a place, with the line counted from 1. */
export const placeText = ({ uri, range }: Location): string => `${fileName(uri)}:${range.start.line + 1}`;

function fileName(uri: string): string {
  const name = uri.split('/').at(-1) ?? uri;
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

function phaseName(phase: RunState['phase'], l10n: L10n): string {
  const names = {
    starting: l10n.t('Starting'),
    running: l10n.t('Running'),
    outdated: l10n.t('Outdated'),
    failed: l10n.t('Failed'),
    stopped: l10n.t('Stopped'),
  };
  return names[phase];
}

function sentenceOf({ run, phase, reason, changed, response }: RunState, l10n: L10n): string {
  if (phase === 'starting') return l10n.t('There is no answer yet.');
  if (phase === 'outdated') {
    const files = changed.map(fileName).join(', ');
    return l10n.t('{0} has changed since this run. Run it again for an answer of the new version.', files);
  }
  const local = run.target === undefined;
  if (phase === 'running') {
    if (reason?.kind === 'said') return reason.sentence;
    return local
      ? l10n.t('Envoy runs with a copy of the config until you stop it.')
      : l10n.t('The port-forward stays open until you stop it.');
  }
  const last = response ? ` ${l10n.t('This is its last answer.')}` : '';
  switch (reason?.kind) {
    case 'failed':
    case 'said':
      return reason.sentence;
    case 'cancelled':
      return l10n.t('The run was cancelled.');
    case 'exited':
      return l10n.t('Envoy has ended by itself.') + last;
    case 'reloaded':
      return l10n.t('The window was reloaded, which ended the run. Its answer is not kept.');
    default:
      return (local ? l10n.t('Envoy was stopped.') : l10n.t('The port-forward was stopped.')) + last;
  }
}
