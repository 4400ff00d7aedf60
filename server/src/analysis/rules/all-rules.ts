import { unknownCluster } from './envoy/unknown-cluster.ts';
import { kubernetesDuplicateKey } from './kubernetes/duplicate-key.ts';
import { duplicateListItem } from './kubernetes/duplicate-list-item.ts';
import { invalidValue } from './kubernetes/invalid-value.ts';
import { missingField } from './kubernetes/missing-field.ts';
import { unknownField } from './kubernetes/unknown-field.ts';
import { wrongType } from './kubernetes/wrong-type.ts';
import { kubernetesYamlSurprise } from './kubernetes/yaml-1-1-surprise.ts';
import type { Rule } from './rule.ts';
import { clusterPortMismatch } from './workload/cluster-port-mismatch.ts';
import { clusterPortNotImageDefault } from './workload/cluster-port-not-image-default.ts';
import { clusterWithoutContainer } from './workload/cluster-without-container.ts';
import { containerPortMismatch } from './workload/container-port-mismatch.ts';
import { containerPortUnused } from './workload/container-port-unused.ts';
import { listenerLoop } from './workload/listener-loop.ts';
import { listenerPortUndeclared } from './workload/listener-port-undeclared.ts';
import { portConflict } from './workload/port-conflict.ts';
import { privilegedPort } from './workload/privileged-port.ts';

/** Every rule, in the order of docs/rules.md: by area, then by name. */
export const allRules: readonly Rule[] = [
  unknownCluster,
  kubernetesDuplicateKey,
  duplicateListItem,
  invalidValue,
  missingField,
  unknownField,
  wrongType,
  kubernetesYamlSurprise,
  clusterPortMismatch,
  clusterPortNotImageDefault,
  clusterWithoutContainer,
  containerPortMismatch,
  containerPortUnused,
  listenerLoop,
  listenerPortUndeclared,
  portConflict,
  privilegedPort,
] as readonly Rule[];
