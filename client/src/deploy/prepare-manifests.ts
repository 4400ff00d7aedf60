import { createHash } from 'node:crypto';
import type { DeployPlan, KubernetesObject, PlannedObject } from '../../../server/src/protocol.ts';
import type { ObjectRef } from './deploy-result.ts';

/** Marks a pod with the configs it started with: Envoy reads its bootstrap once, so another config needs another pod. */
export const configAnnotation = 'envoy-sidecar/config';

/** An object of the plan as it is sent: with its namespace written, and the pod marked with its configs. */
export interface PreparedManifest {
  readonly planned: PlannedObject;
  readonly ref: ObjectRef;
  readonly manifest: KubernetesObject;
  /** The mark that the running pod must have; on the workload only, and only when the plan has configs. */
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

/** Where a workload of each kind keeps its pod's metadata. */
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
