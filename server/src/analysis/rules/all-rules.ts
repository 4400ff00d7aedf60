import { yamlInvalidRequest } from './yaml/invalid-request.ts';
import { envoyRetriesWithoutCondition } from './envoy/retries-without-condition.ts';
import { workloadGracePeriodTooShort } from './workload/grace-period-too-short.ts';
import { workloadServiceSelectsNothing } from './workload/service-selects-nothing.ts';
import { workloadNetworkPolicyBlocksListener } from './workload/network-policy-blocks-listener.ts';
import { workloadServicePortMissing } from './workload/service-port-missing.ts';
import { workloadDirectoryNotWatched } from './workload/directory-not-watched.ts';
import { workloadGrpcTargetUnbound } from './workload/grpc-target-unbound.ts';
import { workloadProtocolMismatch } from './workload/protocol-mismatch.ts';
import { workloadProbeBypassesSidecar } from './workload/probe-bypasses-sidecar.ts';
import { workloadHeapAboveMemoryLimit } from './workload/heap-above-memory-limit.ts';
import { yamlMixedLineEnds } from './yaml/mixed-line-ends.ts';
import { envoyBalancerConfigIgnored } from './envoy/balancer-config-ignored.ts';
import { envoySniMissing } from './envoy/sni-missing.ts';
import { envoyRewriteJoinsBadly } from './envoy/rewrite-joins-badly.ts';
import { envoyPathWithoutSlash } from './envoy/path-without-slash.ts';
import { envoyResourceNameMismatch } from './envoy/resource-name-mismatch.ts';
import { envoyPerTryTimeoutTooLong } from './envoy/per-try-timeout-too-long.ts';
import { envoyPort443WithoutTls } from './envoy/port-443-without-tls.ts';
import { envoyHttpsWithoutTls } from './envoy/https-without-tls.ts';
import { envoyDomainNeverMatches } from './envoy/domain-never-matches.ts';
import { envoyUpgradeWithoutType } from './envoy/upgrade-without-type.ts';
import { envoyFaultWithoutPercentage } from './envoy/fault-without-percentage.ts';
import { envoyTlsMatchWithoutTls } from './envoy/tls-match-without-tls.ts';
import { envoyPerRouteNameUnknown } from './envoy/per-route-name-unknown.ts';
import { workloadRedirectPortUnbound } from './workload/redirect-port-unbound.ts';
import { workloadVariableNotExpanded } from './workload/variable-not-expanded.ts';
import { workloadContentKeyMissing } from './workload/content-key-missing.ts';
import { workloadConfigMapMissing } from './workload/config-map-missing.ts';
import { workloadConfigNotReadable } from './workload/config-not-readable.ts';
import { workloadEnvoyArgsInvalid } from './workload/envoy-args-invalid.ts';
import { workloadFileMountedAsFolder } from './workload/file-mounted-as-folder.ts';
import { workloadFileNotMounted } from './workload/file-not-mounted.ts';
import { workloadImageLatest } from './workload/image-latest.ts';
import { workloadImageStartsAsRoot } from './workload/image-starts-as-root.ts';
import { workloadSidecarInJob } from './workload/sidecar-in-job.ts';
import { workloadSubPathNotUpdated } from './workload/sub-path-not-updated.ts';
import { workloadConfigNotMounted } from './workload/config-not-mounted.ts';
import { workloadBaseIdConflict } from './workload/base-id-conflict.ts';
import { envoyUnknownRetryCondition } from './envoy/unknown-retry-condition.ts';
import { envoyPathNeverMatches } from './envoy/path-never-matches.ts';
import { envoyLimitNotEnforced } from './envoy/limit-not-enforced.ts';
import { envoyDollarInSubstitution } from './envoy/dollar-in-substitution.ts';
import { envoyClientCertificateUnchecked } from './envoy/client-certificate-unchecked.ts';
import { envoyPrefixLengthMissing } from './envoy/prefix-length-missing.ts';
import { envoyAccessLogLineEnd } from './envoy/access-log-line-end.ts';
import { versionNotChecked } from './envoy/version-not-checked.ts';
import { adminExposed } from './envoy/admin-exposed.ts';
import { adminListenerConflict } from './envoy/admin-listener-conflict.ts';
import { conflictingFields } from './envoy/conflicting-fields.ts';
import { deprecatedField } from './envoy/deprecated-field.ts';
import { dnsClusterWithoutEndpoints } from './envoy/dns-cluster-without-endpoints.ts';
import { duplicateCluster } from './envoy/duplicate-cluster.ts';
import { duplicateDomain } from './envoy/duplicate-domain.ts';
import { duplicateFilterName } from './envoy/duplicate-filter-name.ts';
import { duplicateListenerAddress } from './envoy/duplicate-listener-address.ts';
import { duplicateListenerName } from './envoy/duplicate-listener-name.ts';
import { duplicateVirtualHostName } from './envoy/duplicate-virtual-host-name.ts';
import { edsWithoutConfig } from './envoy/eds-without-config.ts';
import { filterChainConflict } from './envoy/filter-chain-conflict.ts';
import { envoyHealthCheckPathUnserved } from './envoy/health-check-path-unserved.ts';
import { envoyHostRewriteWithoutName } from './envoy/host-rewrite-without-name.ts';
import { hostnameInStaticCluster } from './envoy/hostname-in-static-cluster.ts';
import { http2ToGrpcMissing } from './envoy/http2-to-grpc-missing.ts';
import { invalidAddress } from './envoy/invalid-address.ts';
import { invalidFormat } from './envoy/invalid-format.ts';
import { invalidHeader } from './envoy/invalid-header.ts';
import { envoyInvalidLua } from './envoy/invalid-lua.ts';
import { invalidRegex } from './envoy/invalid-regex.ts';
import { envoyInvalidValue } from './envoy/invalid-value.ts';
import { listenerIncomplete } from './envoy/listener-incomplete.ts';
import { loadAssignmentNameMismatch } from './envoy/load-assignment-name-mismatch.ts';
import { logicalDnsEndpoints } from './envoy/logical-dns-endpoints.ts';
import { mergeKeyUnsupported } from './envoy/merge-key-unsupported.ts';
import { envoyMissingField } from './envoy/missing-field.ts';
import { missingTypedConfig } from './envoy/missing-typed-config.ts';
import { nodeMissing } from './envoy/node-missing.ts';
import { oneofConflict } from './envoy/oneof-conflict.ts';
import { envoyOriginalDestinationUnknown } from './envoy/original-destination-unknown.ts';
import { outOfRange } from './envoy/out-of-range.ts';
import { missingDependency } from './envoy/missing-dependency.ts';
import { protocolMismatch } from './envoy/protocol-mismatch.ts';
import { unsupportedField } from './envoy/unsupported-field.ts';
import { clusterTypeMismatch } from './envoy/cluster-type-mismatch.ts';
import { duplicateEntry } from './envoy/duplicate-entry.ts';
import { duplicateField } from './envoy/duplicate-field.ts';
import { unknownName } from './envoy/unknown-name.ts';
import { invalidConfigSource } from './envoy/invalid-config-source.ts';
import { ruleWithoutEffect } from './envoy/rule-without-effect.ts';
import { tooManyEntries } from './envoy/too-many-entries.ts';
import { regexTooLarge } from './envoy/regex-too-large.ts';
import { routerMissing } from './envoy/router-missing.ts';
import { routerNotLast } from './envoy/router-not-last.ts';
import { secondDocumentIgnored } from './envoy/second-document-ignored.ts';
import { secretInline } from './envoy/secret-inline.ts';
import { terminalFilterNotLast } from './envoy/terminal-filter-not-last.ts';
import { tlsCertificateMissing } from './envoy/tls-certificate-missing.ts';
import { tlsWithoutValidation } from './envoy/tls-without-validation.ts';
import { unknownCluster } from './envoy/unknown-cluster.ts';
import { unknownExtension } from './envoy/unknown-extension.ts';
import { envoyUnknownField } from './envoy/unknown-field.ts';
import { unknownFormatCommand } from './envoy/unknown-format-command.ts';
import { unknownProtocolOptions } from './envoy/unknown-protocol-options.ts';
import { unreachableRoute } from './envoy/unreachable-route.ts';
import { unusedCluster } from './envoy/unused-cluster.ts';
import { v2Leftover } from './envoy/v2-leftover.ts';
import { versionTooOld } from './envoy/version-too-old.ts';
import { weightMissing } from './envoy/weight-missing.ts';
import { weightsZero } from './envoy/weights-zero.ts';
import { wrongExtensionCategory } from './envoy/wrong-extension-category.ts';
import { wrongFormat } from './envoy/wrong-format.ts';
import { wrongResourceType } from './envoy/wrong-resource-type.ts';
import { envoyWrongType } from './envoy/wrong-type.ts';
import { envoyYamlSurprise } from './envoy/yaml-1-1-surprise.ts';
import { clusterPortMismatch } from './workload/cluster-port-mismatch.ts';
import { clusterPortNotImageDefault } from './workload/cluster-port-not-image-default.ts';
import { clusterWithoutContainer } from './workload/cluster-without-container.ts';
import { containerPortMismatch } from './workload/container-port-mismatch.ts';
import { containerPortUnused } from './workload/container-port-unused.ts';
import { hostPathConfig } from './workload/host-path-config.ts';
import { listenerLoop } from './workload/listener-loop.ts';
import { listenerPortUndeclared } from './workload/listener-port-undeclared.ts';
import { loopbackListenerExposed } from './workload/loopback-listener-exposed.ts';
import { portConflict } from './workload/port-conflict.ts';
import { privilegedPort } from './workload/privileged-port.ts';
import { probePortUnbound } from './workload/probe-port-unbound.ts';
import { targetPortBypassesSidecar } from './workload/target-port-bypasses-sidecar.ts';
import { targetPortUnbound } from './workload/target-port-unbound.ts';
import { targetPortUnknownName } from './workload/target-port-unknown-name.ts';
import { volumeMissing } from './workload/volume-missing.ts';
import { projectDuplicateKey } from './project/duplicate-key.ts';
import { projectInvalidValue } from './project/invalid-value.ts';
import { projectInvalidVersion } from './project/invalid-version.ts';
import { projectNotApplied } from './project/not-applied.ts';
import { projectUnknownKey } from './project/unknown-key.ts';
import { projectUnknownRule } from './project/unknown-rule.ts';
import { yamlDuplicateKey } from './yaml/duplicate-key.ts';
import { invalidComment } from './yaml/invalid-comment.ts';
import { yamlSyntax } from './yaml/syntax.ts';
import { kubernetesRules } from './kubernetes-rules.ts';
import type { AnyRule } from './rule.ts';

