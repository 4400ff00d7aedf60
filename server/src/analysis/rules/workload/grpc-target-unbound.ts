import { grpcAddress } from '../../envoy/grpc-targets.ts';
import {
  type DeclaredPort,
  declaredPorts,
  imagePorts,
  knownPorts,
  strayPort,
  tellsAll,
} from '../../workspace/app-ports.ts';
import { runsOnlyEnvoy } from '../../workspace/envoy-container.ts';
import { type ConfigLink, type EnvoyWorkload, isLoopback, loopbackEndpoints } from '../../workspace/envoy-workload.ts';
import type { Located } from '../../yaml/syntax/yaml-node.ts';
import { changeValue } from '../fixes/change-value.ts';
import { message } from '../message.ts';
import { type Fix, placeIn, rule, type Severity } from '../rule.ts';

export const workloadGrpcTargetUnbound = rule({
  code: 'workload/grpc-target-unbound',
  subject: 'workload',
  severity: 'warning',
  summary: 'A `google_grpc` service targets a loopback port of the pod that nothing serves.',
  why: 'The containers of a pod share the loopback address, so a container of the pod must listen on the port. The rule is silent if a container without declared ports could be listening, or if a variable, argument or mounted file mentions the port, and a hint if a container gets variables or files that are not in the workspace.',
  examples: [
    {
      before: `#- /pod.yaml stock:sidecar-pod
#- /envoy-config.yaml stock:sidecar-config
#~ static_resources: => stats_sinks:\\n      - name: metrics\\n        typed_config:\\n          "@type": type.googleapis.com/envoy.config.metrics.v3.MetricsServiceConfig\\n          transport_api_version: V3\\n          grpc_service: { google_grpc: { target_uri: "127.0.0.1:8081", stat_prefix: metrics } }\\n    static_resources:
#? warning workload/grpc-target-unbound at ""127.0.0.1:8081""
`,
      after: `#- /pod.yaml stock:sidecar-pod
#- /envoy-config.yaml stock:sidecar-config
#~ static_resources: => stats_sinks:\\n      - name: metrics\\n        typed_config:\\n          "@type": type.googleapis.com/envoy.config.metrics.v3.MetricsServiceConfig\\n          transport_api_version: V3\\n          grpc_service: { google_grpc: { target_uri: "127.0.0.1:8080", stat_prefix: metrics } }\\n    static_resources:
`,
    },
  ],
  check(workload, report) {
    const { config, otherContainers } = workload;
    const targets = config?.source.grpcTargets() ?? [];
    const isStray = targets.length > 0 ? strayPort(workload) : undefined;
    const severity = certainty(workload);
    if (!config || !isStray || !severity) return;
    const served = new Set(
      otherContainers.flatMap((container) => [
        ...imagePorts(workload, container),
        ...(knownPorts(workload, container) ?? []),
      ]),
    );
    for (const target of targets) {
      const address = grpcAddress(target.value);
      if (!address || !isLoopback(address.host) || served.has(address.port) || !isStray(address.port)) continue;
      report({
        at: placeIn(config.file, target.at),
        severity,
        message: message(
          "This targets port {0} of pod '{1}', but nothing listens there.",
          address.port,
          workload.manifest.name?.value ?? '',
        ),
        related: declaredPorts(otherContainers).map(({ port, container }) => ({
          at: placeIn(workload.file, port.at),
          message: message("Container '{0}' declares port {1}.", container.name?.value ?? '', port.value),
        })),
        fixes: () => fixes(workload, config, target),
      });
    }
  },
});

/** Undefined if another process of the pod may listen on a port that the files do not show. */
function certainty(workload: EnvoyWorkload): Severity | undefined {
  const { otherContainers, podSpec, envoyContainer } = workload;
  if (otherContainers.length === 0)
    return podSpec.initContainers.length === 0 && runsOnlyEnvoy(envoyContainer) ? 'warning' : undefined;
  const silent = otherContainers.filter(({ ports }) => ports.length === 0);
  if (silent.length === otherContainers.length || silent.some((container) => !knownPorts(workload, container)))
    return undefined;
  return silent.length > 0 || !otherContainers.every((container) => tellsAll(workload, container)) ? 'hint' : 'warning';
}

/** The declared ports that no cluster targets, or all of them if each has a cluster. */
function fixes(
  { otherContainers }: EnvoyWorkload,
  { file, source }: ConfigLink,
  { value, at }: Located<string>,
): Fix[] {
  const targeted = new Set(loopbackEndpoints(source.config).map(({ port }) => port));
  const declared = declaredPorts(otherContainers);
  const free = declared.filter(({ port }) => !targeted.has(port.value));
  const meant = free.length > 0 ? free : declared;
  const isFirst = ({ port }: DeclaredPort, i: number): boolean =>
    meant.findIndex((other) => other.port.value === port.value) === i;
  const host = value.slice(0, value.lastIndexOf(':'));
  return meant
    .filter(isFirst)
    .flatMap(({ port }) => changeValue({ file }, at, `${host}:${port.value}`, meant.length === 1));
}
