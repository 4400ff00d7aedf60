import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** What the API server's own code says of a manifest. */
export type Verdict =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'rejected'; readonly errors: readonly string[] }
  /** Its kind is not among those that are asked about. */
  | { readonly kind: 'skipped' };

/** Asks the program of `server/` about texts; the verdicts are in the order of the texts. */
export async function askServer(program: string, texts: readonly string[]): Promise<readonly Verdict[]> {
  const server = spawn(program, { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(server, 'close');
  server.stdin.end(texts.map((text) => `${JSON.stringify(text)}\n`).join(''));
  const verdicts: Verdict[] = [];
  for await (const line of createInterface({ input: server.stdout })) verdicts.push(verdictOf(line));
  await ended;
  if (verdicts.length !== texts.length)
    throw new Error(`${program} answered ${verdicts.length} of ${texts.length} manifests.`);
  return verdicts;
}

function verdictOf(line: string): Verdict {
  const { skipped, errors } = JSON.parse(line) as { skipped?: boolean; errors?: readonly string[] };
  if (skipped) return { kind: 'skipped' };
  return errors ? { kind: 'rejected', errors } : { kind: 'accepted' };
}
