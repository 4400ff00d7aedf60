import type { KubernetesObject } from '../../../server/src/protocol.ts';
import { failureOf, isConflict } from './api-failure.ts';
import { isOurs, mayRemember, rememberConsent, rememberedConsent } from './consent.ts';
import type { Change, Failure } from './deploy-result.ts';
import type { ReplaceQuestion } from './deploy-ui-port.ts';
import { deployedObjects, forgetDeployed, rememberDeployed } from './deployed-objects.ts';
import { dryRun, placeProblems, uidOf } from './dry-run.ts';
import { configAnnotation, type PreparedManifest } from './prepare-manifests.ts';
import { at, type Run } from './run.ts';

/** The object in the cluster with the name of a manifest. Undefined if there is none or the user must not read it. */
export type Existing = ReadonlyMap<PreparedManifest, KubernetesObject>;

type Replacement = ReplaceQuestion['objects'][number] & { readonly prepared: PreparedManifest };

/**
 * Runs the dry run, asks for confirmation, and applies one object after the other. Returns the objects of the server in
 * the order of the plan.
 */
export async function applyManifests(
  run: Run,
  manifests: readonly PreparedManifest[],
  existing: Existing,
): Promise<{ readonly kind: 'ok'; readonly applied: readonly KubernetesObject[] } | Failure> {
  run.report({ kind: 'checking' });
  const force = await agreeOnConflicts(run, manifests);
  if (!(force instanceof Set)) return force;
  const checked = await dryRun(run, manifests, force);
  if (checked.kind !== 'passed') return checked;
  const replacements = replacementsOf(manifests, existing, checked.immutable);
  if (!(await agreeOnReplacing(run, replacements, existing))) return { kind: 'cancelled' };
  const applied: KubernetesObject[] = [];
  for (const prepared of manifests) {
    if (run.signal.aborted) return { kind: 'cancelled' };
    const before = existing.get(prepared);
    const replace = replacements.some((replacement) => replacement.prepared === prepared);
    if (before && (replace || before.metadata.deletionTimestamp)) {
      const failure = await removeAndWait(run, prepared, before);
      if (failure) return failure;
    }
    const answer = await applyOne(run, prepared, replace ? undefined : before, force.has(prepared));
    if (answer.kind !== 'ok') return answer;
    applied.push(answer.manifest);
  }
  return { kind: 'ok', applied };
}

/** Conflicts are never resolved by force without confirmation; without it, the run ends. */
async function agreeOnConflicts(
  run: Run,
  manifests: readonly PreparedManifest[],
): Promise<Set<PreparedManifest> | Failure> {
  const checked = await dryRun(run, manifests, new Set());
  if (checked.kind !== 'passed') return checked;
  const { conflicts } = checked;
  if (conflicts.length === 0) return new Set();
  if (!(await run.ui.confirmForce(run.target, conflicts))) return { kind: 'conflict', conflicts };
  return new Set(manifests.filter(({ ref }) => conflicts.some((conflict) => conflict.ref === ref)));
}

function replacementsOf(
  manifests: readonly PreparedManifest[],
  existing: Existing,
  immutable: readonly { readonly prepared: PreparedManifest; readonly detail: string }[],
): readonly Replacement[] {
  return manifests.flatMap((prepared): Replacement[] => {
    const { ref } = prepared;
    const before = existing.get(prepared);
    if (!before || before.metadata.deletionTimestamp) return [];
    const refused = immutable.find((entry) => entry.prepared === prepared);
    if (refused) return [{ prepared, ref, why: 'immutable', detail: refused.detail }];
    if (ref.kind !== 'Pod') return [];
    const phase = (before.status as { phase?: string } | undefined)?.phase;
    if (phase === 'Failed' || phase === 'Succeeded') return [{ prepared, ref, why: 'ended', detail: phase }];
    const mark = (before.metadata.annotations as Record<string, string> | undefined)?.[configAnnotation];
    return prepared.configMark !== undefined && mark !== prepared.configMark
      ? [{ prepared, ref, why: 'config-changed' }]
      : [];
  });
}

