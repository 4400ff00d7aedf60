import type { Location } from 'vscode-languageserver-types';
import type { KubernetesObject } from '../../../server/src/protocol.ts';
import { failureOf, isConflict, isImmutable, oneSentence } from './api-failure.ts';
import type { Conflict, Failure, Problem } from './deploy-result.ts';
import { fieldMessages, withPositions } from './field-path.ts';
import type { KubeStatus } from './kube-cluster-port.ts';
import type { PreparedManifest } from './prepare-manifests.ts';
import { at, type Run } from './run.ts';

/** What prevents a manifest from being applied. */
export interface DryRun {
  readonly conflicts: readonly Conflict[];
  /** Objects that can only be replaced, with the reason of the server. */
  readonly immutable: readonly { readonly prepared: PreparedManifest; readonly detail: string }[];
}

/**
 * Validates every object on the server before any is changed, so that an error in the last one does not leave a partial
 * deployment.
 */
export async function dryRun(
  run: Run,
  manifests: readonly PreparedManifest[],
  force: ReadonlySet<PreparedManifest>,
): Promise<({ readonly kind: 'passed' } & DryRun) | Failure> {
  const conflicts: Conflict[] = [];
  const immutable: { prepared: PreparedManifest; detail: string }[] = [];
  const problems: Problem[] = [];
  for (const prepared of manifests) {
    if (run.signal.aborted) return { kind: 'cancelled' };
    const options = { dryRun: true, force: force.has(prepared) };
    const answer = await run.kubeCluster.apply(at(run, prepared.ref), prepared.manifest, options);
    if (answer.kind === 'ok') continue;
    if (answer.kind !== 'status') return failureOf(answer, prepared.ref);
    const { status } = answer;
    if (isConflict(status)) conflicts.push({ ref: prepared.ref, causes: status.causes });
    else if (isImmutable(status)) immutable.push({ prepared, detail: oneSentence(immutableDetail(status)) });
    else {
      const failure = failureOf(answer, prepared.ref);
      if (failure.kind !== 'refused') return failure;
      problems.push(...(await placeProblems(run, prepared, status)));
    }
  }
  if (problems.length > 0) return { kind: 'refused', problems };
  return { kind: 'passed', conflicts, immutable };
}

/** Locates each error of the server at its line, or at the object. */
export async function placeProblems(
  run: Run,
  prepared: PreparedManifest,
  status: KubeStatus,
): Promise<readonly Problem[]> {
  const messages =
    status.causes.length > 0
      ? status.causes.map(({ field, message }) => ({
          path: field === undefined ? undefined : withPositions(field, prepared.manifest),
          message: field === undefined ? message : `${field}: ${message}`,
        }))
      : fieldMessages(status.message, prepared.manifest);
  return Promise.all(
    messages.map(async ({ path, message }) => ({
      ref: prepared.ref,
      message: oneSentence(message),
      location: await locate(run, prepared, path),
    })),
  );
}

async function locate(run: Run, prepared: PreparedManifest, path: string | undefined): Promise<Location> {
  const { origin, generated } = prepared.planned;
  // The fields of a generated ConfigMap are not in any file. Its origin is the config that it contains.
  if (path === undefined || generated) return origin;
  return (await run.request.locate.field(origin, path)) ?? origin;
}

function immutableDetail(status: KubeStatus): string {
  const [cause] = status.causes;
  return cause ? `${cause.field ?? ''}: ${cause.message}` : status.message;
}

export function uidOf(manifest: KubernetesObject): string {
  return String(manifest.metadata.uid ?? '');
}
