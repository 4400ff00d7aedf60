import type { EnvoyRoute, VirtualHost } from '../../envoy/envoy-config.ts';
import { displayMessage, displayWords, type Message, message, type Translate } from '../../rules/message.ts';
import { type Place, placeIn } from '../../rules/rule.ts';
import { grouped } from '../../text/grouped.ts';
import { type BoundPort, type ConfigLink, type EnvoyWorkload, linkedPorts } from '../../workspace/envoy-workload.ts';
import { fileName } from '../../workspace/uri-path.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { Located, YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { actionText } from '../route-action.ts';
import { matchText } from '../../envoy/route-text.ts';
import { endpointLinks } from './cluster-links.ts';
import { configLinks } from './config-links.ts';
import type { LinkNote } from './link-note.ts';
import { clusterNamesOf, fileOfListener } from './port-links.ts';
import { portTarget } from './service-links.ts';

/** `note`: a sentence about a link, or why something is not linked. */
export type TreeKind = 'workload' | 'service' | 'listener' | 'route' | 'cluster' | 'note';

/** A part of a workload, with what requests reach after it. */
export interface TreeNode {
  readonly kind: TreeKind;
  readonly label: string;
  readonly detail: string;
  /** What is shown when it is opened. */
  readonly at?: Place;
  /** Everything that belongs to the part, in the same file. */
  readonly extent?: Place;
  readonly below: readonly TreeNode[];
}

interface Walk {
  readonly workspace: Workspace;
  readonly translate: Translate | undefined;
  /** The Envoys of the pod. */
  readonly envoys: readonly EnvoyWorkload[];
}

/**
 * The pods with an Envoy in the order in which requests pass through their parts: Service, listener, route, cluster, container.
 * Listeners without a Service come after the Services.
 */
export function workloadTree(workspace: Workspace, translate?: Translate): readonly TreeNode[] {
  const all = [...workspace.workloads, ...workspace.builtWorkloads];
  const pods = grouped(all.map((one) => [one.manifest, one] as const)).values();
  return [...pods].flatMap((envoys) => podNode({ workspace, translate, envoys }));
}

function podNode(walk: Walk): TreeNode[] {
  const [first] = walk.envoys;
  if (!first) return [];
  const { manifest, file, services } = first;
  const reached = new Set<BoundPort['at']>();
  const serviceNodes = services.map((service): TreeNode => {
    const ports = service.manifest.service?.ports ?? [];
    const targets = ports.flatMap((port) => portTarget(first, port).bound ?? []);
    for (const { at } of targets) reached.add(at);
    return {
      kind: 'service',
      label: service.manifest.name?.value ?? '',
      detail: ports.map(({ port }) => port?.value ?? '?').join(', '),
      at: placeIn(service.file, service.manifest.name?.at ?? service.manifest.root),
      extent: { uri: service.file.uri, range: service.manifest.documentRange },
      below: targets.flatMap((bound) => listenerAt(walk, bound)),
    };
  });
  const others = walk.envoys.flatMap(({ config }) => (config ? linkedPorts(config) : []));
  return [
    {
      kind: 'workload',
      label: manifest.name?.value ?? '',
      detail: `${manifest.kind} · ${fileName(file.uri)}`,
      at: placeIn(file, manifest.name?.at ?? manifest.root),
      extent: { uri: file.uri, range: manifest.documentRange },
      below: [
        ...serviceNodes,
        ...others.filter(({ at }) => !reached.has(at)).flatMap((bound) => listenerAt(walk, bound)),
        ...walk.envoys.map((envoy) => noteNode(walk, configLinks(envoy, walk.workspace.index))),
      ],
    },
  ];
}

/** A listener or admin interface of one of the Envoys. */
function listenerAt(walk: Walk, bound: BoundPort): TreeNode[] {
  const workload = walk.envoys.find(({ config }) => config && linkedPorts(config).some(({ at }) => at === bound.at));
  const config = workload?.config;
  if (!workload || !config) return [];
  const file = fileOfListener(config, bound);
  const node = bound.listener?.node ?? config.source.config.admin?.node ?? bound.at;
  const below = (name: Located<string>) => clusterNode(walk, { workload, config, bound }, name);
  const routes = routesOf(bound).map(({ host, route }): TreeNode => {
    return {
      kind: 'route',
      label: `${hostText(host)}${matchText(route)}`,
      detail: displayWords(actionText(route), walk.translate),
      ...placesOf(file, route.node),
      below: route.clusters.map(below),
    };
  });
  const routed = new Set(routesOf(bound).flatMap(({ route }) => route.clusters.map(({ value }) => value)));
  const direct = clusterNamesOf(config, bound).filter(({ value }) => !routed.has(value));
  return [
    {
      kind: 'listener',
      label: bound.name,
      detail: `${bound.host}:${bound.port}`,
      ...placesOf(file, node, bound.listener?.name?.at),
      below: [...routes, ...direct.map(below)],
    },
  ];
}

const routesOf = ({ listener }: BoundPort): { readonly host: VirtualHost; readonly route: EnvoyRoute }[] =>
  (listener?.filterChains ?? [])
    .flatMap(({ filters }) => filters.flatMap(({ routeConfig }) => routeConfig?.virtualHosts ?? []))
    .flatMap((host) => host.routes.map((route) => ({ host, route })));

/** The domains of a virtual host, unless it is for all hosts. */
function hostText({ domains }: VirtualHost): string {
  const names = domains.map(({ value }) => value);
  return names.includes('*') ? '' : `${names.join(', ')} `;
}

interface UsedCluster {
  readonly workload: EnvoyWorkload;
  readonly config: ConfigLink;
  readonly bound: BoundPort;
}

function clusterNode(walk: Walk, { workload, config, bound }: UsedCluster, { value, at }: Located<string>): TreeNode {
  const cluster = config.source.config.clusters.find(({ name }) => name?.value === value);
  if (!cluster) {
    const said = message("Uses cluster '{0}'. Not linked: it is not in the config.", value);
    return noteNode(walk, { said, at: placeIn(fileOfListener(config, bound), at), below: [] });
  }
  return {
    kind: 'cluster',
    label: value,
    detail: cluster.type?.value ?? '',
    ...placesOf(config.file, cluster.node, cluster.name?.at),
    below: endpointLinks(workload, config, cluster).map((one) => noteNode(walk, one)),
  };
}

const placesOf = (file: Parameters<typeof placeIn>[0], node: YamlNode, name: YamlNode = node) => ({
  at: placeIn(file, name),
  extent: placeIn(file, node),
});

const noteNode = (walk: Walk, { said, at, below }: LinkNote): TreeNode => ({
  kind: 'note',
  label: withoutStop(said, walk.translate),
  detail: '',
  ...(at && { at }),
  below: below.map((one) => noteNode(walk, one)),
});

/** An item of a tree is not a sentence in a text. */
const withoutStop = (said: Message, translate: Translate | undefined): string =>
  displayMessage(said, translate).replace(/[.。]$/, '');
