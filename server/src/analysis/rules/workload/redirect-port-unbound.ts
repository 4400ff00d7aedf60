import { declaredPorts, mayServeAnything, mentionsPort } from '../../workspace/app-ports.ts';
import { linkedPorts, type EnvoyWorkload, siblingPorts } from '../../workspace/envoy-workload.ts';
import { type Redirect, redirectsOf, runsAs } from '../../workspace/redirects.ts';
import { replaceScalar } from '../../yaml/edit/yaml-edit.ts';
import { reachableListeners } from '../fixes/service-targets.ts';
import { message } from '../message.ts';
import { editsIn, type Fix, placeIn, rule } from '../rule.ts';

export const workloadRedirectPortUnbound = rule({
  code: 'workload/redirect-port-unbound',
  subject: 'workload',
  severity: 'warning',
  summary: 'An init container redirects the pod’s traffic to a port where nothing listens.',
  why: 'The rules of iptables send each connection to that port, so all of them are refused. The rule is silent if another container may listen there (it names the port, or declares no ports), unless the rules exempt the user that Envoy runs as.',
  examples: [
    {
      before: `#- /pod.yaml stock:sidecar-pod
#~ containers: => initContainers:\\n    - name: proxy-init\\n      image: openpolicyagent/proxy_init:v8\\n      args: [-p, '9099', -u, '1111']\\n  containers:
#? warning workload/redirect-port-unbound at "'9099'"
#- /envoy-config.yaml stock:sidecar-config
`,
      after: `#- /pod.yaml stock:sidecar-pod
#~ containers: => initContainers:\\n    - name: proxy-init\\n      image: openpolicyagent/proxy_init:v8\\n      args: [-p, '9092', -u, '1111']\\n  containers:
#- /envoy-config.yaml stock:sidecar-config
`,
    },
  ],
  check(workload, report) {
    const { config, listenersKnown, silence, podSpec, file, siblings } = workload;
    if (!config || !listenersKnown || silence.partial || silence.hostNetwork) return;
    if (!siblings.every((sibling) => sibling.listenersKnown)) return;
    const bound = [...linkedPorts(config), ...siblingPorts(workload)];
    for (const redirect of podSpec.initContainers.flatMap(redirectsOf)) {
      if (bound.some(({ port }) => port === redirect.port) || mayServe(workload, redirect)) continue;
      report({
        at: placeIn(file, redirect.at),
        message: message(
          "Traffic of pod '{0}' is redirected to port {1}, but nothing listens there.",
          workload.manifest.name?.value ?? '',
          redirect.port,
        ),
        related: bound.slice(0, 1).map(({ at, port }) => ({
          at: placeIn(config.file, at),
          message: message('Envoy listens on port {0}.', port),
        })),
        fixes: () => fixes(workload, redirect),
      });
    }
  },
});

function mayServe(workload: EnvoyWorkload, { port, user }: Redirect): boolean {
  const { otherContainers, envoyContainer, podSpec } = workload;
  const isEnvoys = user !== undefined && user === runsAs(envoyContainer, podSpec);
  return otherContainers.some(
    (container) =>
      mentionsPort(workload, container, port) ||
      declaredPorts([container]).some((declared) => declared.port.value === port) ||
      (!isEnvoys && mayServeAnything(workload, container)),
  );
}

function fixes(workload: EnvoyWorkload, { at, port }: Redirect): Fix[] {
  if (at.text !== String(port)) return [];
  const listeners = reachableListeners(workload);
  return listeners.map((listener) => ({
    title: message("Redirect to port {0} (listener '{1}')", listener.port, listener.name),
    preferred: listeners.length === 1,
    safe: false,
    edits: [editsIn(workload.file, replaceScalar(workload.file.text, at, String(listener.port)))],
  }));
}
