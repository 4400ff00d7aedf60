import type { DeployedObject, Memory } from './deployed-objects.ts';
import type { KubeTarget } from './kube-cluster-port.ts';

/** What the user agreed to for a namespace of a local cluster, so that the next run requires only one click. */
export interface Consent {
  readonly keepHostPath: boolean;
  /** Pods may be deleted and recreated without asking. */
  readonly replace: boolean;
}

const key = 'envoySidecar.consents';

/** The remembered consent for a target. It exists only for local clusters whose names do not look like production. */
export function rememberedConsent(memory: Memory, target: KubeTarget): Consent | undefined {
  if (!mayRemember(target)) return undefined;
  return memory.get<Record<string, Consent>>(key)?.[consentKey(target)];
}

export async function rememberConsent(memory: Memory, target: KubeTarget, consent: Partial<Consent>): Promise<void> {
  if (!mayRemember(target)) return;
  const consents = memory.get<Record<string, Consent>>(key) ?? {};
  const before = consents[consentKey(target)] ?? { keepHostPath: false, replace: false };
  await memory.update(key, { ...consents, [consentKey(target)]: { ...before, ...consent } });
}

export function mayRemember(target: KubeTarget): boolean {
  return isLocalCluster(target) && !isNamedLikeProduction(target);
}

/** A context or namespace with `prod`, `production` or `live` as a word of its name, e.g. `prod-eu`, `eu_live`, `prod2`. */
export function isNamedLikeProduction(target: KubeTarget): boolean {
  const word = /(^|[^a-z])(prod|prd|production|live)([^a-z]|$)/i;
  return word.test(target.context) || word.test(target.namespace);
}

/**
 * A cluster on this machine: its server has a loopback address, or a private address and a context name that kind,
 * minikube or Docker Desktop use. A name alone is not sufficient, because any context can be called `minikube`.
 */
export function isLocalCluster(target: KubeTarget): boolean {
  const host = hostOf(target.server);
  if (/^(localhost|127(\.\d+){3}|\[::1\]|kubernetes\.docker\.internal|0\.0\.0\.0)$/.test(host)) return true;
  const privateAddress = /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/.test(host);
  return privateAddress && /^(kind(-.*)?|minikube|docker-desktop)$/.test(target.context);
}

/** True for an object that a run in this workspace created. */
export function isOurs(deployed: readonly DeployedObject[], uid: unknown): boolean {
  return deployed.some((object) => object.uid === uid);
}

function consentKey({ context, server, namespace }: KubeTarget): string {
  return JSON.stringify([context, server, namespace]);
}

function hostOf(server: string): string {
  try {
    return new URL(server).hostname;
  } catch {
    return '';
  }
}
