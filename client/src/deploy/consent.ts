import type { DeployedObject, Memory } from './deployed-objects.ts';
import type { KubeTarget } from './kube-cluster-port.ts';

/** What a user agreed to for a local cluster's namespace, so that the next run needs one click only. */
export interface Consent {
  readonly keepHostPath: boolean;
  /** Pods may be deleted and created anew without asking. */
  readonly replace: boolean;
}

const key = 'envoySidecar.consents';

/** The consent that holds for a target: only for local clusters, never for one that is named like production. */
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
 * A cluster on this machine: its server is a loopback address, or a private one under a context name that kind, minikube or
 * Docker Desktop give. A name alone is no proof, as anyone may call a context `minikube`.
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
