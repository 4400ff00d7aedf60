import { askRun } from '../../../../client/src/local/ask-run.ts';
import { describeLocalRun } from '../../../../client/src/local/describe-local-run.ts';
import { expectationSentence } from '../../../../client/src/local/expectation-sentence.ts';
import type { FoundEnvoy } from '../../../../client/src/local/find-envoy.ts';
import type { LocalMachine } from '../../../../client/src/local/local-run-ports.ts';
import type { LocalRun } from '../../../../client/src/local/local-run-result.ts';
import { startLocalRun } from '../../../../client/src/local/start-local-run.ts';
import { plainEnglish } from '../../../../client/src/deploy/l10n.ts';
import { requestPath } from '../../../../client/src/request-path/request-path.ts';
import {
  displayMessage,
  isRefused,
  localPlan,
  locateEnvoyError,
  positionAt,
  type RequestPlan,
  type SourceFile,
  type Workspace,
} from '../../analysis/index.ts';
import { toLocalPlan } from '../../lsp/plans-to-protocol.ts';
import { toLocation } from '../../lsp/to-protocol.ts';
import type { LocalPlan } from '../../protocol.ts';
import type { TestedRequest } from './tested-request.ts';

/** What the requests of a file are tested with. */
export interface TestBench {
  readonly machine: LocalMachine;
  readonly envoy: FoundEnvoy;
  /** The user's own app on 127.0.0.1 instead of the built-in server. */
  readonly appPort: number | undefined;
  readonly signal: AbortSignal;
}

/** A file and its requests, all of one config. */
export interface TestedSource {
  readonly workspace: Workspace;
  readonly file: SourceFile;
  /** The file as it was given. */
  readonly shown: string;
  readonly plans: readonly RequestPlan[];
}

type SentPlan = Exclude<RequestPlan, { readonly refused: unknown }>;

/** Starts Envoy with the config, sends its requests one after the other, and stops Envoy. */
export async function testSource(source: TestedSource, bench: TestBench): Promise<readonly TestedRequest[]> {
  const sendable = source.plans.flatMap((plan) => ('refused' in plan ? [] : [plan]));
  const started = sendable[0] && (await startFor(source, sendable[0], bench));
  const tested: TestedRequest[] = [];
  for (const plan of source.plans) {
    if ('refused' in plan) tested.push(ended(source, plan, 'error', [displayMessage(plan.refused)]));
    else if (!started || 'problem' in started) tested.push(ended(source, plan, 'error', [started?.problem ?? '']));
    else tested.push(await testRequest(source, plan, started, bench));
  }
  if (started && 'run' in started) await started.run.stop();
  return tested;
}

const cancelled = 'The run was cancelled.';

interface Started {
  readonly run: LocalRun;
  readonly plan: LocalPlan;
}

async function startFor(
  { workspace, file }: TestedSource,
  first: SentPlan,
  { machine, envoy, appPort, signal }: TestBench,
): Promise<Started | { readonly problem: string }> {
  const places = { workspace, clientUri: (uri: string) => uri };
  const made = localPlan(workspace, file.uri, first.range.start);
  if (isRefused(made)) return { problem: displayMessage(made.refused) };
  const plan = toLocalPlan(places, made);
  const [listener] = plan.listeners;
  if (!listener) return { problem: describeLocalRun({ kind: 'no-http-listener', listeners: [] }, plainEnglish) ?? '' };
  const server = {
    localPlan: async () => plan,
    locateEnvoyError: async (message: string) => {
      const place = locateEnvoyError(workspace, file.uri, message);
      return place && toLocation(places, place);
    },
  };
  const ui = { report: () => undefined, pickListener: async () => undefined, confirmInstall: async () => false };
  const start = { plan, listener, envoy, upstreamPort: appPort, readyTimeoutMs: 30_000 };
  const started = await startLocalRun(start, { ui, server, machine }, signal);
  if (started.kind === 'started') return { run: started.run, plan };
  const sentence = describeLocalRun(started, plainEnglish) ?? cancelled;
  const line = 'location' in started && started.location ? ` (line ${started.location.range.start.line + 1})` : '';
  const log = 'log' in started ? `\n${started.log}` : '';
  return { problem: `${sentence}${line}${log}` };
}

async function testRequest(
  source: TestedSource,
  planned: SentPlan,
  { run, plan }: Started,
  { machine, signal }: TestBench,
): Promise<TestedRequest> {
  const { name, address, port } = planned.listener;
  const listener = plan.listeners.find((one) => one.name === name && one.address === address && one.port === port);
  if (!listener) return ended(source, planned, 'error', ['The listener is not part of the run.']);
  const asked = await askRun(run, listener, planned.request, { machine, timeoutMs: 15_000, signal });
  if (signal.aborted) return ended(source, planned, 'error', [cancelled]);
  if (asked.kind === 'not-answered') {
    const sentence = describeLocalRun({ ...asked, log: '' }, plainEnglish) ?? '';
    return ended(source, planned, 'failed', [sentence]);
  }
  const { status, statusText, timing } = asked.answer;
  const answered = `${status} ${statusText}`.trim();
  const unmet = asked.checked.filter(({ met }) => !met).map((one) => expectationSentence(one, plainEnglish));
  if (unmet.length === 0) return ended(source, planned, 'passed', [answered], timing.totalMs);
  const verdict = requestPath(asked.hops, run, plainEnglish)?.verdict.sentence ?? answered;
  return ended(source, planned, 'failed', [...unmet, verdict], timing.totalMs);
}

function ended(
  { file, shown }: TestedSource,
  plan: RequestPlan,
  outcome: TestedRequest['outcome'],
  said: readonly string[],
  milliseconds = 0,
): TestedRequest {
  const line = positionAt(file.lineIndex, plan.range.start).line;
  const comment = file.text.split('\n')[line]?.trim() ?? '';
  const name = 'refused' in plan ? comment : `${plan.request.method} ${plan.request.path}`;
  return { file: shown, line: line + 1, name, outcome, said, milliseconds };
}
