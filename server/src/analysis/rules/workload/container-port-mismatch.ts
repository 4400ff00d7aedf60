import { type DeclaredPort, mentionsPort } from '../../workspace/app-ports.ts';
import type { BoundPort, ConfigLink, EnvoyWorkload } from '../../workspace/envoy-workload.ts';
import { type Message, message } from '../message.ts';
import { pairContainerPorts } from '../fixes/pair-container-ports.ts';
import { moveContainerPort, moveListener, referencesTo } from '../fixes/port-edits.ts';
import { type Fix, placeIn, type Report, rule } from '../rule.ts';

export const containerPortMismatch = rule({
  code: 'workload/container-port-mismatch',
  subject: 'workload',
  severity: 'warning',
  summary:
    'The Envoy container declares a port that nothing binds, while a listener is on a port that no container declares.',
  why: 'A `containerPort` documents where the container listens, and named target ports and probes resolve through it. If no listener or admin binds a containerPort while a listener is on an undeclared port, the two are most likely meant to match: one of the two numbers is wrong. The rule is silent if the listeners are not known (xDS, a config that is not in the workspace), if an init container or a mesh redirects traffic, with `hostNetwork`, and in patches.',
  examples: [
    {
      before: `#- /pod.yaml stock:sidecar-pod
#~ containerPort: 9092 => containerPort: 9093
#? warning workload/container-port-mismatch at "9093"
#- /envoy-config.yaml stock:sidecar-config
#? warning workload/container-port-mismatch at "9092"
#- /service.yaml stock:sidecar-service
`,
      after: `#- /pod.yaml stock:sidecar-pod
#- /envoy-config.yaml stock:sidecar-config
#- /service.yaml stock:sidecar-service
`,
    },
  ],
  check(workload, report) {
    const { config } = workload;
    if (!config) return;
    for (const { declared, listener } of pairContainerPorts(workload)?.pairs ?? [])
      reportPair(workload, config, declared, listener, report);
  },
});

function reportPair(
  workload: EnvoyWorkload,
  config: ConfigLink,
  { port }: DeclaredPort,
  listener: BoundPort,
  report: Report,
): void {
  const atPort = placeIn(workload.file, port.at);
  const atListener = placeIn(config.file, listener.at);
  const listens = {
    at: atListener,
    message: message("Listener '{0}' is on port {1}.", listener.name, listener.port),
  };
  const declares = { at: atPort, message: message('containerPort {0} is declared here.', port.value) };
  const fixes = () => mismatchFixes(workload, port, listener);
  report({ at: atPort, message: saidAtPort(port.value, listener), related: [listens], fixes });
  report({ at: atListener, message: saidAtListener(workload, port.value, listener), related: [declares], fixes });
  for (const reference of referencesTo(workload, port.value))
    if (reference.kind === 'service')
      report({
        at: reference.at,
        message: saidAtService(port.value, listener),
        related: [listens, declares],
        fixes,
      });
}

const saidAtPort = (port: number, listener: BoundPort): Message =>
  message(
    "Envoy does not listen on containerPort {0}. Listener '{1}' is on port {2}, which no container declares.",
    port,
    listener.name,
    listener.port,
  );

const saidAtListener = ({ envoyContainer }: EnvoyWorkload, port: number, listener: BoundPort): Message =>
  message(
    "No container declares port {1} of listener '{0}'. Container '{2}' declares {3}, where Envoy does not listen.",
    listener.name,
    listener.port,
    envoyContainer.name?.value ?? '',
    port,
  );

const saidAtService = (port: number, listener: BoundPort): Message =>
  message(
    "The Service targets port {0}, but nothing listens there. Listener '{1}' is on port {2}.",
    port,
    listener.name,
    listener.port,
  );

/** Fixes in both directions. The preferred one agrees with the references by number. */
function mismatchFixes(workload: EnvoyWorkload, port: DeclaredPort['port'], listener: BoundPort): Fix[] {
  const byNumber = (number: number) => referencesTo(workload, number).filter(({ byName }) => !byName).length;
  const listenerIsOdd = byNumber(port.value) > byNumber(listener.port) && !workload.sharesConfig;
  const setPort: Fix = {
    title: message('Change containerPort {0} to {1}', port.value, listener.port),
    preferred: !listenerIsOdd,
    safe: false,
    edits: moveContainerPort(workload, port, listener.port),
  };
  // What an app is told to call stays where it is.
  const isAsked = workload.otherContainers.some((container) => mentionsPort(workload, container, listener.port));
  if (workload.sharesConfig || isAsked) return [{ ...setPort, preferred: isAsked }];
  const setListener: Fix = {
    title: message('Move listener from port {0} to {1}', listener.port, port.value),
    preferred: listenerIsOdd,
    safe: false,
    edits: moveListener(workload, listener, port.value),
  };
  return listenerIsOdd ? [setListener, setPort] : [setPort, setListener];
}
