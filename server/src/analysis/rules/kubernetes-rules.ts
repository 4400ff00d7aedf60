import { unknownKustomizationField } from './kubernetes/unknown-kustomization-field.ts';
import { kubernetesHostPortConflict } from './kubernetes/host-port-conflict.ts';
import { accessRule } from './kubernetes/access-rule.ts';
import { autoscalerMetric } from './kubernetes/autoscaler-metric.ts';
import { cronSchedule } from './kubernetes/cron-schedule.ts';
import { disruptionBudget } from './kubernetes/disruption-budget.ts';
import { kubernetesDuplicateKey } from './kubernetes/duplicate-key.ts';
import { duplicateListItem } from './kubernetes/duplicate-list-item.ts';
import { duplicatePortName } from './kubernetes/duplicate-port-name.ts';
import { emptyValue } from './kubernetes/empty-value.ts';
import { envSource } from './kubernetes/env-source.ts';
import { hostPort } from './kubernetes/host-port.ts';
import { ingressRule } from './kubernetes/ingress-rule.ts';
import { initContainerField } from './kubernetes/init-container-field.ts';
import { kubernetesInvalidAddress } from './kubernetes/invalid-address.ts';
import { invalidContent } from './kubernetes/invalid-content.ts';
import { invalidLabel } from './kubernetes/invalid-label.ts';
import { invalidName } from './kubernetes/invalid-name.ts';
import { invalidPortName } from './kubernetes/invalid-port-name.ts';
import { invalidSelector } from './kubernetes/invalid-selector.ts';
import { invalidValue } from './kubernetes/invalid-value.ts';
import { jobPolicy } from './kubernetes/job-policy.ts';
import { missingField } from './kubernetes/missing-field.ts';
import { networkPolicyPeer } from './kubernetes/network-policy-peer.ts';
import { podField } from './kubernetes/pod-field.ts';
import { probeHandler } from './kubernetes/probe-handler.ts';
import { requestsAboveLimits } from './kubernetes/requests-above-limits.ts';
import { restartPolicy } from './kubernetes/restart-policy.ts';
import { roleBinding } from './kubernetes/role-binding.ts';
import { rollingUpdate } from './kubernetes/rolling-update.ts';
import { securityContext } from './kubernetes/security-context.ts';
import { selectorMismatch } from './kubernetes/selector-mismatch.ts';
import { serviceAddress } from './kubernetes/service-address.ts';
import { serviceType } from './kubernetes/service-type.ts';
import { unknownField } from './kubernetes/unknown-field.ts';
import { unknownKind } from './kubernetes/unknown-kind.ts';
import { kubernetesVersionTooOld } from './kubernetes/version-too-old.ts';
import { volumeClaim } from './kubernetes/volume-claim.ts';
import { volumeMount } from './kubernetes/volume-mount.ts';
import { volumeSource } from './kubernetes/volume-source.ts';
import { wrongType } from './kubernetes/wrong-type.ts';
import { kubernetesYamlSurprise } from './kubernetes/yaml-1-1-surprise.ts';
import type { AnyRule } from './rule.ts';

/** The rules about manifests, by name. */
export const kubernetesRules: readonly AnyRule[] = [
  accessRule,
  autoscalerMetric,
  cronSchedule,
  disruptionBudget,
  kubernetesDuplicateKey,
  duplicateListItem,
  duplicatePortName,
  emptyValue,
  envSource,
  hostPort,
  kubernetesHostPortConflict,
  ingressRule,
  initContainerField,
  kubernetesInvalidAddress,
  invalidContent,
  invalidLabel,
  invalidName,
  invalidPortName,
  invalidSelector,
  invalidValue,
  jobPolicy,
  missingField,
  networkPolicyPeer,
  podField,
  probeHandler,
  requestsAboveLimits,
  restartPolicy,
  roleBinding,
  rollingUpdate,
  securityContext,
  selectorMismatch,
  serviceAddress,
  serviceType,
  unknownField,
  unknownKind,
  unknownKustomizationField,
  kubernetesVersionTooOld,
  volumeClaim,
  volumeMount,
  volumeSource,
  wrongType,
  kubernetesYamlSurprise,
] as readonly AnyRule[];
