import { type Choices, choices } from './random.ts';

/** Mistakes by the mark of the value that is wrong. */
export type Wrong = ReadonlyMap<string, string | number>;

/** What a workspace is about: an app, its Envoy and the Services before them. Everything in it fits together. */
export interface Scene {
  readonly seed: number;
  readonly name: string;
  readonly namespace?: string;
  readonly kind: WorkloadKind;
  /** Envoy is an init container that goes on running. */
  readonly native: boolean;
  readonly envoyImage: string;
  readonly envoyName: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Labels of the pod that nothing selects by. */
  readonly furtherLabels: Readonly<Record<string, string>>;
  readonly apps: readonly App[];
  readonly listeners: readonly Listener[];
  /** A cluster outside of the pod, with a listener for it on loopback. */
  readonly outside?: {
    readonly cluster: string;
    readonly host: string;
    readonly port: number;
    readonly listener: Listener;
  };
  /** Another Envoy in the pod, with a listener on loopback. */
  readonly secondEnvoy?: { readonly port: number };
  /** A listener that answers the probes of Envoy. */
  readonly health?: Listener;
  readonly admin?: { readonly port: number; readonly declared: boolean };
  readonly services: readonly Service[];
  readonly probe?: {
    readonly listener: Listener;
    readonly by: 'number' | 'name';
    readonly handler: 'httpGet' | 'tcpSocket';
  };
  readonly names: Names;
  /** Containers write `protocol: TCP`. */
  readonly writesProtocol: boolean;
  readonly wrong: Wrong;
}

export interface App {
  readonly id: string;
  readonly name: string;
  readonly image: string;
  /** How its cluster calls it. */
  readonly host: '127.0.0.1' | 'localhost';
  readonly port: number;
  readonly portName?: string;
  readonly probedBy?: 'number' | 'name';
  /** Where the manifest shows the port. */
  readonly tellsPort: 'in ports' | 'in a variable' | 'in an argument';
}

export interface Listener {
  readonly id: string;
  readonly name: string;
  readonly port: number;
  readonly portName?: string;
  readonly protocol: 'http' | 'tcp';
  /** The app that it leads to. */
  readonly app?: App;
}

export interface Service {
  readonly id: string;
  readonly name: string;
  readonly headless: boolean;
  readonly ports: readonly {
    readonly listener: Listener;
    readonly port: number;
    readonly target: 'number' | 'name' | 'none';
  }[];
}

/** What carries the config is called this. */
export interface Names {
  readonly config: string;
  readonly volume: string;
  readonly key: string;
  /** The key where the file has another name. */
  readonly stored: string;
  readonly folder: string;
}

export const workloadKinds = [
  'Pod',
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'Job',
  'CronJob',
  'Rollout',
  'PodTemplate',
  'Knative Service',
] as const;
export type WorkloadKind = (typeof workloadKinds)[number];

export const isBuiltIn = (kind: WorkloadKind): boolean => kind !== 'Rollout' && kind !== 'Knative Service';

export const names = ['orders', 'checkout', 'catalog', 'billing', 'search', 'users', 'ledger', 'notify', 'web', 'geo'];

/** @param name apart from those of other scenes in the same workspace */
export function sceneOf(seed: number, name: string): Scene {
  const chosen = choices(seed, `scene of ${name}`);
  const { chance, pick } = chosen;
  const kind = chance(0.5) ? 'Deployment' : pick(workloadKinds);
  const port = freePorts(chosen);
  const apps = appsOf(name, kind, chosen, port);
  const listeners = apps.map((app, i) => listenerOf(`listener-${i}`, app, chosen, port));
  const health: Listener | undefined = chance(0.2)
    ? { id: 'health', name: 'health', port: port(proxyPorts), portName: 'health', protocol: 'http' }
    : undefined;
  const admin = chance(0.85) ? { port: port(adminPorts), declared: chance(0.1) } : undefined;
  const outside = chance(0.3) ? outsideOf(chosen, port) : undefined;
  const secondEnvoy = chance(0.08) ? { port: port(proxyPorts) } : undefined;
  const key = pick(['envoy.yaml', 'envoy.yaml', 'envoy.yaml', 'bootstrap.yaml', 'config.yaml', 'sidecar.yml']);
  return {
    seed,
    name,
    ...(chance(0.3) && { namespace: pick(['shop', 'prod', 'team-a']) }),
    kind,
    // An ordinary sidecar keeps a Job from its end.
    native: kind === 'Job' || kind === 'CronJob' || chance(0.25),
    envoyImage: pick(envoyImages),
    envoyName: pick(['envoy', 'envoy', 'proxy', 'sidecar', 'envoy-proxy']),
    labels: labelsOf(name, chosen),
    furtherLabels: chance(0.2) ? helmLabels : {},
    ...(secondEnvoy && { secondEnvoy }),
    apps,
    listeners,
    ...(outside && { outside }),
    ...(health && { health }),
    ...(admin && { admin }),
    services: servicesOf(name, kind, listeners, chosen),
    ...probeOf(health, listeners, chosen),
    names: {
      config: pick([`${name}-envoy`, 'envoy-config', `${name}-proxy-config`, 'sidecar']),
      volume: pick(['envoy-config', 'config', 'conf', 'proxy-config']),
      key,
      stored: pick(['side.yaml', 'envoy-config', 'bootstrap.yml', 'main']),
      folder: pick(['/etc/envoy', '/etc/envoy', '/config', '/var/lib/envoy', '/etc/envoy/conf.d']),
    },
    writesProtocol: chance(0.3),
    wrong: new Map(),
  };
}

