import { type AccessLogEntry, accessLogEntries, hopsOf } from '../request-path/access-log-entry.ts';
import type { LocalRun } from './local-run-result.ts';

/** How long Envoy may take to write the log of a request that has ended. Milliseconds. */
const writtenWithin = 1000;

/**
 * What Envoy logs of the request from a port of this machine, one entry for each listener that the request passed. Empty if Envoy
 * logs nothing, as for a listener that could not be changed.
 */
export async function loggedHops(
  { trace, readAccessLog }: Pick<LocalRun, 'trace' | 'readAccessLog'>,
  localPort: number | undefined,
): Promise<readonly AccessLogEntry[]> {
  if (localPort === undefined || trace.insertions.length === 0) return [];
  for (const deadline = Date.now() + writtenWithin; Date.now() < deadline; ) {
    const hops = hopsOf(accessLogEntries(await readAccessLog()), localPort);
    if (hops.length > 0) return hops;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  return [];
}
