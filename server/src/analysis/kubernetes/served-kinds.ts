/** The kinds that stand beside sidecars, with the versions in which a server serves them (1.30 and later). */
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

/** The groups of the server itself: no custom resource is in one of them. The core group has no name. */
const ownGroups = ['apps', 'batch', 'autoscaling', 'policy', 'extensions', 'networking.k8s.io'];

/** Whether an apiVersion is of a group in which only the server's own kinds are. */
export const isOwnGroup = (apiVersion: string): boolean =>
  !apiVersion.includes('/') || ownGroups.includes(apiVersion.split('/')[0] ?? '');

/** The kind that is meant: in another case, its plural, or what `kubectl` calls it for short. */
export function kindLike(kind: string): string | undefined {
  const written = kind.toLowerCase();
  const short = Object.hasOwn(shortNames, written) ? shortNames[written] : undefined;
  const is = (one: string) => [one, `${one}s`, `${one}es`, one.replace(/y$/, 'ies')].includes(written);
  return short ?? Object.keys(servedKinds).find((one) => is(one.toLowerCase()));
}

/** The versions in which a kind is served, the newest first; undefined for kinds that are not known. */
export const servedVersions = (kind: string): readonly string[] | undefined =>
  Object.hasOwn(servedKinds, kind) ? servedKinds[kind] : undefined;
