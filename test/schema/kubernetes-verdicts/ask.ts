/**
 * Writes verdicts.json: what a real API server of the version in schemas/kubernetes says of the cases, by a dry run with
 * strict field validation that changes nothing. `KUBECONFIG=… npx tsx test/schema/kubernetes-verdicts/ask.ts`
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { parse } from 'yaml';
import { cases, type VerdictCase } from './cases.ts';

interface Status {
  readonly kind: string;
  readonly code?: number;
  readonly message?: string;
}

const kubeconfig = parse(readFileSync(process.env.KUBECONFIG ?? '', 'utf8'));
const context = kubeconfig.contexts.find((c: { name: string }) => c.name === kubeconfig['current-context']).context;
const { cluster } = kubeconfig.clusters.find((c: { name: string }) => c.name === context.cluster);
const { user } = kubeconfig.users.find((u: { name: string }) => u.name === context.user);
const pem = (of: Record<string, string>, key: string) =>
  of[`${key}-data`] ? Buffer.from(of[`${key}-data`] ?? '', 'base64') : readFileSync(of[key] ?? '');

const lines: string[] = [];
for (const verdictCase of cases) {
  const created = await ask(verdictCase, 'POST');
  const applied = await ask(verdictCase, 'PATCH');
  const shorten = (status: Status) => (status.kind === 'Status' ? (status.message ?? '').slice(0, 300) : undefined);
  lines.push(JSON.stringify({ name: verdictCase.name, create: shorten(created), apply: shorten(applied) }));
}
writeFileSync(new URL('verdicts.json', import.meta.url), `[\n  ${lines.join(',\n  ')}\n]\n`);

function ask({ manifest }: VerdictCase, method: 'POST' | 'PATCH'): Promise<Status> {
  const group = manifest.apiVersion === 'v1' ? 'api/v1' : `apis/${manifest.apiVersion}`;
  const collection = `${cluster.server}/${group}/namespaces/default/${manifest.kind.toLowerCase()}s`;
  const url = method === 'POST' ? `${collection}?` : `${collection}/verdict-case?fieldManager=verdicts&`;
  return new Promise((resolve, reject) => {
    const call = request(
      `${url}dryRun=All&fieldValidation=Strict`,
      {
        method,
        ca: pem(cluster, 'certificate-authority'),
        cert: pem(user, 'client-certificate'),
        key: pem(user, 'client-key'),
        headers: { 'content-type': method === 'POST' ? 'application/json' : 'application/apply-patch+yaml' },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => resolve(JSON.parse(Buffer.concat(chunks).toString()) as Status));
      },
    );
    call.on('error', reject);
    call.end(JSON.stringify(manifest));
  });
}
