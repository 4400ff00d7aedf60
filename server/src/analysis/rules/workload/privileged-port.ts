import type { Container, PodSpec } from '../../kubernetes/manifest.ts';
import { manifestInt, manifestTrue } from '../../kubernetes/manifest-field.ts';
import type { YamlScalar } from '../../yaml/syntax/yaml-node.ts';
import { asScalar, itemsOf, valueAt } from '../../yaml/syntax/yaml-path.ts';
import { securityField } from '../../workspace/envoy-user.ts';
import { linkedPorts } from '../../workspace/envoy-workload.ts';
import { message } from '../message.ts';
import { moveEnvoy } from '../fixes/move-envoy.ts';
import { placeIn, rule } from '../rule.ts';

export const privilegedPort = rule({
  code: 'workload/privileged-port',
  subject: 'workload',
  severity: 'hint',
  summary: 'A listener is on a port below 1024, and the Envoy container does not run as root.',
  why: 'Without root or the capability `NET_BIND_SERVICE`, a process can bind a port below 1024 only if the container runtime allows it (`net.ipv4.ip_unprivileged_port_start=0`, which newer runtimes set by default). The rule reports this only if the manifest specifies that the container does not run as root.',
  examples: [
    {
      before: `#- /pod.yaml stock:sidecar-pod
#~ 1.40.0 => 1.40.0\\n      securityContext: { runAsUser: 101 }
#~ containerPort: 9092 => containerPort: 80
#? hint workload/privileged-port at "101"
#- /envoy-config.yaml stock:sidecar-config
#~ 9092 => 80
#? hint workload/privileged-port at "80"
`,
      after: `#- /pod.yaml stock:sidecar-pod
#~ 1.40.0 => 1.40.0\\n      securityContext: { runAsUser: 101 }
#~ containerPort: 9092 => containerPort: 8081
#- /envoy-config.yaml stock:sidecar-config
#~ 9092 => 8081
`,
    },
  ],
  check(workload, report) {
    const { config, file, podSpec, envoyContainer, silence } = workload;
    if (!config || silence.partial) return;
    const user = nonRootUser(envoyContainer, podSpec);
    if (!user || mayBindLowPorts(envoyContainer, podSpec)) return;
    for (const bound of linkedPorts(config)) {
      if (bound.role !== 'listener' || bound.port >= 1024 || bound.port === 0) continue;
      const atListener = placeIn(config.file, bound.at);
      const atUser = placeIn(file, user);
      const fixes = () => [moveEnvoy(workload, config, bound)];
      report({
        at: atListener,
        message: message(
          "Listener '{0}' may be unable to bind port {1} without root or NET_BIND_SERVICE. Newer container runtimes allow it.",
          bound.name,
          bound.port,
        ),
        related: [{ at: atUser, message: message('The container does not run as root.') }],
        fixes,
      });
      report({
        at: atUser,
        message: message(
          "Envoy may be unable to bind port {1} of listener '{0}' without root or NET_BIND_SERVICE. Newer runtimes allow it.",
          bound.name,
          bound.port,
        ),
        related: [{ at: atListener, message: message("Listener '{0}' is on port {1}.", bound.name, bound.port) }],
        fixes,
      });
    }
  },
});

/** According to the manifest: a user other than 0, or `runAsNonRoot`. */
function nonRootUser(container: Container, podSpec: PodSpec): YamlScalar | undefined {
  const user = manifestInt(securityField(container, podSpec, 'runAsUser'));
  if (user) return user.value === 0 ? undefined : user.at;
  const nonRoot = securityField(container, podSpec, 'runAsNonRoot');
  return manifestTrue(nonRoot) ? asScalar(nonRoot) : undefined;
}

function mayBindLowPorts(container: Container, podSpec: PodSpec): boolean {
  const added = itemsOf(valueAt(valueAt(valueAt(container.node, 'securityContext'), 'capabilities'), 'add'));
  const sysctls = itemsOf(valueAt(valueAt(podSpec.node, 'securityContext'), 'sysctls'));
  return (
    added.some((item) => /^(CAP_)?(NET_BIND_SERVICE|ALL)$/i.test(asScalar(item)?.text ?? '')) ||
    sysctls.some((item) => asScalar(valueAt(item, 'name'))?.text === 'net.ipv4.ip_unprivileged_port_start')
  );
}