/** Every rule, in the order of docs/rules.md: by area, then by name. */
export const allRules: readonly AnyRule[] = [
  envoyAccessLogLineEnd,
  adminExposed,
  adminListenerConflict,
  envoyBalancerConfigIgnored,
  envoyClientCertificateUnchecked,
  clusterTypeMismatch,
  conflictingFields,
  deprecatedField,
  dnsClusterWithoutEndpoints,
  envoyDollarInSubstitution,
  envoyDomainNeverMatches,
  duplicateCluster,
  duplicateDomain,
  duplicateEntry,
  duplicateField,
  duplicateFilterName,
  duplicateListenerAddress,
  duplicateListenerName,
  duplicateVirtualHostName,
  edsWithoutConfig,
  envoyFaultWithoutPercentage,
  filterChainConflict,
  envoyHealthCheckPathUnserved,
  envoyHostRewriteWithoutName,
  hostnameInStaticCluster,
  http2ToGrpcMissing,
  envoyHttpsWithoutTls,
  invalidAddress,
  invalidConfigSource,
  invalidFormat,
  invalidHeader,
  envoyInvalidLua,
  invalidRegex,
  envoyInvalidValue,
  envoyLimitNotEnforced,
  listenerIncomplete,
  loadAssignmentNameMismatch,
  logicalDnsEndpoints,
  mergeKeyUnsupported,
  missingDependency,
  envoyMissingField,
  missingTypedConfig,
  nodeMissing,
  oneofConflict,
  envoyOriginalDestinationUnknown,
  outOfRange,
  envoyPathNeverMatches,
  envoyPathWithoutSlash,
  envoyPerRouteNameUnknown,
  envoyPerTryTimeoutTooLong,
  envoyPort443WithoutTls,
  envoyPrefixLengthMissing,
  protocolMismatch,
  regexTooLarge,
  envoyResourceNameMismatch,
  envoyRetriesWithoutCondition,
  envoyRewriteJoinsBadly,
  routerMissing,
  routerNotLast,
  ruleWithoutEffect,
  secondDocumentIgnored,
  secretInline,
  envoySniMissing,
  terminalFilterNotLast,
  tlsCertificateMissing,
  envoyTlsMatchWithoutTls,
  tlsWithoutValidation,
  tooManyEntries,
  unknownCluster,
  unknownExtension,
  envoyUnknownField,
  unknownFormatCommand,
  unknownName,
  unknownProtocolOptions,
  envoyUnknownRetryCondition,
  unreachableRoute,
  unsupportedField,
  unusedCluster,
  envoyUpgradeWithoutType,
  v2Leftover,
  versionNotChecked,
  versionTooOld,
  weightMissing,
  weightsZero,
  wrongExtensionCategory,
  wrongFormat,
  wrongResourceType,
  envoyWrongType,
  envoyYamlSurprise,
  ...kubernetesRules,
  projectDuplicateKey,
  projectInvalidValue,
  projectInvalidVersion,
  projectNotApplied,
  projectUnknownKey,
  projectUnknownRule,
  workloadBaseIdConflict,
  clusterPortMismatch,
  clusterPortNotImageDefault,
  clusterWithoutContainer,
  workloadConfigMapMissing,
  workloadConfigNotMounted,
  workloadConfigNotReadable,
  containerPortMismatch,
  containerPortUnused,
  workloadContentKeyMissing,
  workloadDirectoryNotWatched,
  workloadEnvoyArgsInvalid,
  workloadFileMountedAsFolder,
  workloadFileNotMounted,
  workloadGracePeriodTooShort,
  workloadGrpcTargetUnbound,
  workloadHeapAboveMemoryLimit,
  hostPathConfig,
  workloadImageLatest,
  workloadImageStartsAsRoot,
  listenerLoop,
  listenerPortUndeclared,
  loopbackListenerExposed,
  workloadNetworkPolicyBlocksListener,
  portConflict,
  privilegedPort,
  workloadProbeBypassesSidecar,
  probePortUnbound,
  workloadProtocolMismatch,
  workloadRedirectPortUnbound,
  workloadServicePortMissing,
  workloadServiceSelectsNothing,
  workloadSidecarInJob,
  workloadSubPathNotUpdated,
  targetPortBypassesSidecar,
  targetPortUnbound,
  targetPortUnknownName,
  workloadVariableNotExpanded,
  volumeMissing,
  yamlDuplicateKey,
  invalidComment,
  yamlInvalidRequest,
  yamlMixedLineEnds,
  yamlSyntax,
] as readonly AnyRule[];
