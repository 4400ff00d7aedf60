/**
 * What the API server enforces beyond or below its OpenAPI, found by asking a real one of the version in the facts
 * (dry run with strict field validation). Keys are `Type.field`.
 */
export interface Constraints {
  /** Marked as required in the OpenAPI, but the API server takes an object without them, since it may drop the field with the object. */
  readonly notRequired: readonly string[];
  /** Not marked as required, but the API server refuses an object without them. */
  readonly required: readonly string[];
  /** Enums the server does not look at, since the field is behind a feature gate that is off by default. */
  readonly notEnforcedEnums: readonly string[];
  /** The server decodes these strictly, but does not look at their content. */
  readonly notValidated: readonly string[];
  /** The values that a server with the default feature gates accepts, where the OpenAPI does not list them or lists others. */
  readonly enums: Readonly<Record<string, readonly string[]>>;
  /** The values of an enum that servers accept only since a version later than the oldest. */
  readonly newValues: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Enums of which the empty string is not the same as no value. */
  readonly neverEmpty: readonly string[];
  /** Smallest and largest number. */
  readonly ranges: Readonly<Record<string, readonly [number, number]>>;
  /** Fields of type int-or-string that hold a port's name or a number in `ranges`. */
  readonly ports: readonly string[];
}

const int32Maximum = 2147483647;
/** An int64, of which numbers hold no more exactly. */
const noMaximum = Number.MAX_SAFE_INTEGER;