async function agreeOnReplacing(run: Run, replacements: readonly Replacement[], existing: Existing): Promise<boolean> {
  if (replacements.length === 0) return true;
  const { memory } = run.request;
  const deployed = deployedObjects(memory);
  const ours = replacements.every(({ prepared }) => isOurs(deployed, existing.get(prepared)?.metadata.uid));
  if (ours && rememberedConsent(memory, run.target)?.replace) return true;
  const objects = replacements.map(({ ref, why, detail }) => ({ ref, why, detail }));
  const mayBeRemembered = ours && mayRemember(run.target);
  const answer = await run.ui.confirmReplace({ target: run.target, objects, mayRemember: mayBeRemembered });
  if (answer === 'replace-always' && mayBeRemembered) await rememberConsent(memory, run.target, { replace: true });
  return answer !== undefined && !run.signal.aborted;
}

async function removeAndWait(
  run: Run,
  { ref }: PreparedManifest,
  before: KubernetesObject,
): Promise<Failure | undefined> {
  run.report({ kind: 'deleting', ref });
  const uid = uidOf(before);
  if (!before.metadata.deletionTimestamp) {
    const answer = await run.kubeCluster.remove(at(run, ref), ref, uid);
    if (answer.kind === 'ok') run.changes.push({ action: 'deleted', ref });
    else if (answer.kind !== 'status' || answer.status.code !== 404) {
      if (answer.kind === 'unreachable') run.changes.push({ action: 'uncertain', ref });
      return failureOf(answer, ref);
    }
  }
  const failure = await waitUntilGone(run, ref, uid);
  if (!failure) await forgetDeployed(run.request.memory, uid);
  return failure;
}

async function waitUntilGone(run: Run, ref: PreparedManifest['ref'], uid: string): Promise<Failure | undefined> {
  while (!run.signal.aborted) {
    const answer = await run.kubeCluster.read(at(run, ref), ref, run.signal);
    if (answer.kind === 'status' && answer.status.code === 404) return undefined;
    if (answer.kind !== 'ok') return failureOf(answer, ref);
    if (uidOf(answer.value) !== uid) return undefined;
    await pause(200, run.signal);
  }
  return { kind: 'cancelled' };
}

async function applyOne(
  run: Run,
  prepared: PreparedManifest,
  before: KubernetesObject | undefined,
  force: boolean,
): Promise<{ readonly kind: 'ok'; readonly manifest: KubernetesObject } | Failure> {
  const { ref } = prepared;
  run.report({ kind: 'applying', ref });
  const answer = await run.kubeCluster.apply(at(run, ref), prepared.manifest, { dryRun: false, force });
  if (answer.kind === 'ok') {
    const { manifest, created } = answer.value;
    const { memory } = run.request;
    if (created) await rememberDeployed(memory, { target: at(run, ref), ref, uid: uidOf(manifest) });
    run.changes.push({ action: created ? 'created' : actionOf(before, manifest), ref });
    return { kind: 'ok', manifest };
  }
  // The request may have been processed although the response was lost.
  if (answer.kind === 'unreachable') run.changes.push({ action: 'uncertain', ref });
  if (answer.kind !== 'status') return failureOf(answer, ref);
  if (isConflict(answer.status)) return { kind: 'conflict', conflicts: [{ ref, causes: answer.status.causes }] };
  const failure = failureOf(answer, ref);
  if (failure.kind !== 'refused') return failure;
  return { kind: 'refused', problems: await placeProblems(run, prepared, answer.status) };
}

/** The resource version does not change if an apply changes nothing. */
function actionOf(before: KubernetesObject | undefined, after: KubernetesObject): Change['action'] {
  return before?.metadata.resourceVersion === after.metadata.resourceVersion ? 'unchanged' : 'changed';
}

/** Resolves after the given time, or immediately when the signal aborts. */
export function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener('abort', end, { once: true });
  });
}
