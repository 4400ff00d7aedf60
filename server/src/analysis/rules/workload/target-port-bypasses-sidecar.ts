import { linkedPorts } from '../../workspace/envoy-workload.ts';
import { waysIn } from '../../workspace/ways-in.ts';
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
