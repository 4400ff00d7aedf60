import { manifestPosition, textAt } from '../../kubernetes/manifest-position.ts';
import type { YamlStep } from '../../yaml/syntax/yaml-path.ts';

/** What a name in a manifest stands for. */
export interface ObjectRole {
  readonly kind: string;
  /** True for the name of the object itself. */
  readonly defines: boolean;
  /** The namespace that is written beside a reference. */
  readonly namespace?: string | undefined;
}

const besideIt = 'as the field beside it says';

/** The kind of object that a field names, by `Type.field` (Kubernetes' API reference). */
const kindOfField: Readonly<Record<string, string>> = {
  'CrossVersionObjectReference.name': besideIt,
  'IngressServiceBackend.name': 'Service',
  'PersistentVolumeClaimVolumeSource.claimName': 'PersistentVolumeClaim',
  'PodSpec.serviceAccount': 'ServiceAccount',
  'PodSpec.serviceAccountName': 'ServiceAccount',
  'PodSpec.subdomain': 'Service',
  'RoleRef.name': besideIt,
  'StatefulSetSpec.serviceName': 'Service',
  'Subject.name': besideIt,
};

/** The kinds of objects whose references are all known. */
export const kindsWithKnownReferences: readonly string[] = [
  'ClusterRole',
  'Deployment',
  'PersistentVolumeClaim',
  'ReplicaSet',
  'Role',
  'Service',
  'ServiceAccount',
  'StatefulSet',
];

/** What the value at the end of a path through a manifest names. Undefined if it is no name of an object. */
export function objectRole(steps: readonly YamlStep[]): ObjectRole | undefined {
  const last = steps.at(-1);
  const position = last?.inKey ? undefined : manifestPosition(steps);
  if (!position?.field) return undefined;
  if (position.path.join('.') === 'metadata.name') {
    const kind = textAt(position.object, 'kind');
    return kind ? { kind, defines: true } : undefined;
  }
  const key = `${position.field.type}.${position.field.name}`;
  const named = Object.hasOwn(kindOfField, key) ? kindOfField[key] : undefined;
  const kind = named === besideIt ? textAt(last?.node, 'kind') : named;
  return kind ? { kind, defines: false, namespace: textAt(last?.node, 'namespace') } : undefined;
}
