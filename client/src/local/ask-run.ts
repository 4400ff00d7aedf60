import type { PlannedListener } from '../../../server/src/protocol.ts';
import type { SentRequest } from '../../../server/src/sent-request.ts';
import { checkExpectations } from './check-expectations.ts';
import type { LocalMachine } from './local-run-ports.ts';
import type { AskedRun, LocalRun } from './local-run-result.ts';
import { loggedHops } from './logged-hops.ts';

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
  const { http2, tls } = request.connection ?? listener;
  const answer = await machine.sendRequest({ ...request, http2, tls, port: run.portOf(listener), timeoutMs }, signal);
  if (answer.kind !== 'answered') return { kind: 'not-answered', failure: answer };
  const hops = await loggedHops(run, answer.localPort);
  return { kind: 'answered', request, answer, hops, checked: checkExpectations(request.expected, answer, hops) };
}
