import type { DeployPlan, Refusal } from '../../../server/src/protocol.ts';
import { applyManifests } from './apply-manifests.ts';
import { isNamedLikeProduction, isOurs, rememberConsent, rememberedConsent } from './consent.ts';
import { type Applied, type Change, type DeployResult, type Failure, sameRef } from './deploy-result.ts';
import type { DeployQuestion, DeployUi } from './deploy-ui-port.ts';
import { deployedObjects } from './deployed-objects.ts';
import type { KubernetesObject } from '../../../server/src/protocol.ts';
import type { KubeCluster, KubeTarget } from './kube-cluster-port.ts';
import { failureOf } from './api-failure.ts';
import { type PreparedManifest, prepareManifests } from './prepare-manifests.ts';
import { waitUntilReady } from './ready-pod.ts';
import { chooseListener, requestListener } from './request-listener.ts';
import { at, type DeployRequest, type Run } from './run.ts';
import { nameOf } from './workload-cause.ts';

/**
 * Deploys a plan: asks for confirmation, runs a dry run, applies the objects, waits until the pod is Ready and sends
 * one request to its listener. The result contains the outcome and all changes. Nothing is thrown.
 */
export async function deploy(request: DeployRequest, kubeCluster: KubeCluster, ui: DeployUi): Promise<DeployResult> {
  const changes: Change[] = [];
  try {
    const agreed = await agree(request, ui);
    if (agreed.kind !== 'agreed') return { ...agreed, changes };
    const { target, plan } = agreed;
    return await ui.withProgress({ kind: 'deploy', target, name: plan.workload.name }, async (report, cancelled) => {
      const signal = request.cancel ? AbortSignal.any([cancelled, request.cancel]) : cancelled;
      const run = { request, kubeCluster, ui, target, plan, asked: agreed.asked, report, signal, changes };
      const end = await endOf(runSteps(run));
      return { ...end, target, changes };
    });
  } catch (error) {
    return { ...bugOf(error), changes };
  }
}

/** A bug in the middle of a run must not lose the list of changes. */
async function endOf(steps: Promise<Applied | Failure>): Promise<Applied | Failure> {
  return steps.catch(bugOf);
}

