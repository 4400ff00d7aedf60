import { editDistance } from '../text/edit-distance.ts';

/** The kinds of the server's own groups, with the versions in which a server serves them (1.30 and later). */
const servedKinds: Readonly<Record<string, readonly string[]>> = {
  Pod: ['v1'],
  PodTemplate: ['v1'],
  Service: ['v1'],
  ConfigMap: ['v1'],
  Secret: ['v1'],
  Namespace: ['v1'],
  ServiceAccount: ['v1'],
  PersistentVolume: ['v1'],
  PersistentVolumeClaim: ['v1'],
  ReplicationController: ['v1'],
  Endpoints: ['v1'],
  LimitRange: ['v1'],
  ResourceQuota: ['v1'],
  List: ['v1'],
  Node: ['v1'],
  Event: ['v1'],
  Binding: ['v1'],
  ComponentStatus: ['v1'],
  ControllerRevision: ['apps/v1'],
  Scale: ['autoscaling/v1'],
  Eviction: ['policy/v1'],
  IngressClass: ['networking.k8s.io/v1'],
  IPAddress: ['networking.k8s.io/v1', 'networking.k8s.io/v1beta1'],
  ServiceCIDR: ['networking.k8s.io/v1', 'networking.k8s.io/v1beta1'],
  Deployment: ['apps/v1'],
  StatefulSet: ['apps/v1'],
  DaemonSet: ['apps/v1'],
  ReplicaSet: ['apps/v1'],
  Job: ['batch/v1'],
  CronJob: ['batch/v1'],
  HorizontalPodAutoscaler: ['autoscaling/v2', 'autoscaling/v1'],
  PodDisruptionBudget: ['policy/v1'],
  Ingress: ['networking.k8s.io/v1'],
  NetworkPolicy: ['networking.k8s.io/v1'],
  Role: ['rbac.authorization.k8s.io/v1'],
  RoleBinding: ['rbac.authorization.k8s.io/v1'],
  ClusterRole: ['rbac.authorization.k8s.io/v1'],
  ClusterRoleBinding: ['rbac.authorization.k8s.io/v1'],
};

const shortNames: Readonly<Record<string, string>> = {
  po: 'Pod',
  svc: 'Service',
  cm: 'ConfigMap',
  ns: 'Namespace',
  sa: 'ServiceAccount',
  pvc: 'PersistentVolumeClaim',
  deploy: 'Deployment',
  sts: 'StatefulSet',
  ds: 'DaemonSet',
  rs: 'ReplicaSet',
  cj: 'CronJob',
  hpa: 'HorizontalPodAutoscaler',
  pdb: 'PodDisruptionBudget',
  ing: 'Ingress',
  netpol: 'NetworkPolicy',
};

/**
 * The groups of the server itself. No custom resource is in one of them, nor in another group without a dot. The core
 * group has no name.
 */
const ownGroups = [
  'apps',
  'batch',
  'autoscaling',
  'policy',
  'extensions',
  'networking.k8s.io',
  'rbac.authorization.k8s.io',
];

const groupOf = (apiVersion: string): string => (apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '');

/** Whether an apiVersion is of a group in which only the server's own kinds are. */
export const isOwnGroup = (apiVersion: string): boolean =>
  groupOf(apiVersion) === '' || ownGroups.includes(groupOf(apiVersion));

/** Whether an apiVersion may be that of a custom resource, which is in a group with a dot. */
export const mayBeCustom = (apiVersion: string): boolean =>
  groupOf(apiVersion).includes('.') && !ownGroups.includes(groupOf(apiVersion));

/** Whether all kinds of a group are known. Older servers had others in the core group, and files of other tools look the same. */
export const isGroupKnown = (apiVersion: string): boolean =>
  ownGroups.includes(groupOf(apiVersion)) && groupOf(apiVersion) !== 'extensions';

/** The kind that is meant: in another case, its plural, what `kubectl` calls it for short, or misspelled. */
export function kindLike(kind: string, apiVersion: string): string | undefined {
  const written = kind.toLowerCase();
  const short = Object.hasOwn(shortNames, written) ? shortNames[written] : undefined;
  const is = (one: string) => [one, `${one}s`, `${one}es`, one.replace(/y$/, 'ies')].includes(written);
  const inGroup = ([, versions]: readonly [string, readonly string[]]) =>
    versions.some((version) => groupOf(version) === groupOf(apiVersion));
  const near = Object.entries(servedKinds)
    .filter(inGroup)
    .find(([one]) => kind.length > 2 && editDistance(one.toLowerCase(), written, true) <= 2);
  return short ?? Object.keys(servedKinds).find((one) => is(one.toLowerCase())) ?? near?.[0];
}

/** The versions in which a kind is served, the newest first; undefined for kinds that are not known. */
export const servedVersions = (kind: string): readonly string[] | undefined =>
  Object.hasOwn(servedKinds, kind) ? servedKinds[kind] : undefined;

/**
 * Whether a word may be the kind of an object, built in or custom: in lowercase, it is a DNS label that begins with a letter
 * (`CustomResourceDefinitionNames` in Kubernetes' API).
 */
export const mayBeKind = (word: string): boolean => /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/i.test(word);
