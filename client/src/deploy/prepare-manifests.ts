import { createHash } from 'node:crypto';
import type { DeployPlan, KubernetesObject, PlannedObject } from '../../../server/src/protocol.ts';
import type { ObjectRef } from './deploy-result.ts';

/**
 * Annotates a pod with a hash of its configs. Envoy reads its bootstrap once, so another config requires another pod.
 */
export const configAnnotation = 'envoy-sidecar/config';

/** An object of the plan as it is sent: with its namespace, and with the annotation on the pod. */
export interface PreparedManifest {
  readonly planned: PlannedObject;
  readonly ref: ObjectRef;
  readonly manifest: KubernetesObject;
  /** The annotation that the running pod must have. Only on the workload, and only if the plan has configs. */
  readonly configMark?: string;
}

export function prepareManifests(plan: DeployPlan, namespace: string): readonly PreparedManifest[] {
  const configs = plan.objects.filter(({ role }) => role === 'config').map(({ manifest }) => manifest);
  const mark = configs.length === 0 ? undefined : markOf(configs);
  return plan.objects.map((planned) => {
    const ref = refOf(planned.manifest, namespace);
    const placed = { ...planned.manifest, metadata: { ...planned.manifest.metadata, namespace: ref.namespace } };
    if (planned.role !== 'workload' || mark === undefined) return { planned, ref, manifest: placed };
    return { planned, ref, manifest: annotatePod(placed, mark), configMark: mark };
  });
}

export function refOf(manifest: KubernetesObject, namespace: string): ObjectRef {
  const { name, namespace: own } = manifest.metadata;
  return { apiVersion: manifest.apiVersion, kind: manifest.kind, name, namespace: own ?? namespace };
}

function markOf(configs: readonly KubernetesObject[]): string {
  const hash = createHash('sha256');
  for (const { metadata, data, binaryData } of configs) hash.update(JSON.stringify([metadata.name, data, binaryData]));
  return hash.digest('hex').slice(0, 16);
}

/** The path of the pod's metadata in each kind of workload. */
const podPaths: Readonly<Record<string, readonly string[]>> = {
  Pod: [],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
};
const templatePath = ['spec', 'template'];

function annotatePod(manifest: KubernetesObject, mark: string): KubernetesObject {
  const path = [...(podPaths[manifest.kind] ?? templatePath), 'metadata', 'annotations', configAnnotation];
  return setAt(manifest, path, mark) as KubernetesObject;
}

function setAt(value: unknown, path: readonly string[], leaf: string): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return leaf;
  const record = typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
  return { ...record, [key]: setAt(record[key], rest, leaf) };
}
