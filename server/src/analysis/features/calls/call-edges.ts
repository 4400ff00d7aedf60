import { covers } from '../../text/text-range.ts';
import type { EnvoyConfig, EnvoyListener, EnvoyRoute, RouteConfig } from '../../envoy/envoy-config.ts';
import { field, fieldItems, fieldPath } from '../../envoy/envoy-field.ts';
import { envoyString } from '../../envoy/envoy-scalar.ts';
import { lowerRouteConfig } from '../../envoy/lower-routes.ts';
import { anyType } from '../../envoy/typed/any-type.ts';
import { type PlacedSource, placeIn } from '../../rules/rule.ts';
import { serviceTargets } from '../../rules/fixes/service-targets.ts';
import { containerServing } from '../../workspace/app-ports.ts';
import { type EnvoyWorkload, linkedPorts, loopbackEndpoints } from '../../workspace/envoy-workload.ts';
import type { YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { placeOf } from '../../yaml/syntax/yaml-path.ts';
import { clusterSymbol, listenerSymbol, routeSymbol } from '../envoy-symbols.ts';
import { type CallEdge, type CallItem, containerItem, itemOf, serviceItem } from './call-item.ts';

/** What one Envoy reads, and the pods that run it. */
export interface CallScope {
  readonly sources: readonly PlacedSource[];
  readonly workloads: readonly EnvoyWorkload[];
}

/** An item of a config, and the node that it stands for. */
interface Part {
  readonly item: CallItem;
  readonly node: YamlNode;
}

/** From Services to listeners, from there to routes, clusters and the containers and Services behind them. */
export function callEdges(scope: CallScope): readonly CallEdge[] {
  const clusters = scope.sources.flatMap(clustersIn);
  return [
    ...scope.sources.flatMap((one) => edgesInConfig(one, scope, clusters)),
    ...scope.workloads.flatMap(edgesInPod),
  ];
}

/** All items that a config has, the innermost last. */
export const configItems = ({ sources }: CallScope): readonly CallItem[] =>
  sources.flatMap((one) => [...listenersIn(one), ...routesIn(one), ...clustersIn(one)].map(({ item }) => item));

const listenersIn = ({ file, source }: PlacedSource): readonly Part[] =>
  source.config.listeners.map((listener) => ({ item: itemOf(file, listenerSymbol(listener)), node: listener.node }));

const clustersIn = ({ file, source }: PlacedSource): readonly Part[] =>
  source.config.clusters.map((cluster) => ({ item: itemOf(file, clusterSymbol(cluster)), node: cluster.node }));

const routesIn = ({ file, source }: PlacedSource): readonly Part[] =>
  [...source.config.routeConfigs, ...routeConfigResources(source.config)]
    .flatMap(routesOf)
    .map((route) => ({ item: itemOf(file, routeSymbol(route)), node: route.node }));

const routesOf = ({ virtualHosts }: RouteConfig): readonly EnvoyRoute[] => virtualHosts.flatMap(({ routes }) => routes);

/** The route configurations that a file of RDS holds. */
const routeConfigResources = ({ root }: EnvoyConfig): readonly RouteConfig[] =>
  fieldItems(field(root, 'resources')).flatMap((node) =>
    node.kind === 'map' && anyType(node) === 'envoy.config.route.v3.RouteConfiguration' ? [lowerRouteConfig(node)] : [],
  );

function edgesInConfig(placed: PlacedSource, scope: CallScope, clusters: readonly Part[]): readonly CallEdge[] {
  const routes = routesIn(placed);
  const { source } = placed;
  // A reference belongs to the innermost part around it.
  const callers = [...routes, ...listenersIn(placed), ...clustersIn(placed)];
  const toClusters = source.config.clusterReferences.flatMap(({ name }): CallEdge[] => {
    const at = placeOf(name.at);
    const from = callers.find(({ item: { range } }) => covers(range, at))?.item;
    const targets = clusters.filter(({ item }) => item.name === name.value);
    return from ? targets.map(({ item: to }) => ({ from, to, at })) : [];
  });
  return [...source.config.listeners.flatMap((listener) => toRoutes(listener, placed, scope, routes)), ...toClusters];
}

/** The routes of a listener: those that are written in it, and those of the route configurations that it names. */
function toRoutes(
  listener: EnvoyListener,
  { file: own }: PlacedSource,
  { sources }: CallScope,
  routes: readonly Part[],
): readonly CallEdge[] {
  const from = itemOf(own, listenerSymbol(listener));
  const inside = routes.flatMap(({ item: to }) =>
    covers(from.range, to.range) ? [{ from, to, at: to.selection }] : [],
  );
  const named = rdsNames(listener).flatMap((name) =>
    sources.flatMap(({ file, source: { config } }) =>
      routeConfigResources(config)
        .filter(({ node }) => envoyString(field(node, 'name'))?.value === name.value)
        .flatMap(routesOf)
        .map((route) => ({ from, to: itemOf(file, routeSymbol(route)), at: placeOf(name.at) })),
    ),
  );
  return [...inside, ...named];
}

const rdsNames = ({ filterChains }: EnvoyListener) =>
  filterChains.flatMap(({ filters }) =>
    filters.flatMap(({ config }) => envoyString(fieldPath(config, 'rds', 'route_config_name')) ?? []),
  );

/** From the Services of a pod to its listeners, and from its clusters to the containers and Services that they name. */
function edgesInPod(workload: EnvoyWorkload): readonly CallEdge[] {
  const { config, file, upstreams } = workload;
  if (!config) return [];
  const bound = linkedPorts(config);
  const fromServices = serviceTargets(workload).flatMap(({ service, port, at }) =>
    bound.flatMap(({ listener, port: its, at: place }): CallEdge[] => {
      if (!listener || its !== port) return [];
      const owner = { uri: placeIn(config.file, place).uri };
      return [{ from: serviceItem(service), to: itemOf(owner, listenerSymbol(listener)), at: placeOf(at) }];
    }),
  );
  const toContainers = loopbackEndpoints(config.source.config).flatMap(({ cluster, endpoint, port }): CallEdge[] => {
    const container = containerServing(workload, port);
    const at = endpoint.address.port?.at;
    if (!container || !at) return [];
    return [{ from: itemOf(config.file, clusterSymbol(cluster)), to: containerItem(file, container), at: placeOf(at) }];
  });
  const toServices = upstreams.flatMap(({ cluster, port, services }) =>
    services.map((service) => ({
      ...{ from: itemOf(config.file, clusterSymbol(cluster)), to: serviceItem(service), at: placeOf(port.at) },
    })),
  );
  return [...fromServices, ...toContainers, ...toServices];
}
