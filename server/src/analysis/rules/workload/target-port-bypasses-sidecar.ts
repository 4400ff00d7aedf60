import {
  boundPorts,
  linkedPorts,
  type EnvoyWorkload,
  isLoopback,
  loopbackEndpoints,
} from '../../workspace/envoy-workload.ts';
import { message } from '../message.ts';
import { placeIn, rule } from '../rule.ts';
import { serviceTargets } from '../fixes/service-targets.ts';

export const targetPortBypassesSidecar = rule({
  code: 'workload/target-port-bypasses-sidecar',
  subject: 'workload',
  severity: 'information',
  summary: 'A Service targets the app’s port directly and bypasses the sidecar.',
  why: 'A listener of the sidecar forwards to the same port, so requests through this Service skip the routes, metrics and limits of Envoy. If this is intended, ignore the rule on the line.',
  examples: [
    {
      before: `#- /pod.yaml stock:sidecar-pod
#- /envoy-config.yaml stock:sidecar-config
#- /service.yaml stock:sidecar-service
#~ 9092 => 8080
#? information workload/target-port-bypasses-sidecar at "8080"
`,
      after: `#- /pod.yaml stock:sidecar-pod
#- /envoy-config.yaml stock:sidecar-config
#- /service.yaml stock:sidecar-service
`,
    },
  ],
  check(workload, report) {
    const { config, listenersKnown, silence } = workload;
    if (!config || !listenersKnown || silence.redirected || silence.partial) return;
    const own = new Set(linkedPorts(config).map(({ port }) => port));
    const ways = waysIn(workload);
    for (const target of serviceTargets(workload)) {
      const before = ways.filter(({ app }) => app === target.port);
      const [first] = before;
      if (!first || own.has(target.port) || target.service.someOtherPod()) continue;
      report({
        at: placeIn(target.service.file, target.at),
        message: message(
          "The Service targets port {0} of the app and bypasses listener '{1}' on port {2}.",
          target.port,
          first.name,
          first.port,
        ),
        related: [
          { at: placeIn(config.file, first.at), message: message('This listener forwards to port {0}.', target.port) },
        ],
        fixes: () =>
          before.map(({ name, port }) => ({
            title: message("Set targetPort to {0} (listener '{1}')", port, name),
            preferred: before.length === 1,
            safe: false,
            edits: [target.retarget(port)],
          })),
      });
    }
  },
});

/** From each listener that is reachable from outside to the ports of the pod that its clusters target. */
function waysIn({ config }: EnvoyWorkload) {
  if (!config) return [];
  const { source } = config;
  const endpoints = loopbackEndpoints(source.config);
  return boundPorts(source.config).flatMap(({ listener, host, protocol, name, port, at }) => {
    if (!listener || isLoopback(host) || protocol !== 'TCP') return [];
    const clusters = source.config.clusterReferences
      .filter(
        (reference) => reference.listener === listener && reference.kind !== 'grpc' && reference.kind !== 'http_uri',
      )
      .map((reference) => reference.name.value);
    const apps = endpoints
      .filter(({ cluster }) => cluster.name && clusters.includes(cluster.name.value))
      .map((endpoint) => endpoint.port);
    return [...new Set(apps)].map((app) => ({ app, name, port, at }));
  });
}
