/** Values that are not the only ones, but the ones that people write, by `Type.field`. */
export const usualValues: Readonly<Record<string, readonly string[]>> = {
  // An init container with it is a sidecar.
  'Container.restartPolicy': ['Always'],
  'Capabilities.add': ['NET_BIND_SERVICE', 'NET_ADMIN', 'NET_RAW', 'SYS_PTRACE', 'SYS_TIME', 'IPC_LOCK', 'CHOWN'],
  'Capabilities.drop': ['ALL', 'NET_RAW'],
  'EmptyDirVolumeSource.medium': ['Memory'],
  'ObjectFieldSelector.apiVersion': ['v1'],
  'ObjectFieldSelector.fieldPath': [
    ...['metadata.name', 'metadata.namespace', 'status.podIP', 'spec.nodeName', 'status.hostIP', 'metadata.uid'],
    ...['spec.serviceAccountName', 'metadata.labels', 'metadata.annotations', 'status.podIPs', 'status.hostIPs'],
  ],
  'ResourceFieldSelector.resource': [
    ...['limits.cpu', 'limits.memory', 'requests.cpu', 'requests.memory'],
    ...['limits.ephemeral-storage', 'requests.ephemeral-storage'],
  ],
  'ServiceSpec.clusterIP': ['None'],
  'ServicePort.appProtocol': ['http', 'https', 'grpc', 'tcp', 'kubernetes.io/h2c', 'kubernetes.io/ws'],
  'CrossVersionObjectReference.apiVersion': ['apps/v1'],
  'CrossVersionObjectReference.kind': ['Deployment', 'StatefulSet', 'ReplicaSet'],
  'IngressSpec.ingressClassName': ['nginx'],
  'NodeSelectorRequirement.key': [
    'kubernetes.io/os',
    'kubernetes.io/arch',
    'kubernetes.io/hostname',
    'topology.kubernetes.io/zone',
  ],
  'PolicyRule.apiGroups': ['apps', 'batch', 'networking.k8s.io', 'rbac.authorization.k8s.io', 'apiextensions.k8s.io'],
  'PolicyRule.resources': [
    ...['pods', 'services', 'configmaps', 'secrets', 'deployments', 'endpoints', 'nodes', 'namespaces', 'events'],
    ...[
      'serviceaccounts',
      'replicasets',
      'statefulsets',
      'daemonsets',
      'jobs',
      'cronjobs',
      'ingresses',
      'pods/log',
      '*',
    ],
  ],
  'PolicyRule.verbs': ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection', '*'],
  'ResourceMetricSource.name': ['cpu', 'memory'],
  'RoleRef.apiGroup': ['rbac.authorization.k8s.io'],
  'Subject.apiGroup': ['rbac.authorization.k8s.io'],
  'Toleration.key': [
    ...['node-role.kubernetes.io/control-plane', 'node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable'],
    ...['node-role.kubernetes.io/master', 'CriticalAddonsOnly'],
  ],
  'PodAffinityTerm.topologyKey': ['kubernetes.io/hostname', 'topology.kubernetes.io/zone'],
  'TopologySpreadConstraint.topologyKey': ['topology.kubernetes.io/zone', 'kubernetes.io/hostname'],
  'PodSpec.priorityClassName': ['system-cluster-critical', 'system-node-critical'],
  'PodSpec.schedulerName': ['default-scheduler'],
  'Secret.type': [
    ...['Opaque', 'kubernetes.io/tls', 'kubernetes.io/dockerconfigjson', 'kubernetes.io/basic-auth'],
    ...['kubernetes.io/ssh-auth', 'kubernetes.io/service-account-token', 'bootstrap.kubernetes.io/token'],
  ],
};

/** The same of keys, by the field whose value is a map. */
export const usualKeys: Readonly<Record<string, readonly string[]>> = {
  'ResourceRequirements.limits': ['cpu', 'memory', 'ephemeral-storage'],
  'ResourceRequirements.requests': ['cpu', 'memory', 'ephemeral-storage'],
  'VolumeResourceRequirements.requests': ['storage'],
  'VolumeResourceRequirements.limits': ['storage'],
  'PodSpec.nodeSelector': [
    'kubernetes.io/os',
    'kubernetes.io/arch',
    'kubernetes.io/hostname',
    'topology.kubernetes.io/zone',
  ],
  'ConfigMap.data': ['envoy.yaml'],
  'Secret.stringData': ['tls.crt', 'tls.key', 'username', 'password'],
  'Secret.data': ['tls.crt', 'tls.key', 'ca.crt', '.dockerconfigjson'],
};

/** The same of the values in such a map, by the field and the key. */
export const usualEntries: Readonly<Record<string, readonly string[]>> = {
  'PodSpec.nodeSelector.kubernetes.io/os': ['linux', 'windows'],
  'PodSpec.nodeSelector.kubernetes.io/arch': ['amd64', 'arm64'],
};
