import { workloadsOf } from '../../../rules/run-rules.ts';
import { declaredPorts, servedPorts } from '../../../workspace/app-ports.ts';
import type { EnvoyWorkload } from '../../../workspace/envoy-workload.ts';
import type { SourceFile } from '../../../workspace/source-file.ts';
import type { Workspace } from '../../../workspace/workspace.ts';

/** The defaults of a whole's stops by their numbers. */
export type WholeDefaults = Readonly<Record<string, string | number>>;

/**
 * What the pod of the file says about a whole that belongs to it, by the name of the snippet. Empty unless the file has
 * exactly one pod with Envoy.
 */
export function wholeDefaults(workspace: Workspace, file: SourceFile): Readonly<Record<string, WholeDefaults>> {
  const [workload, ...others] = workloadsOf(workspace, file.uri).filter((one) => one.file.uri === file.uri);
  if (!workload || others.length > 0) return {};
  const [name, listener, app] = [workload.manifest.name?.value, listenerPort(workload), appPort(workload)];
  return {
    'ConfigMap with an Envoy config': known({
      3: listener,
      4: appName(workload),
      6: app,
      8: missingConfigMap(workload),
    }),
    'Service for the sidecar': known({ 1: name, 2: workload.podSpec.labels.get('app')?.value, 5: listener }),
  };
}

const known = (values: Readonly<Record<number, string | number | undefined>>): WholeDefaults =>
  Object.fromEntries(Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])));

const listenerPort = ({ envoyContainer }: EnvoyWorkload): number | undefined =>
  declaredPorts([envoyContainer])[0]?.port.value;

const appName = ({ otherContainers }: EnvoyWorkload): string | undefined => otherContainers[0]?.name?.value;

function appPort(workload: EnvoyWorkload): number | undefined {
  const [app] = workload.otherContainers;
  return app && servedPorts(workload, app)[0];
}

/** What Envoy mounts although no manifest has it. */
const missingConfigMap = ({ absentConfigMaps, podSpec }: EnvoyWorkload): string | undefined =>
  absentConfigMaps[0]?.name.value ?? podSpec.volumes.find(({ configMap }) => configMap)?.configMap?.name?.value;
