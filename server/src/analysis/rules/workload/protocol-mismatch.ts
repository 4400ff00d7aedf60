import { socketProtocol } from '../../envoy/enum-field.ts';
import { type ListenerSpeech, listenerSpeech } from '../../envoy/listener-speech.ts';
import type { Container, ContainerPort, ServicePort } from '../../kubernetes/manifest.ts';
import { stringAt } from '../../kubernetes/manifest-field.ts';
import { mayServeAnything } from '../../workspace/app-ports.ts';
import { runsOnlyEnvoy } from '../../workspace/envoy-container.ts';
import { type BoundPort, type EnvoyWorkload, linkedPorts } from '../../workspace/envoy-workload.ts';
import { insertEntry, replaceValue } from '../../yaml/edit/yaml-edit.ts';
import { entryOf, valueAt } from '../../yaml/syntax/yaml-path.ts';
import { changeValue } from '../fixes/change-value.ts';
import { type ServiceTarget, serviceTargets } from '../fixes/service-targets.ts';
import { type Message, message } from '../message.ts';
import { editsIn, type FileEdits, type Fix, type Place, placeIn, type Report, rule } from '../rule.ts';

export const workloadProtocolMismatch = rule({
  code: 'workload/protocol-mismatch',
  subject: 'workload',
  severity: 'warning',
  summary: 'A containerPort or a port of a Service is for another protocol than the listener.',
  why: 'The protocol of a port is TCP unless `protocol` says otherwise. A Service forwards only this protocol, so it does not reach a listener for UDP or QUIC through a port for TCP, and finds a named port only if the protocol is the same. Ingress controllers and meshes choose the protocol of their connections by `appProtocol`. The rule is silent if another container may serve the port, and if the filter chains of the listener differ.',
  examples: [
    {
      before: `#- /pod.yaml stock:sidecar-pod
#- /envoy-config.yaml stock:sidecar-config
#- /service.yaml stock:sidecar-service
#~ targetPort: 9092 => targetPort: 9092\\n      protocol: UDP
#? warning workload/protocol-mismatch at "UDP"
`,
      after: `#- /pod.yaml stock:sidecar-pod
#- /envoy-config.yaml stock:sidecar-config
#- /service.yaml stock:sidecar-service
#~ targetPort: 9092 => targetPort: 9092\\n      protocol: TCP
`,
    },
  ],
  check(workload, report) {
    const { config, listenersKnown, silence, siblings } = workload;
    if (!config || !listenersKnown || silence.redirected || silence.partial || silence.hostNetwork) return;
    if (!siblings.every((sibling) => sibling.listenersKnown)) return;
    checkContainerPorts(workload, report);
    for (const target of serviceTargets(workload)) {
      if (target.service.someOtherPod() || checkNamedPort(workload, target, report)) continue;
      checkServicePort(workload, target, report);
      checkAppProtocol(workload, target, report);
    }
  },
});

interface PlacedPort {
  readonly bound: BoundPort;
  readonly at: Place;
}

/** Everything that the Envoys of the pod bind at a port. Empty if the protocol of one is not known. */
function boundAt({ config, siblings }: EnvoyWorkload, port: number): readonly PlacedPort[] {
  const found = [{ config }, ...siblings].flatMap((envoy) =>
    (envoy.config ? linkedPorts(envoy.config) : []).flatMap((bound) =>
      envoy.config && bound.port === port ? [{ bound, at: placeIn(envoy.config.file, bound.at) }] : [],
    ),
  );
  return found.every(({ bound }) => socketProtocol(bound.address.node)) ? found : [];
}

/** The listener that a port was meant for, if all that Envoy binds there is for another protocol. */
function otherListener(workload: EnvoyWorkload, port: number, protocol: string): PlacedPort | undefined {
  const found = boundAt(workload, port);
  return found.every(({ bound }) => bound.protocol !== protocol)
    ? found.find(({ bound }) => bound.role === 'listener')
    : undefined;
}

function checkContainerPorts(workload: EnvoyWorkload, report: Report): void {
  const { envoyContainer, file } = workload;
  if (!runsOnlyEnvoy(envoyContainer)) return;
  for (const declared of envoyContainer.ports) {
    const { port, protocol } = declared;
    const listener = port && otherListener(workload, port.value, protocol);
    if (!port || !listener) continue;
    reportProtocol(listener, report, {
      at: placeIn(file, valueAt(declared.node, 'protocol') ?? port.at),
      said: message(
        "containerPort {0} is for {1}, but listener '{2}' uses {3}.",
        port.value,
        protocol,
        listener.bound.name,
        listener.bound.protocol,
      ),
      fix: () =>
        envoyContainer.ports.some((other) => other !== declared && other.port?.value === port.value)
          ? undefined
          : setProtocol(file, declared, listener.bound.protocol),
    });
  }
}

