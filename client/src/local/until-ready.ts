import type { EnvoyProcess } from './envoy-process.ts';
import type { LocalMachine } from './local-run-ports.ts';

export type Readiness =
  | { readonly kind: 'ready' | 'exited' | 'timed-out' | 'cancelled' }
  /** Envoy listens on an address that other machines can reach. */
  | { readonly kind: 'exposed'; readonly addresses: readonly string[] };

/**
 * Polls /ready of the admin interface until it responds with 200 (Envoy's state LIVE: its listeners are bound, and its
 * clusters and routes are initialized), Envoy exits, the time is up, or the signal aborts. Each time, it first checks
 * on which addresses Envoy listens.
 */
export async function untilReady(
  process: EnvoyProcess,
  adminPort: number,
  timeoutMs: number,
  machine: Pick<LocalMachine, 'sendRequest' | 'exposedSockets'>,
  signal: AbortSignal,
): Promise<Readiness> {
  const deadline = Date.now() + timeoutMs;
  const exited = process.exited.then(() => 'exited' as const);
  for (let pauseMs = 20; Date.now() < deadline; pauseMs = Math.min(pauseMs * 2, 250)) {
    const request = machine.sendRequest({ port: adminPort, path: '/ready', timeoutMs: 1000 }, signal);
    const answer = await Promise.race([request, exited]);
    if (signal.aborted) return { kind: 'cancelled' };
    if (answer === 'exited') return { kind: answer };
    const addresses = await machine.exposedSockets({ pid: process.pid, adminPort }, signal);
    if (addresses.length > 0) return { kind: 'exposed', addresses };
    if (answer.kind === 'answered' && answer.status === 200) return { kind: 'ready' };
    const next = await Promise.race([pause(Math.min(pauseMs, Math.max(0, deadline - Date.now())), signal), exited]);
    if (next === 'exited') return { kind: next };
  }
  return { kind: signal.aborted ? 'cancelled' : 'timed-out' };
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end, { once: true });
    if (signal.aborted) end();
  });
}