function bugOf(error: unknown): Failure {
  return { kind: 'bug', detail: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}

type Agreed = {
  readonly kind: 'agreed';
  readonly target: KubeTarget;
  readonly plan: DeployPlan;
  readonly asked: boolean;
};

/**
 * Gets the plan and the user's confirmation. A remembered confirmation is used for local clusters and plans without
 * errors.
 */
async function agree(request: DeployRequest, ui: DeployUi): Promise<Agreed | Failure> {
  let plan = await request.plan(false);
  if (isRefusal(plan)) return { kind: 'no-plan', refusal: plan };
  const target = targetOf(request, plan);
  const consent = rememberedConsent(request.memory, target);
  if (consent && plan.blocking.length === 0) {
    if (consent.keepHostPath && plan.hostPathConfigs.length > 0) plan = await request.plan(true);
    return isRefusal(plan) ? { kind: 'no-plan', refusal: plan } : { kind: 'agreed', target, plan, asked: false };
  }
  let keepHostPath = false;
  for (;;) {
    const question = questionOf(target, plan, []);
    // The second button was already pressed.
    const answer = await ui.confirmDeploy(keepHostPath ? { ...question, hostPathConfigs: [] } : question);
    if (answer === undefined) return { kind: 'cancelled' };
    if (answer === 'deploy' || keepHostPath) break;
    keepHostPath = true;
    const kept = await request.plan(true);
    if (isRefusal(kept)) return { kind: 'no-plan', refusal: kept };
    plan = kept;
    // The rest was confirmed. Only new objects require another confirmation.
    if (questionOf(target, kept, []).objects.every((ref) => question.objects.some((asked) => sameRef(asked, ref))))
      break;
  }
  await rememberConsent(request.memory, target, { keepHostPath });
  return { kind: 'agreed', target, plan, asked: true };
}

function isRefusal(plan: DeployPlan | Refusal): plan is Refusal {
  return 'refused' in plan;
}

/** The namespace in the manifest takes precedence over that of the context. */
function targetOf({ target }: DeployRequest, plan: DeployPlan): KubeTarget {
  return { ...target, namespace: plan.workload.namespace ?? target.namespace };
}

function questionOf(target: KubeTarget, plan: DeployPlan, existing: DeployQuestion['existing']): DeployQuestion {
  const objects = prepareManifests(plan, target.namespace).map(({ ref }) => ref);
  return {
    target,
    objects,
    hostPathConfigs: plan.hostPathConfigs,
    blocking: plan.blocking.map(({ message }) => message),
    existing,
    production: isNamedLikeProduction(target),
  };
}

async function runSteps(run: Run): Promise<Applied | Failure> {
  const { request, plan, target } = run;
  const manifests = prepareManifests(plan, target.namespace);
  const existing = await readExisting(run, manifests);
  if (existing.kind !== 'read') return existing;
  if (!(await agreeOnForeign(run, existing.manifests))) return { kind: 'cancelled' };
  const listener = request.until === 'answered' ? await chooseListener(run) : undefined;
  if (listener && 'kind' in listener) return listener;
  const applied = await applyManifests(run, manifests, existing.manifests);
  if (applied.kind !== 'ok') return applied;
  const position = manifests.findIndex(({ planned }) => planned.role === 'workload');
  const workload = applied.applied[position];
  // A CronJob starts its pods later, on a schedule.
  if (request.until === 'applied' || !workload || workload.kind === 'CronJob') return { kind: 'applied' };
  const ready = await waitUntilReady(run, workload);
  if (ready.kind === 'finished') return { kind: 'applied', finished: ready.workload };
  if (ready.kind !== 'ready' || request.until === 'ready')
    return ready.kind === 'ready' ? { kind: 'applied', pod: ready.pod } : ready;
  if (!listener) return { kind: 'applied', pod: ready.pod, answer: { kind: 'no-listener' } };
  const answer = await requestListener(run, ready.pod, listener);
  switch (answer.kind) {
    case 'answered':
    case 'not-sent':
    case 'no-listener':
      return { kind: 'applied', pod: ready.pod, answer };
    default:
      // Its pod was Ready before it ended.
      return workload.kind === 'Job' && hasSucceeded(answer) ? { kind: 'applied', finished: nameOf(workload) } : answer;
  }
}

const hasSucceeded = (failure: Failure): boolean =>
  failure.kind === 'not-ready' && failure.cause.kind === 'pod-failed' && failure.cause.succeeded;

type ReadExisting = { readonly kind: 'read'; readonly manifests: ReadonlyMap<PreparedManifest, KubernetesObject> };

async function readExisting(run: Run, manifests: readonly PreparedManifest[]): Promise<ReadExisting | Failure> {
  run.report({ kind: 'checking' });
  const found = new Map<PreparedManifest, KubernetesObject>();
  for (const prepared of manifests) {
    const answer = await run.kubeCluster.read(at(run, prepared.ref), prepared.ref, run.signal);
    if (answer.kind === 'ok') found.set(prepared, answer.value);
    // If the user may apply but not read, the dry run finds the errors. Usually the object does not exist.
    else if (answer.kind !== 'status' || answer.status.code === 401) return failureOf(answer, prepared.ref);
  }
  return { kind: 'read', manifests: found };
}

/** A remembered confirmation does not include objects that someone else created. */
async function agreeOnForeign(run: Run, existing: ReadExisting['manifests']): Promise<boolean> {
  if (run.asked) return true;
  const deployed = deployedObjects(run.request.memory);
  const foreign = [...existing].filter(([, manifest]) => !isOurs(deployed, manifest.metadata.uid));
  if (foreign.length === 0) return true;
  const refs = foreign.map(([{ ref }]) => ref);
  const question = { ...questionOf(run.target, run.plan, refs), hostPathConfigs: [] };
  return (await run.ui.confirmDeploy(question)) !== undefined;
}
