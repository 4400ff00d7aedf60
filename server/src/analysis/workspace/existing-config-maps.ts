import type { WorkspaceIndex } from './workspace-index.ts';

/** Whether the workspace has or makes a ConfigMap of that name, may make one, or each cluster has it. */
export const mayExist = (name: string, index: WorkspaceIndex): boolean =>
  index.configMaps.has(name) ||
  index.generatedConfigMaps.has(name) ||
  madeByCluster.test(name) ||
  index.mayBeMade(name);

/** Kubernetes, OpenShift and Istio make these in each namespace. */
const madeByCluster = /^(kube-root-ca\.crt|openshift-service-ca\.crt|istio-ca-root-cert)$/;
