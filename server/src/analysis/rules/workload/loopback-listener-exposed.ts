import type { Container, Probe } from '../../kubernetes/manifest.ts';
import { declaredPorts } from '../../workspace/app-ports.ts';
import {
  type BoundPort,
  linkedPorts,
  type ConfigLink,
  type EnvoyWorkload,
  isLoopback,
} from '../../workspace/envoy-workload.ts';
import { valueAt } from '../../yaml/syntax/yaml-path.ts';
import { replaceScalar } from '../../yaml/edit/yaml-edit.ts';
import { message } from '../message.ts';
import { editsIn, type Fix, type Place, placeIn, rule } from '../rule.ts';
import { healthListenerFixes } from '../fixes/health-listener.ts';
import { servicePortRemoval } from '../fixes/bind-admin.ts';
import { namedPort, retargetFixes, type ServiceTarget, serviceTargets } from '../fixes/service-targets.ts';

export const loopbackListenerExposed = rule({
  code: 'workload/loopback-listener-exposed',
  subject: 'workload',
  severity: 'warning',
  summary: 'A Service or probe targets a listener or admin that binds a loopback address.',
  why: 'Services and the kubelet’s probes connect to the address of the pod. A port on 127.0.0.1 is reachable only from inside the pod (a port-forward counts as inside).',
  examples: [
    {
      before: `#- /pod.yaml stock:sidecar-pod
#- /envoy-config.yaml stock:sidecar-config
#~ 0.0.0.0 => 127.0.0.1
#? warning workload/loopback-listener-exposed at "127.0.0.1"#2
#- /service.yaml stock:sidecar-service
#? warning workload/loopback-listener-exposed at "9092"
`,
      after: `#- /pod.yaml stock:sidecar-pod
#- /envoy-config.yaml stock:sidecar-config
#- /service.yaml stock:sidecar-service
`,
    },
  ],
  check(workload, report) {
    const { config, listenersKnown, silence } = workload;
    if (!config || !listenersKnown || silence.redirected || silence.partial || silence.hostNetwork) return;
    const bound = linkedPorts(config);
    for (const caller of [...serviceCallers(workload), ...probeCallers(workload)]) {
      const here = bound.filter(({ port }) => port === caller.port);
      const [exposed] = here;
      if (!exposed?.address.address || !here.every(({ host }) => isLoopback(host))) continue;
      if (appMayServe(workload, caller.port)) continue;
      const atAddress = placeIn(config.file, exposed.address.address.at);
      const fixes = () => [
        ...(exposed.role === 'admin' ? [] : bindFixes(workload, config, exposed)),
        ...caller.fixes(config, exposed),
      ];
      report({
        at: caller.at,
        message:
          exposed.role === 'admin'
            ? message(ADMIN_UNREACHABLE, exposed.host, exposed.port)
            : message(LISTENER_UNREACHABLE, exposed.name, exposed.host, exposed.port),
        related: [{ at: atAddress, message: message('The port is bound to {0} here.', exposed.host) }],
        fixes,
      });
      report({
        at: atAddress,
        message: message(caller.reaches, caller.name, exposed.port, exposed.host),
        related: [{ at: caller.at, message: message('The port is used here.') }],
        fixes,
      });
    }
  },
});

const ADMIN_UNREACHABLE = 'Admin on {0}:{1} is reachable only from inside the pod.';
const LISTENER_UNREACHABLE = "Listener '{0}' on {1}:{2} is reachable only from inside the pod.";
const SERVICE_REACHES = "Service '{0}' cannot reach port {1}, because it is bound to {2}.";
const PROBE_REACHES = 'The {0} cannot reach port {1}, because it is bound to {2}.';

interface Caller {
  /** A sentence with the name of the caller, the port and the bound address as arguments. */
  readonly reaches: string;
  readonly name: string;
  readonly port: number;
  readonly at: Place;
  readonly fixes: (config: ConfigLink, exposed: BoundPort) => readonly Fix[];
}

const serviceCallers = (workload: EnvoyWorkload): Caller[] =>
  serviceTargets(workload)
    .filter(({ service }) => !service.someOtherPod())
    .map((target) => ({
      reaches: SERVICE_REACHES,
      name: target.service.manifest.name?.value ?? '',
      port: target.port,
      at: placeIn(target.service.file, target.at),
      fixes: (config, exposed) =>
        exposed.role === 'admin'
          ? [...bindFixes(workload, config, exposed), ...removePort(target)]
          : retargetFixes(workload, target, false),
    }));

/** Probes of all containers connect to the address of the pod, unless they name a host. */
function probeCallers(workload: EnvoyWorkload): Caller[] {
  const { envoyContainer, otherContainers } = workload;
  return [envoyContainer, ...otherContainers].flatMap((container) =>
    container.probes.flatMap((probe) => probeCaller(workload, container, probe) ?? []),
  );
}

function probeCaller(workload: EnvoyWorkload, container: Container, probe: Probe): Caller | undefined {
  const { kind, node, port } = probe;
  if (!port || ['httpGet', 'tcpSocket'].some((handler) => valueAt(valueAt(node, handler), 'host'))) return undefined;
  const number = port.kind === 'number' ? port.port.value : namedPort(workload, port.name.value);
  if (number === undefined) return undefined;
  return {
    reaches: PROBE_REACHES,
    name: kind,
    port: number,
    at: placeIn(workload.file, port.kind === 'number' ? port.port.at : port.name.at),
    fixes: (config, exposed) =>
      exposed.role === 'admin' && port.kind === 'number' && container === workload.envoyContainer
        ? healthListenerFixes(workload, config, exposed)
        : [],
  };
}

/** Another container may bind the same port on the address of the pod. */
const appMayServe = ({ otherContainers }: EnvoyWorkload, port: number): boolean =>
  declaredPorts(otherContainers).some((declared) => declared.port.value === port);

/** What wants the admin is not served by another port; without it nobody is refused. */
function removePort(target: ServiceTarget): Fix[] {
  const edits = servicePortRemoval(target);
  const name = target.service.manifest.name?.value ?? '';
  return edits
    ? [{ title: message("Remove port {0} from Service '{1}'", target.port, name), safe: false, edits: [edits] }]
    : [];
}

/** The admin interface is better left on loopback, because anyone who can reach it can stop Envoy. */
function bindFixes({ sharesConfig }: EnvoyWorkload, config: ConfigLink, { role, address, host }: BoundPort): Fix[] {
  if (!address.address) return [];
  const all = host.includes(':') ? '::' : '0.0.0.0';
  return [
    {
      title: role === 'admin' ? message('Bind admin to {0}', all) : message('Bind listener to {0}', all),
      preferred: !sharesConfig && role !== 'admin',
      safe: false,
      edits: [editsIn(config.file, replaceScalar(config.file.text, address.address.at, all))],
    },
  ];
}
