/**
 * What the API server enforces beyond or below its OpenAPI, found by asking a real one of the version in the facts
 * (dry run with strict field validation). Keys are `Type.field`.
 */
export interface Constraints {
  /** Marked as required in the OpenAPI, but the API server takes an object without them. */
  readonly notRequired: readonly string[];
  /** Not marked as required, but the API server refuses an object without them. */
  readonly required: readonly string[];
  /** Enums the server does not look at, since the field is behind a feature gate that is off by default. */
  readonly notEnforcedEnums: readonly string[];
  readonly enums: Readonly<Record<string, readonly string[]>>;
  /** Smallest and largest number. */
  readonly ranges: Readonly<Record<string, readonly [number, number]>>;
  /** Fields of type int-or-string that hold a port's name or a number in `ranges`. */
  readonly ports: readonly string[];
}

const int32Maximum = 2147483647;

export const constraints: Constraints = {
  notRequired: [
    'HTTPHeader.value',
    'ISCSIVolumeSource.lun',
    'PodFailurePolicy.rules',
    'PodFailurePolicyOnPodConditionsPattern.status',
    'PreferredSchedulingTerm.preference',
    'ScaleIOVolumeSource.secretRef',
    'SleepAction.seconds',
    'Sysctl.value',
  ],
  required: [
    'ConfigMapEnvSource.name',
    'ConfigMapKeySelector.name',
    'ConfigMapProjection.name',
    'ConfigMapVolumeSource.name',
    'Container.image',
    'CronJob.spec',
    'DaemonSet.spec',
    'Deployment.spec',
    'Job.spec',
    'JobTemplateSpec.spec',
    'Pod.spec',
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
  notEnforcedEnums: ['ImageVolumeSource.pullPolicy', 'Lifecycle.stopSignal'],
  enums: {
    'LabelSelectorRequirement.operator': ['DoesNotExist', 'Exists', 'In', 'NotIn'],
  },
  ranges: {
    'ContainerPort.containerPort': [1, 65535],
    'ContainerPort.hostPort': [0, 65535],
    'DeploymentSpec.replicas': [0, int32Maximum],
    'GRPCAction.port': [1, 65535],
    'HTTPGetAction.port': [1, 65535],
    'Probe.failureThreshold': [0, int32Maximum],
    'Probe.initialDelaySeconds': [0, int32Maximum],
    'Probe.periodSeconds': [0, int32Maximum],
    'Probe.successThreshold': [0, int32Maximum],
    'Probe.timeoutSeconds': [0, int32Maximum],
    'ReplicaSetSpec.replicas': [0, int32Maximum],
    'ServicePort.nodePort': [0, 65535],
    'ServicePort.port': [1, 65535],
    // 0 is taken for the port.
    'ServicePort.targetPort': [0, 65535],
    'StatefulSetSpec.replicas': [0, int32Maximum],
    'TCPSocketAction.port': [1, 65535],
  },
  ports: ['HTTPGetAction.port', 'ServicePort.targetPort', 'TCPSocketAction.port'],
};
