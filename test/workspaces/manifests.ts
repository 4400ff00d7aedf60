import { choices } from './random.ts';
import { type Marking, markingOf } from './marking.ts';
import type { App, Listener, Scene, Service } from './scene.ts';
import type { Tree, TreeMap } from './tree.ts';

/** What brings the config into Envoy's container. */
export interface PodParts {
  readonly command?: Tree;
  readonly args?: Tree;
  readonly env?: readonly Tree[];
  readonly volumeMounts?: readonly Tree[];
  readonly volumes?: readonly Tree[];
}

/** The manifest of the workload. */
export function workloadOf(scene: Scene, parts: PodParts): TreeMap {
  const { kind, labels, furtherLabels } = scene;
  const marking = markingOf(scene);
  const spec = podSpec(scene, parts, marking);
  const ownLabels = { ...markedLabels(labels, 'label', marking), ...furtherLabels };
  if (kind === 'Pod') return manifest(scene, 'v1', 'Pod', { spec }, ownLabels);
  const template = { metadata: { labels: ownLabels }, spec };
  if (kind === 'Knative Service') return manifest(scene, 'serving.knative.dev/v1', 'Service', { spec: { template } });
  if (kind === 'PodTemplate') return manifest(scene, 'v1', kind, { template });
  if (kind === 'Job') return manifest(scene, 'batch/v1', kind, { spec: { backoffLimit: 2, template } });
  if (kind === 'CronJob')
    return manifest(scene, 'batch/v1', kind, { spec: { schedule: '0 3 * * *', jobTemplate: { spec: { template } } } });
  return manifest(scene, kind === 'Rollout' ? 'argoproj.io/v1alpha1' : 'apps/v1', kind, {
    spec: {
      replicas: kind === 'DaemonSet' ? undefined : 2,
      serviceName: kind === 'StatefulSet' ? scene.name : undefined,
      selector: { matchLabels: markedLabels(labels, 'matched', marking) },
      template,
      volumeClaimTemplates: kind === 'StatefulSet' ? claims(scene) : undefined,
    },
  });
}

const claims = ({ seed }: Scene): Tree | undefined =>
  choices(seed, 'claims').chance(0.5)
    ? [
        {
          metadata: { name: 'data' },
          spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
        },
      ]
    : undefined;

/** A manifest with the name and the namespace of the scene. */
export const manifest = (
  { name, namespace }: Scene,
  apiVersion: string,
  kind: string,
  rest: TreeMap,
  labels?: Tree,
  called: string = name,
): TreeMap => ({ apiVersion, kind, metadata: { name: called, namespace, labels }, ...rest });

/** The first label carries the mark. */
const markedLabels = (labels: Scene['labels'], mark: string, marking: Marking): TreeMap =>
  Object.fromEntries(
    Object.entries(labels).map(([key, value], i) => [key, i === 0 ? marking.text(mark, value) : value]),
  );

function podSpec(scene: Scene, parts: PodParts, marking: Marking): Tree {
  const { kind, native, apps } = scene;
  const { chance, pick, shuffled } = choices(scene.seed, `pod of ${scene.name}`);
  const envoy = envoyContainer(scene, parts, marking);
  const others = [
    ...apps.map((app) => appContainer(scene, app, marking)),
    ...(scene.secondEnvoy ? [otherEnvoy(scene.secondEnvoy)] : []),
  ];
  const waiting = chance(0.1) ? [{ name: 'wait', image: 'busybox:1.36', command: ['sh', '-c', 'sleep 1'] }] : [];
  const before = [...waiting, ...(native ? [{ ...envoy, restartPolicy: 'Always' }] : [])];
  return {
    serviceAccountName: chance(0.1) ? scene.name : undefined,
    restartPolicy: kind === 'Job' || kind === 'CronJob' ? pick(['Never', 'OnFailure']) : undefined,
    initContainers: before.length > 0 ? before : undefined,
    containers: native ? others : shuffled([...others, envoy]),
    volumes: parts.volumes && parts.volumes.length > 0 ? parts.volumes : undefined,
    terminationGracePeriodSeconds: chance(0.1) ? 30 : undefined,
  };
}

/** It gets its config in an argument. */
const otherEnvoy = ({ port }: NonNullable<Scene['secondEnvoy']>): TreeMap => ({
  name: 'second-envoy',
  image: 'envoyproxy/envoy:v1.36.2',
  args: ['--base-id', '1', '--config-yaml', secondConfig(port)],
});

const secondConfig = (port: number): string =>
  JSON.stringify({
    static_resources: {
      listeners: [
        {
          name: 'second',
          address: { socket_address: { address: '127.0.0.1', port_value: port } },
          filter_chains: [{}],
        },
      ],
    },
  });