export const constraints: Constraints = {
  notRequired: [
    'ClusterTrustBundleProjection.path',
    'EvictionResponder.name',
    'EvictionResponder.priority',
    'HTTPHeader.value',
    'ISCSIVolumeSource.lun',
    'PodFailurePolicy.rules',
    'PodFailurePolicyOnPodConditionsPattern.status',
    'PreferredSchedulingTerm.preference',
    'RoleRef.apiGroup',
    'ScaleIOVolumeSource.secretRef',
    'SleepAction.seconds',
    'Sysctl.value',
    'TopologyConstraint.key',
    'TypedLocalObjectReference.kind',
    'TypedLocalObjectReference.name',
    'TypedObjectReference.kind',
    'TypedObjectReference.name',
    'WorkloadPodGroupResourceClaim.name',
    'WorkloadReference.name',
    'WorkloadReference.podGroup',
  ],
  required: [
    'ConfigMapEnvSource.name',
    'ConfigMapKeySelector.name',
    'ConfigMapProjection.name',
    'ConfigMapVolumeSource.name',
    'Container.image',
    'ContainerRestartRule.exitCodes',
    'CronJob.spec',
    'DaemonSet.spec',
    'Deployment.spec',
    'EphemeralVolumeSource.volumeClaimTemplate',
    'HorizontalPodAutoscaler.spec',
    'Job.spec',
    'JobTemplateSpec.spec',
    'Pod.spec',
    'PersistentVolumeClaim.spec',
    'PersistentVolumeClaimSpec.accessModes',
    'PersistentVolumeClaimTemplate.spec',
    'PodDNSConfigOption.name',
    'PodTemplate.template',
    'PodTemplateSpec.spec',
    'ReplicaSet.spec',
    'ReplicaSetSpec.template',
    'SecretEnvSource.name',
    'SecretKeySelector.name',
    'SecretProjection.name',
    'SecretVolumeSource.secretName',
    'Service.spec',
    'StatefulSet.spec',
  ],
  notEnforcedEnums: ['GRPCAction.mode', 'HTTPGetAction.protocol', 'Lifecycle.stopSignal'],
  notValidated: ['MetricIdentifier.selector'],
  enums: {
    'Container.restartPolicy': ['Always', 'Never', 'OnFailure'],
    'ContainerRestartRule.action': ['Restart', 'RestartAllContainers'],
    'ContainerRestartRuleOnExitCodes.operator': ['In', 'NotIn'],
    'HPAScalingPolicy.type': ['Percent', 'Pods'],
    'HPAScalingRules.selectPolicy': ['Disabled', 'Max', 'Min'],
    'LabelSelectorRequirement.operator': ['DoesNotExist', 'Exists', 'In', 'NotIn'],
    'MetricSpec.type': ['ContainerResource', 'External', 'Object', 'Pods', 'Resource'],
    'MetricTarget.type': ['AverageValue', 'Utilization', 'Value'],
    'NetworkPolicyPort.protocol': ['SCTP', 'TCP', 'UDP'],
    'NetworkPolicySpec.policyTypes': ['Egress', 'Ingress'],
    'ObjectFieldSelector.apiVersion': ['v1'],
    'PodFailurePolicyOnPodConditionsPattern.status': ['False', 'True', 'Unknown'],
    'PodDisruptionBudgetSpec.unhealthyPodEvictionPolicy': ['AlwaysAllow', 'IfHealthyBudget'],
    'PodSecurityContext.seLinuxChangePolicy': ['MountOption', 'Recursive'],
    'RoleRef.kind': ['ClusterRole', 'Role'],
    'ServiceSpec.trafficDistribution': ['PreferClose', 'PreferSameNode', 'PreferSameZone'],
    // Recreate requires a feature gate.
    'StatefulSetUpdateStrategy.type': ['OnDelete', 'RollingUpdate'],
    'StatefulSetPersistentVolumeClaimRetentionPolicy.whenDeleted': ['Delete', 'Retain'],
    'StatefulSetPersistentVolumeClaimRetentionPolicy.whenScaled': ['Delete', 'Retain'],
    'Subject.kind': ['Group', 'ServiceAccount', 'User'],
    // Gt and Lt require a feature gate.
    'Toleration.operator': ['Equal', 'Exists'],
    'VolumeMount.recursiveReadOnly': ['Disabled', 'Enabled', 'IfPossible'],
  },
  newValues: {
    'Container.restartPolicy': { Never: '1.35', OnFailure: '1.35' },
    'ContainerRestartRule.action': { RestartAllContainers: '1.36' },
    'PodSecurityContext.seLinuxChangePolicy': { MountOption: '1.37' },
    'ServiceSpec.trafficDistribution': { PreferSameNode: '1.34', PreferSameZone: '1.34' },
  },
  neverEmpty: [
    'Container.restartPolicy',
    'PodSecurityContext.seLinuxChangePolicy',
    'ServiceSpec.internalTrafficPolicy',
    'ServiceSpec.trafficDistribution',
    'VolumeMount.mountPropagation',
  ],
  ranges: {
    'ClientIPConfig.timeoutSeconds': [1, 86400],
    'ConfigMapVolumeSource.defaultMode': [0, 511],
    'ContainerPort.containerPort': [1, 65535],
    'ContainerPort.hostPort': [0, 65535],
    'CronJobSpec.failedJobsHistoryLimit': [0, int32Maximum],
    'CronJobSpec.startingDeadlineSeconds': [0, noMaximum],
    'CronJobSpec.successfulJobsHistoryLimit': [0, int32Maximum],
    'DaemonSetSpec.minReadySeconds': [0, int32Maximum],
    'DaemonSetSpec.revisionHistoryLimit': [0, int32Maximum],
    'DeploymentSpec.minReadySeconds': [0, int32Maximum],
    'DeploymentSpec.progressDeadlineSeconds': [0, int32Maximum],
    'DeploymentSpec.replicas': [0, int32Maximum],
    'DeploymentSpec.revisionHistoryLimit': [0, int32Maximum],
    'DownwardAPIVolumeFile.mode': [0, 511],
    'DownwardAPIVolumeSource.defaultMode': [0, 511],
    'GRPCAction.port': [1, 65535],
    'HPAScalingPolicy.periodSeconds': [1, 1800],
    'HPAScalingPolicy.value': [1, int32Maximum],
    'HPAScalingRules.stabilizationWindowSeconds': [0, 3600],
    'HTTPGetAction.port': [1, 65535],
    'HorizontalPodAutoscalerSpec.maxReplicas': [1, int32Maximum],
    'HorizontalPodAutoscalerSpec.minReplicas': [0, int32Maximum],
    'JobSpec.activeDeadlineSeconds': [0, noMaximum],
    'JobSpec.backoffLimit': [0, int32Maximum],
    'JobSpec.backoffLimitPerIndex': [0, int32Maximum],
    'JobSpec.completions': [0, int32Maximum],
    'JobSpec.maxFailedIndexes': [0, int32Maximum],
    'JobSpec.parallelism': [0, int32Maximum],
    'JobSpec.ttlSecondsAfterFinished': [0, int32Maximum],
    'KeyToPath.mode': [0, 511],
    'MetricTarget.averageUtilization': [1, int32Maximum],
    'NetworkPolicyPort.endPort': [1, 65535],
    'NetworkPolicyPort.port': [1, 65535],
    'PodSecurityContext.fsGroup': [0, int32Maximum],
    'PodSecurityContext.runAsGroup': [0, int32Maximum],
    'PodSecurityContext.runAsUser': [0, int32Maximum],
    'PodSpec.activeDeadlineSeconds': [1, int32Maximum],
    'PreferredSchedulingTerm.weight': [1, 100],
    'Probe.failureThreshold': [0, int32Maximum],
    'Probe.initialDelaySeconds': [0, int32Maximum],
    'Probe.periodSeconds': [0, int32Maximum],
    'Probe.successThreshold': [0, int32Maximum],
    'Probe.terminationGracePeriodSeconds': [1, noMaximum],
    'Probe.timeoutSeconds': [0, int32Maximum],
    'ProjectedVolumeSource.defaultMode': [0, 511],
    'ReplicaSetSpec.minReadySeconds': [0, int32Maximum],
    'ReplicaSetSpec.replicas': [0, int32Maximum],
    'RollingUpdateStatefulSetStrategy.partition': [0, int32Maximum],
    'SecretVolumeSource.defaultMode': [0, 511],
    'SecurityContext.runAsGroup': [0, int32Maximum],
    'SecurityContext.runAsUser': [0, int32Maximum],
    'ServiceAccountTokenProjection.expirationSeconds': [600, 4294967296],
    'ServiceBackendPort.number': [0, 65535],
    'ServicePort.nodePort': [0, 65535],
    'ServicePort.port': [1, 65535],
    // 0 is taken for the port.
    'ServicePort.targetPort': [0, 65535],
    'StatefulSetOrdinals.start': [0, int32Maximum],
    'StatefulSetSpec.minReadySeconds': [0, int32Maximum],
    'StatefulSetSpec.replicas': [0, int32Maximum],
    'TCPSocketAction.port': [1, 65535],
    'TopologySpreadConstraint.maxSkew': [1, int32Maximum],
    'TopologySpreadConstraint.minDomains': [1, int32Maximum],
    'WeightedPodAffinityTerm.weight': [1, 100],
  },
  ports: ['HTTPGetAction.port', 'NetworkPolicyPort.port', 'ServicePort.targetPort', 'TCPSocketAction.port'],
};
