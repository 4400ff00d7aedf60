import type { NotReadyCause } from './not-ready-causes.ts';
import { conditionOf, type Pod } from './pod-status.ts';

/** An event of Kubernetes about a pod. */
export interface PodEvent {
  readonly type?: string;
  readonly reason?: string;
  readonly message?: string;
}

/** What else must be known to tell a lasting cause from one that passes. */
export interface EventContext {
  /** Names of the ConfigMaps and Secrets that this deploy applies, which the node may not know yet. */
  readonly applied: ReadonlySet<string>;
  /** How long the pod could not be scheduled. Milliseconds. */
  readonly unscheduledMs: number;
}

/** The scheduler tries again at once when something changes, so a reason that stays is not expected to pass by itself. */
const schedulingMs = 4000;

/** A lasting cause in the events and conditions of a pod that has not started. Undefined for what may pass. */
export function causeInEvents(pod: Pod, events: readonly PodEvent[], context: EventContext): NotReadyCause | undefined {
  return unschedulable(pod, events, context) ?? mountFailure(events, context);
}

function unschedulable(
  pod: Pod,
  events: readonly PodEvent[],
  { unscheduledMs }: EventContext,
): NotReadyCause | undefined {
  const { status, reason, message = '' } = conditionOf(pod, 'PodScheduled') ?? {};
  if (status !== 'False' || reason !== 'Unschedulable' || unscheduledMs < schedulingMs) return undefined;
  // An autoscaler adds a node, or other pods make room.
  const isHelped =
    events.some((event) => event.reason === 'TriggeredScaleUp') || 'nominatedNodeName' in (pod.status ?? {});
  if (isHelped || !isLasting(message)) return undefined;
  return { kind: 'unschedulable', pod: pod.metadata.name, message };
}

/** Nodes that are being started have taints of Kubernetes itself, and volumes are provisioned in the background. */
const isLasting = (message: string): boolean =>
  /persistentvolumeclaim "[^"]*" not found|Insufficient |didn't match|didn't have free ports/.test(message) ||
  (/untolerated taint/.test(message) && !/\{node\.kubernetes\.io\//.test(message));

/** `MountVolume.SetUp failed for volume "config" : configmap "x" not found`, as the kubelet writes it. */
function mountFailure(events: readonly PodEvent[], { applied }: EventContext): NotReadyCause | undefined {
  for (const { type, reason, message = '' } of events.toReversed()) {
    if (type !== 'Warning' || reason !== 'FailedMount') continue;
    const [, volume, why = ''] = /failed for volume "([^"]*)"\s*:\s*(.*)/s.exec(message) ?? [];
    if (volume === undefined) continue;
    const [, absent] = /(?:configmap|secret) "([^"]*)" not found/i.exec(why) ?? [];
    const isAbsent = absent !== undefined && !applied.has(absent);
    if (isAbsent || /references non-existent (config|secret) key/.test(why) || /hostPath type check failed/.test(why))
      return { kind: 'mount', volume, message: why.trim() };
  }
  return undefined;
}

/** The sentences of the warnings, each once, for details. */
export const warningsIn = (events: readonly PodEvent[]): readonly string[] => [
  ...new Set(events.filter(({ type }) => type === 'Warning').map(({ reason, message }) => `${reason}: ${message}`)),
];
