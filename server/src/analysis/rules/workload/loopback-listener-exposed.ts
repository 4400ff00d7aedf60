import { declaredPorts } from '../../workspace/app-ports.ts';
import {
  type BoundPort,
  boundPorts,
  type ConfigLink,
  type EnvoyWorkload,
  isLoopback,
} from '../../workspace/envoy-workload.ts';
import { valueAt } from '../../yaml/yaml-path.ts';
import { replaceScalar } from '../../yaml/yaml-edit.ts';
import { message } from '../message.ts';
import { editsIn, type Fix, type Place, placeIn, rule } from '../rule.ts';
import { namedPort, retargetFixes, serviceTargets } from '../service-targets.ts';

export const loopbackListenerExposed = rule({
  code: 'workload/loopback-listener-exposed',
  subject: 'workload',
  severity: 'warning',
  summary: 'A Service or probe reaches for a listener or admin that binds a loopback address.',
  why: 'Services and the kubelet’s probes come to the pod’s own address; what binds 127.0.0.1 is reached from inside the pod only (a port-forward counts as inside).',
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
    const { config, silence } = workload;
    if (!config || silence.redirected || silence.partial || silence.hostNetwork) return;
    const bound = boundPorts(config.source.config);
    for (const caller of [...serviceCallers(workload), ...probeCallers(workload)]) {
      const here = bound.filter(({ port }) => port === caller.port);
      const [exposed] = here;
      if (
        !exposed?.address.address ||
        !here.every(({ host }) => isLoopback(host)) ||
        appMayServe(workload, caller.port)
      )
        continue;
      const atListener = placeIn(config.file, exposed.address.address.at);
      const fixes = () => [...bindFixes(config, exposed), ...caller.fixes()];
      report({
        at: caller.at,
        message: message(
          '{0} {1} is bound to {2}, which only the pod itself reaches: nothing answers here.',
          exposed.role === 'admin' ? 'The admin on port' : 'The listener on port',
          caller.port,
          exposed.host,
        ),
        related: [{ at: atListener, message: message('It binds {0}.', exposed.host) }],
        fixes,
      });
      report({
        at: atListener,
        message: message(
          '"{0}" binds {1}, but {2} "{3}" comes to the pod’s own address on port {4}.',
          exposed.name,
          exposed.host,
          caller.kind,
          caller.name,
          caller.port,
        ),
        related: [{ at: caller.at, message: message('It is called from here.') }],
        fixes,
      });
    }
  },
});

interface Caller {
  readonly kind: 'the Service' | 'the probe';
  readonly name: string;
  readonly port: number;
  readonly at: Place;
  readonly fixes: () => readonly Fix[];
}

const serviceCallers = (workload: EnvoyWorkload): Caller[] =>
  serviceTargets(workload)
    .filter(({ service }) => service.otherPods.length === 0)
    .map((target) => ({
      kind: 'the Service',
      name: target.service.manifest.name?.value ?? '',
      port: target.port,
      at: placeIn(target.service.file, target.at),
      fixes: () => retargetFixes(workload, target, false),
    }));

/** Probes of all containers come to the pod's address, unless they name a host. */
function probeCallers(workload: EnvoyWorkload): Caller[] {
  const { envoyContainer, otherContainers, file } = workload;
  return [envoyContainer, ...otherContainers].flatMap(({ probes }) =>
    probes.flatMap(({ kind, node, port }): Caller[] => {
      if (!port || ['httpGet', 'tcpSocket'].some((handler) => valueAt(valueAt(node, handler), 'host'))) return [];
      const number = port.kind === 'number' ? port.port.value : namedPort(workload, port.name.value);
      const at = placeIn(file, port.kind === 'number' ? port.port.at : port.name.at);
      return number === undefined ? [] : [{ kind: 'the probe', name: kind, port: number, at, fixes: () => [] }];
    }),
  );
}

/** Another container may bind the same port on the pod's address. */
const appMayServe = ({ otherContainers }: EnvoyWorkload, port: number): boolean =>
  declaredPorts(otherContainers).some((declared) => declared.port.value === port);

/** The admin stays on loopback: whoever reaches it can stop Envoy. */
function bindFixes(config: ConfigLink, { role, address, host }: BoundPort): Fix[] {
  if (role === 'admin' || !address.address) return [];
  const all = host.includes(':') ? '::' : '0.0.0.0';
  return [
    {
      title: message('Bind the listener to {0}', all),
      preferred: true,
      edits: [editsIn(config.file, replaceScalar(config.file.text, address.address.at, all))],
    },
  ];
}