const appPorts = [8080, 3000, 5000, 8000, 9000, 4000, 7070, 8888, 50051, 6060, 8081, 1234];
const proxyPorts = [9092, 10000, 8443, 9443, 20000, 15001, 8181, 9211, 30080, 11211, 8082];
const adminPorts = [9901, 9901, 19001, 15000, 8001, 9902];
const envoyImages = [
  'envoyproxy/envoy:v1.36.2',
  'envoyproxy/envoy:v1.40.0',
  'docker.io/envoyproxy/envoy:v1.38.0',
  'envoyproxy/envoy-distroless:v1.37.1',
  'envoyproxy/envoy:distroless-v1.36.4',
  'registry.example.net/mirror/envoyproxy/envoy:v1.39.0',
];

type FreePort = (ports: readonly number[]) => number;

/** Ports that are at least two digits apart, so that a wrong digit has one meaning. */
function freePorts({ pick }: Choices): FreePort {
  const taken: number[] = [];
  return (ports) => {
    const free = ports.filter((port) => !taken.some((other) => areNear(port, other)));
    const port = pick(free);
    taken.push(port);
    return port;
  };
}

const areNear = (a: number, b: number): boolean =>
  String(a).length === String(b).length && [...String(a)].filter((digit, i) => digit !== String(b)[i]).length < 2;

function appsOf(name: string, kind: WorkloadKind, { chance, pick }: Choices, port: FreePort): readonly App[] {
  const host = () => pick(['127.0.0.1', '127.0.0.1', 'localhost'] as const);
  const probedBy = () => (chance(0.4) ? { probedBy: pick(['number', 'name'] as const) } : {});
  const tellsPort = (): App['tellsPort'] =>
    kind === 'Knative Service' || chance(0.1) ? pick(['in a variable', 'in an argument']) : 'in ports';
  const first: App = {
    id: 'app-0',
    name: pick([name, 'app', `${name}-app`, 'server']),
    image: pick([`registry.example.net/shop/${name}:3.1`, `ghcr.io/acme/${name}:1.0.7`, `${name}:dev`]),
    host: host(),
    port: port(appPorts),
    ...(chance(0.5) && { portName: pick(['web', 'app', 'app-http']) }),
    ...probedBy(),
    tellsPort: tellsPort(),
  };
  const second = (): App => ({
    id: 'app-1',
    name: pick(['admin-ui', 'grpc-api', 'worker']),
    image: pick(['registry.example.net/shop/api:7', 'quay.io/acme/api:2026-01']),
    host: host(),
    port: port(appPorts),
    ...(chance(0.5) && { portName: 'api' }),
    ...probedBy(),
    tellsPort: tellsPort(),
  });
  return chance(0.3) ? [first, second()] : [first];
}

function listenerOf(id: string, app: App, { chance, pick }: Choices, port: FreePort): Listener {
  const protocol = chance(0.2) ? 'tcp' : 'http';
  const names = id === 'listener-0' ? ['proxy', 'inbound', 'http-proxy'] : ['second', 'api-proxy'];
  return {
    id,
    name: pick(id === 'listener-0' ? ['ingress', 'inbound', 'listener_0', 'main'] : ['api', 'second']),
    port: port(proxyPorts),
    ...(chance(0.5) && { portName: pick(names) }),
    protocol,
    app,
  };
}

const outsideOf = ({ pick }: Choices, port: FreePort): NonNullable<Scene['outside']> => ({
  cluster: pick(['payments', 'inventory', 'upstream']),
  host: pick(['payments.example.net', 'inventory.internal.example.com']),
  port: pick([80, 8080, 9100]),
  listener: { id: 'egress', name: 'egress', port: port(proxyPorts), protocol: 'http' },
});

const helmLabels = { 'app.kubernetes.io/managed-by': 'Helm', 'helm.sh/chart': 'shop-1.4.2' };

const labelsOf = (name: string, { chance, pick }: Choices): Readonly<Record<string, string>> => ({
  [pick(['app', 'app', 'app.kubernetes.io/name', 'k8s-app'])]: name,
  ...(chance(0.3) && { tier: pick(['backend', 'frontend']) }),
  ...(chance(0.2) && { 'app.kubernetes.io/instance': `${name}-1` }),
});

function servicesOf(
  name: string,
  kind: WorkloadKind,
  listeners: readonly Listener[],
  { chance, pick }: Choices,
): readonly Service[] {
  if (kind === 'Job' || kind === 'CronJob' || kind === 'Knative Service') return [];
  if (chance(0.08) && kind !== 'StatefulSet') return [];
  const ports = listeners.map((listener, i) => {
    const target = listener.portName && chance(0.5) ? 'name' : chance(0.2) ? 'none' : 'number';
    return {
      listener,
      target,
      port: target === 'none' ? listener.port : pick(i === 0 ? [80, 8000, 443] : [9000, 81]),
    } as const;
  });
  const first = { id: 'service-0', name, headless: chance(kind === 'StatefulSet' ? 0.5 : 0.08), ports };
  const internal = { id: 'service-1', name: `${name}-internal`, headless: false, ports: ports.slice(0, 1) };
  return chance(0.15) ? [first, internal] : [first];
}

function probeOf(
  health: Listener | undefined,
  listeners: readonly Listener[],
  { chance, pick }: Choices,
): Pick<Scene, 'probe'> {
  const listener = health ?? listeners[0];
  if (!listener || chance(0.35)) return {};
  const by = listener.portName && chance(0.5) ? 'name' : 'number';
  return {
    probe: { listener, by, handler: listener.protocol === 'tcp' ? 'tcpSocket' : pick(['httpGet', 'tcpSocket']) },
  };
}
