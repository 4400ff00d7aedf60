import { lazy } from '../text/lazy.ts';
import { isMap, type ObjectPart, partAt, partsIn } from './object-part.ts';
import { typedParts } from './typed-parts.ts';

/** An object of a kind that we know, whole: neither a patch nor broken. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly root: ObjectPart;
  readonly spec: ObjectPart;
  /** The pod or the template that pods are made of: what holds `metadata` and `spec`. */
  readonly pod?: ObjectPart;
  /** The maps in it that are of a type, such as `Container` or `LabelSelector`. */
  readonly partsOf: (type: string) => readonly ObjectPart[];
}

/** The kinds that make pods by a template, with the way to it. */
const templates: Readonly<Record<string, readonly string[]>> = {
  Pod: [],
  PodTemplate: ['template'],
  Deployment: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
  DaemonSet: ['spec', 'template'],
  ReplicaSet: ['spec', 'template'],
  ReplicationController: ['spec', 'template'],
  Job: ['spec', 'template'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
};

export function kubernetesObject(apiVersion: string, kind: string, root: ObjectPart): KubernetesObject {
  const way = Object.hasOwn(templates, kind) ? templates[kind] : undefined;
  const pod = way && partAt(root, ...way);
  const typed = lazy(() => typedParts(apiVersion, kind, root));
  return {
    apiVersion,
    kind,
    root,
    spec: partAt(root, 'spec'),
    ...(pod && isMap(pod) ? { pod } : {}),
    partsOf: (type) => typed().get(type) ?? [],
  };
}

/** The spec of the pods that an object makes. */
export const podSpecsOf = ({ pod }: KubernetesObject): readonly ObjectPart[] => {
  const spec = pod && partAt(pod, 'spec');
  return spec && isMap(spec) ? [spec] : [];
};

export const volumesOf = (object: KubernetesObject): readonly ObjectPart[] =>
  podSpecsOf(object).flatMap((spec) => partsIn(partAt(spec, 'volumes')).filter(isMap));

/** Containers and init containers. */
export const containersOf = (object: KubernetesObject): readonly ObjectPart[] =>
  podSpecsOf(object).flatMap((spec) =>
    ['initContainers', 'containers'].flatMap((list) => partsIn(partAt(spec, list)).filter(isMap)),
  );

/** Probes and lifecycle handlers of an object's containers, each by its name. */
export const handlersOf = (object: KubernetesObject, names: readonly (readonly string[])[]): readonly ObjectPart[] =>
  containersOf(object).flatMap((container) => names.map((way) => partAt(container, ...way)).filter(isMap));

export const probeNames = [['livenessProbe'], ['readinessProbe'], ['startupProbe']] as const;
export const hookNames = [
  ['lifecycle', 'postStart'],
  ['lifecycle', 'preStop'],
] as const;

/** The metadata of an object and of the templates in it. */
export const metadataOf = ({ kind, root, spec, pod }: KubernetesObject): readonly ObjectPart[] => [
  partAt(root, 'metadata'),
  ...(pod && pod.path.length > root.path.length ? [partAt(pod, 'metadata')] : []),
  ...(kind === 'CronJob' ? [partAt(spec, 'jobTemplate', 'metadata')] : []),
  ...partsIn(partAt(spec, 'volumeClaimTemplates')).map((claim) => partAt(claim, 'metadata')),
];