function checkServicePort(workload: EnvoyWorkload, { service, servicePort, port, at }: ServiceTarget, report: Report) {
  const { protocol, node } = servicePort;
  const listener = otherListener(workload, port, protocol);
  if (!listener || workload.otherContainers.some((container) => mayServe(workload, container, port, protocol))) return;
  const ports = service.manifest.service?.ports ?? [];
  reportProtocol(listener, report, {
    at: placeIn(service.file, valueAt(node, 'protocol') ?? at),
    said: message(
      "The Service forwards {0} to port {1}, but listener '{2}' uses {3}.",
      protocol,
      port,
      listener.bound.name,
      listener.bound.protocol,
    ),
    fix: () =>
      ports.some((other) => other !== servicePort && other.port?.value === servicePort.port?.value)
        ? undefined
        : setProtocol(service.file, servicePort, listener.bound.protocol),
  });
}

/** Kubernetes finds a named port by its name and its protocol. */
function checkNamedPort(
  { envoyContainer, otherContainers, file }: EnvoyWorkload,
  { service, servicePort, at }: ServiceTarget,
  report: Report,
): boolean {
  const { targetPort, protocol, node } = servicePort;
  if (targetPort?.kind !== 'name') return false;
  const { value } = targetPort.name;
  const named = [envoyContainer, ...otherContainers].flatMap(({ ports }) =>
    ports.filter(({ name }) => name?.value === value),
  );
  const [declared] = named;
  if (!declared?.name || named.some((port) => port.protocol === protocol)) return false;
  report({
    at: placeIn(service.file, valueAt(node, 'protocol') ?? at),
    message: message(
      "The Service forwards {0}, but containerPort '{1}' is for {2}. No port is found by this name.",
      protocol,
      value,
      declared.protocol,
    ),
    related: [{ at: placeIn(file, declared.name.at), message: message('The containerPort is declared here.') }],
  });
  return true;
}

const mayServe = (workload: EnvoyWorkload, container: Container, port: number, protocol: string): boolean =>
  mayServeAnything(workload, container) ||
  container.ports.some((declared) => declared.port?.value === port && declared.protocol === protocol);

interface Difference {
  readonly at: Place;
  readonly said: Message;
  readonly fix: () => FileEdits | undefined;
}

function reportProtocol(listener: PlacedPort, report: Report, { at, said, fix }: Difference): void {
  report({
    at,
    message: said,
    related: [relatedPort(listener)],
    fixes: (): Fix[] => {
      const edits = fix();
      const title = message("Set '{0}' to '{1}'", 'protocol', listener.bound.protocol);
      return edits ? [{ title, preferred: true, safe: false, edits: [edits] }] : [];
    },
  });
}

const relatedPort = ({ bound, at }: PlacedPort) => ({ at, message: message('Envoy listens on port {0}.', bound.port) });

type File = Parameters<typeof editsIn>[0] & { readonly text: string };

function setProtocol(file: File, { node }: ContainerPort | ServicePort, protocol: string): FileEdits {
  const entry = entryOf(node, 'protocol');
  return editsIn(
    file,
    entry ? replaceValue(file.text, node, entry, protocol) : insertEntry(file.text, node, 'protocol', protocol),
  );
}

/** The values that contradict what a listener expects, with the one that was meant, if it is clear. */
const contradictions: Readonly<Record<ListenerSpeech, Readonly<Record<string, string | undefined>>>> = {
  TLS: { http: 'https', 'kubernetes.io/ws': 'kubernetes.io/wss', 'kubernetes.io/h2c': undefined },
  HTTP: { https: 'http', 'kubernetes.io/wss': 'kubernetes.io/ws' },
  'HTTP/1.1': { https: 'http', 'kubernetes.io/wss': 'kubernetes.io/ws', 'kubernetes.io/h2c': 'http' },
};

function checkAppProtocol(workload: EnvoyWorkload, target: ServiceTarget, report: Report): void {
  const { service, servicePort, port } = target;
  const written = stringAt(servicePort.node, 'appProtocol');
  const [found, ...others] = boundAt(workload, port).filter(({ bound }) => bound.protocol === servicePort.protocol);
  const speech = found?.bound.listener && others.length === 0 ? listenerSpeech(found.bound.listener) : undefined;
  const known = speech && contradictions[speech];
  if (!found || !written || !known || !Object.hasOwn(known, written.value)) return;
  const meant = known[written.value];
  report({
    at: placeIn(service.file, written.at),
    message: message(expects[speech], written.value, found.bound.name, port),
    related: [relatedPort(found)],
    fixes: () => (meant ? changeValue(service, written.at, meant, false) : []),
  });
}

const EXPECTS_TLS = "appProtocol is '{0}', but listener '{1}' on port {2} expects TLS.";
const EXPECTS_HTTP = "appProtocol is '{0}', but listener '{1}' on port {2} expects HTTP without TLS.";
const EXPECTS_HTTP_1 = "appProtocol is '{0}', but listener '{1}' on port {2} expects HTTP/1.1 without TLS.";
const expects: Readonly<Record<ListenerSpeech, string>> = {
  TLS: EXPECTS_TLS,
  HTTP: EXPECTS_HTTP,
  'HTTP/1.1': EXPECTS_HTTP_1,
};
