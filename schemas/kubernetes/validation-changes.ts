/**
 * What changed in the validation of the API server since the oldest version in the facts, by the minor version with the change.
 * Changes of fields and kinds are in `facts.json`, and those of enums in `constraints.ts`. Fields are `Type.field`. The source is the
 * code of the API server: `pkg/apis/GROUP/validation` and the default feature gates in `pkg/features/kube_features.go`.
 * `npm run test:kubernetes -- --version v1.NN.N` compares it with the code of a version.
 */
export const validationChanges = {
  /** Parts that are validated since a version. Before, the server rejects only the pods and claims that are made of them. */
  validatedSince: {
    'StatefulSetSpec.serviceName': '1.33',
    'StatefulSetSpec.template': '1.34',
    'StatefulSetSpec.volumeClaimTemplates': '1.34',
  } as Readonly<Record<string, string>>,
  /** Parts of which no version looks at more than what is made of them. */
  neverValidated: ['JobTemplateSpec.metadata'] as readonly string[],
  /** What is validated in such parts in all versions. */
  alwaysValidated: [
    'PodTemplateSpec.metadata',
    'PodSpec.restartPolicy',
    'PodSpec.activeDeadlineSeconds',
  ] as readonly string[],
  /** Fields that the server drops before a version, because their feature gate is off by default. */
  enabledSince: {
    'Container.resizePolicy': '1.33',
    'Container.restartPolicyRules': '1.35',
    'EnvVarSource.fileKeyRef': '1.35',
    'JobSpec.managedBy': '1.32',
    'JobSpec.successPolicy': '1.31',
    'PodSecurityContext.seLinuxChangePolicy': '1.33',
    'PodSecurityContext.supplementalGroupsPolicy': '1.33',
    'PodSpec.hostnameOverride': '1.35',
    'PodSpec.resourceClaims': '1.34',
    'ResourceRequirements.claims': '1.34',
    'SecurityContext.procMount': '1.33',
    'ServiceSpec.trafficDistribution': '1.31',
    'Volume.image': '1.35',
    'VolumeMount.recursiveReadOnly': '1.31',
  } as Readonly<Record<string, string>>,
  /** Fields that the server drops in one version only. */
  ignoredIn: {
    // 1.34 drops each policy but the Always of an init container: it has the field for all containers behind a feature gate.
    'Container.restartPolicy': '1.34',
  } as Readonly<Record<string, string>>,
  /** What older servers reject. */
  allowedSince: {
    /** The name of a Service may start with a digit. */
    'service-name-with-digit': '1.36',
    /** The name of an environment variable may contain all printable characters of ASCII but `=`. */
    'any-variable-name': '1.32',
    /** A container that is not an init container may have a `restartPolicy`. */
    'policy-of-any-container': '1.34',
    /** A HorizontalPodAutoscaler may have `minReplicas: 0`. */
    'scale-to-zero': '1.37',
  },
} as const;
