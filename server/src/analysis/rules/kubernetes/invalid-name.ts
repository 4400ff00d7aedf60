import { isSet, type ObjectPart, partAt, partsIn, textOf } from '../../kubernetes/object-part.ts';
import { type KubernetesObject, podSpecsOf } from '../../kubernetes/object-parts.ts';
import {
  contentKey,
  finalizerName,
  hostName,
  labelName,
  type NameFormat,
  namesLike,
  pathName,
  qualifiedName,
  serviceName,
  subdomainName,
  variableName,
} from '../findings/name-formats.ts';
import { changeTo, objectCheck } from '../findings/object-check.ts';
import { objectNameFormat } from '../findings/object-name-format.ts';
import { fieldTable, tabledParts } from '../findings/tabled-parts.ts';
import { rule } from '../rule.ts';

export const invalidName = rule({
  code: 'kubernetes/invalid-name',
  subject: 'manifest',
  severity: 'error',
  summary: 'A name has characters that are not allowed, or is too long.',
  why: 'Names of objects, containers and volumes are DNS names: lowercase letters, digits and `-`, in most objects also `.`. Before Kubernetes 1.36, a Service name starts with a letter. The API server rejects anything else.',
  examples: [
    {
      before: `#- /pod.yaml stock:pod
#~ - name: app => - name: my_app
#? error kubernetes/invalid-name at "my_app": 'my_app' is not a valid name. Use lowercase letters, digits and '-', and start and end with a letter or digit.
`,
      after: `#- /pod.yaml stock:pod
#~ - name: app => - name: my-app
`,
    },
  ],
  check: objectCheck((object, refuse, subject) => {
    for (const { part, format: anyVersion, preferred } of namesIn(object)) {
      const format: NameFormat = (written) => anyVersion(written, subject.target?.version);
      const name = textOf(part);
      const said = name ? format(name) : undefined;
      const [like] = name && said ? namesLike(name, format) : [];
      if (said) refuse(part, said, like ? { fixes: changeTo(subject, like, preferred) } : {});
    }
  }),
});

interface Name {
  readonly part: ObjectPart;
  readonly format: NameFormat;
  /** Nothing outside the pod refers to it. */
  readonly preferred: boolean;
}

function namesIn(object: KubernetesObject): readonly Name[] {
  const { kind, root, spec } = object;
  const format = objectNameFormat(kind);
  const metadata = partAt(root, 'metadata');
  const others: readonly (readonly [ObjectPart, NameFormat])[] = [
    [partAt(metadata, 'name'), format],
    ...(inNoNamespace.includes(kind) ? [] : [[partAt(metadata, 'namespace'), labelName] as const]),
    [partAt(metadata, 'generateName'), prefixOf(format)],
    ...partsIn(partAt(metadata, 'finalizers')).map(
      (part) => [part, kind === 'PodDisruptionBudget' ? qualifiedName : finalizerName] as const,
    ),
    ...partsIn(partAt(spec, 'volumeClaimTemplates')).map(
      (claim) => [partAt(claim, 'metadata', 'name'), subdomainName] as const,
    ),
    // A StatefulSet sets both itself.
    // The older name of the field counts only where the newer one is not set.
    ...podSpecsOf(object)
      .filter((pod) => !isSet(partAt(pod, 'serviceAccountName')))
      .map((pod) => [partAt(pod, 'serviceAccount'), subdomainName] as const),
    ...(kind === 'StatefulSet' ? [] : podSpecsOf(object)).flatMap((pod) =>
      ['hostname', 'subdomain'].map((name) => [partAt(pod, name), labelName] as const),
    ),
  ];
  return [
    ...others.map(([part, ofPart]) => ({ part, format: ofPart, preferred: false })),
    ...tabledParts(object, ownNames).map(({ part, entry }) => ({ part, format: entry, preferred: true })),
    ...tabledParts(object, references).map(({ part, entry }) => ({ part, format: entry, preferred: false })),
  ];
}

/** The server ignores the namespace of these. */
const inNoNamespace = ['Namespace', 'ClusterRole', 'ClusterRoleBinding'];

/** Characters are added to it, so it may end in `-`. */
const prefixOf =
  (format: NameFormat): NameFormat =>
  (name, version) =>
    format(name.replace(/(?<=.)-$/, 'a'), version);

/** The fields with names that nothing outside the pod refers to. */
const ownNames = fieldTable<NameFormat>({
  'Container.name': labelName,
  'EphemeralContainer.name': labelName,
  'Volume.name': labelName,
});

/** The fields that refer to other objects, and other names. */
const references = fieldTable<NameFormat>({
  'ConfigMapEnvSource.name': prefixOf(subdomainName),
  'ConfigMapKeySelector.key': contentKey,
  'ConfigMapKeySelector.name': subdomainName,
  'ContainerResourceMetricSource.container': labelName,
  'CrossVersionObjectReference.kind': pathName,
  'CrossVersionObjectReference.name': pathName,
  'EnvFromSource.prefix': variableName,
  'EnvVar.name': variableName,
  'FileKeySelector.key': variableName,
  'FileKeySelector.volumeName': labelName,
  'HostAlias.hostnames': subdomainName,
  'IngressServiceBackend.name': serviceName,
  'IngressSpec.ingressClassName': subdomainName,
  'IngressTLS.secretName': subdomainName,
  'MetricIdentifier.name': pathName,
  'NamespaceSpec.finalizers': finalizerName,
  'PersistentVolumeClaimSpec.storageClassName': subdomainName,
  'PodAffinityTerm.namespaces': labelName,
  'PodSpec.hostnameOverride': hostName,
  'PodSpec.nodeName': subdomainName,
  'PodSpec.priorityClassName': subdomainName,
  'PodSpec.runtimeClassName': subdomainName,
  'PodSpec.serviceAccountName': subdomainName,
  'RoleRef.name': pathName,
  'SecretEnvSource.name': prefixOf(subdomainName),
  'SecretKeySelector.key': contentKey,
  'SecretKeySelector.name': subdomainName,
  'StatefulSetSpec.serviceName': labelName,
});