function appContainer(scene: Scene, app: App, marking: Marking): TreeMap {
  const { id, name, image, port, portName, probedBy, tellsPort } = app;
  const { chance, pick } = choices(scene.seed, `app ${id} of ${scene.name}`);
  const shown = marking.text(`${id}.port`, String(port));
  const isDeclared = tellsPort === 'in ports';
  const probe = {
    httpGet: {
      path: '/health',
      port: probedBy === 'name' && portName && isDeclared ? portName : marking.number(`${id}.probe`, port),
    },
  };
  const declared = {
    name: portName,
    containerPort: marking.number(`${id}.port`, port),
    protocol: scene.writesProtocol ? 'TCP' : undefined,
  };
  const mode = chance(0.2) ? [{ name: 'MODE', value: pick(['production', 'live']) }] : [];
  const told = [
    { name: 'PORT', value: shown },
    { name: 'LISTEN', value: `0.0.0.0:${shown}` },
  ];
  const env = [...mode, ...(tellsPort === 'in a variable' ? [pick(told)] : [])];
  return {
    name,
    image,
    ports: isDeclared ? [declared] : undefined,
    args: tellsPort === 'in an argument' ? pick([[`--port=${shown}`], ['--listen', `:${shown}`]]) : undefined,
    env: env.length > 0 ? env : undefined,
    resources: chance(0.2) ? { requests: { cpu: '100m', memory: '64Mi' }, limits: { memory: '256Mi' } } : undefined,
    readinessProbe: probedBy ? probe : undefined,
  };
}

function envoyContainer(scene: Scene, parts: PodParts, marking: Marking): TreeMap {
  const { admin, health, listeners } = scene;
  const { chance } = choices(scene.seed, `envoy of ${scene.name}`);
  const exposed = [...listeners, ...(health ? [health] : [])];
  const protocol = scene.writesProtocol || marking.isWrong('declared.protocol');
  return {
    name: scene.envoyName,
    image: scene.envoyImage,
    command: parts.command,
    args: parts.args,
    ports: [
      ...exposed.map(({ id, port, portName }, i) => ({
        name: portName && marking.text(`${id}.portName`, portName),
        containerPort: marking.number(`${id}.declared`, port),
        protocol: protocol ? (i === 0 ? marking.text('declared.protocol', 'TCP') : 'TCP') : undefined,
      })),
      ...(admin?.declared
        ? [{ name: 'envoy-admin', containerPort: marking.number('admin.declared', admin.port) }]
        : []),
    ],
    env: parts.env && parts.env.length > 0 ? parts.env : undefined,
    volumeMounts: parts.volumeMounts && parts.volumeMounts.length > 0 ? parts.volumeMounts : undefined,
    readinessProbe: probeOf(scene, marking),
    resources: chance(0.2) ? { requests: { cpu: '50m', memory: '64Mi' }, limits: { memory: '128Mi' } } : undefined,
    securityContext: chance(0.2) ? { runAsUser: 101, allowPrivilegeEscalation: false } : undefined,
  };
}

function probeOf({ probe, health }: Scene, marking: Marking): Tree | undefined {
  if (!probe) return undefined;
  const port = portOf(probe.listener, probe.by, 'probe', marking);
  const handler =
    probe.handler === 'tcpSocket' ? { tcpSocket: { port } } : { httpGet: { path: health ? '/healthz' : '/', port } };
  return { ...handler, periodSeconds: 5 };
}

const portOf = ({ port, portName }: Listener, by: 'number' | 'name', mark: string, marking: Marking): Tree =>
  by === 'name' && portName ? marking.text(`${mark}.name`, portName) : marking.number(`${mark}.port`, port);

export function serviceOf(scene: Scene, { id, name, headless, ports }: Service): TreeMap {
  const marking = markingOf(scene);
  const protocol = scene.writesProtocol || marking.isWrong(`${id}.protocol`);
  const selector = markedLabels(scene.labels, `${id}.selector`, marking);
  return manifest(
    scene,
    'v1',
    'Service',
    {
      spec: {
        clusterIP: headless ? 'None' : undefined,
        selector,
        type: headless ? undefined : choices(scene.seed, `type of ${name}`).pick([undefined, undefined, 'NodePort']),
        ports: ports.map(({ listener, port, target }, i) => ({
          name: ports.length > 1 || i % 2 === 1 ? `port-${i}` : undefined,
          port: marking.number(`${id}.${i}.own`, port),
          targetPort: target === 'none' ? undefined : portOf(listener, target, `${id}.${i}`, marking),
          protocol: protocol ? (i === 0 ? marking.text(`${id}.protocol`, 'TCP') : 'TCP') : undefined,
        })),
      },
    },
    undefined,
    name,
  );
}
