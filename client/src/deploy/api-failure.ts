import type { Failure, ObjectRef } from './deploy-result.ts';
import type { KubeAnswer, KubeStatus } from './kube-cluster-port.ts';

export type FailedAnswer = Exclude<KubeAnswer<unknown>, { readonly kind: 'ok' }>;

/** Converts an unsuccessful response into the result of the run. `refusal` locates errors about fields. */
export function failureOf(answer: FailedAnswer, ref: ObjectRef): Failure {
  if (answer.kind !== 'status') return answer;
  const { status } = answer;
  if (status.code === 401) return { kind: 'no-credentials', detail: status.message };
  const forbidden = forbiddenOf(status);
  if (forbidden) return forbidden;
  return { kind: 'refused', problems: [{ ref, message: oneSentence(status.message) }] };
}

/**
 * Reads the verb and resource from an authorizer's error. Quotas and admission webhooks also respond with 403 but use
 * other texts; those errors are not about permissions.
 */
export function forbiddenOf(status: KubeStatus): Extract<Failure, { kind: 'forbidden' }> | undefined {
  if (status.code !== 403) return undefined;
  const [, verb, resource, namespace] =
    /cannot (\S+) resource "([^"]+)"(?: in API group "[^"]*")?(?: in the namespace "([^"]+)")?/.exec(status.message) ??
    [];
  return verb && resource ? { kind: 'forbidden', verb, resource, namespace } : undefined;
}

export function isConflict(status: KubeStatus): boolean {
  return status.code === 409 && status.causes.some(({ reason }) => reason === 'FieldManagerConflict');
}

/** True if the only error is that an existing object cannot be changed in this way. */
export function isImmutable(status: KubeStatus): boolean {
  if (status.code !== 422) return false;
  const texts = status.causes.length > 0 ? status.causes.map(({ message }) => message) : [status.message];
  return texts.every((text) =>
    /field is immutable|may not (change|be changed|add|remove|update)|updates to .* are forbidden/i.test(text),
  );
}

/** Messages of Kubernetes quote whole objects and have several lines. The first line contains the reason. */
export function oneSentence(message: string): string {
  const [line = ''] = message.trim().split('\n');
  return line.length > 400 ? `${line.slice(0, 400)}…` : line;
}
