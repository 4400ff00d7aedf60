import type { PlannedListener } from '../../../server/src/protocol.ts';
import type { SentRequest } from '../../../server/src/sent-request.ts';
import type { AccessLogEntry } from '../request-path/access-log-entry.ts';
import { type CheckedExpectation, checkExpectations } from './check-expectations.ts';
import type { HttpAnswer, RequestFailure } from './http-request.ts';
import type { LocalMachine } from './local-run-ports.ts';
import type { LocalRun } from './local-run-result.ts';
import { loggedHops } from './logged-hops.ts';

/** What a request to a running Envoy gave. */
export type AskedRun = AnsweredRequest | { readonly kind: 'not-answered'; readonly failure: RequestFailure };

export interface AnsweredRequest {
  readonly kind: 'answered';
  readonly request: SentRequest;
  readonly answer: HttpAnswer;
  /** What Envoy logged of the request, one entry for each listener that it passed. Empty if it is not known. */
  readonly hops: readonly AccessLogEntry[];
  /** The expectations of the request, in its order. */
  readonly checked: readonly CheckedExpectation[];
}

/** Sends a request through a listener of a running Envoy and checks the answer. */
export async function askRun(
  run: Pick<LocalRun, 'portOf' | 'trace' | 'readAccessLog'>,
  listener: PlannedListener,
  request: SentRequest,
  {
    machine,
    timeoutMs,
    signal,
  }: { readonly machine: Pick<LocalMachine, 'sendRequest'>; readonly timeoutMs: number; readonly signal: AbortSignal },
): Promise<AskedRun> {
  const answer = await machine.sendRequest({ ...request, port: run.portOf(listener), timeoutMs }, signal);
  if (answer.kind !== 'answered') return { kind: 'not-answered', failure: answer };
  const hops = await loggedHops(run, answer.localPort);
  return { kind: 'answered', request, answer, hops, checked: checkExpectations(request.expected, answer, hops) };
}
