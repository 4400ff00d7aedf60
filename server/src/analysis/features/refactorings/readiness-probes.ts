import { field, fieldItems } from '../../envoy/envoy-field.ts';
import type { EnvoyListener } from '../../envoy/envoy-config.ts';
import { envoyString } from '../../envoy/envoy-scalar.ts';
import { message } from '../../rules/message.ts';
import { editsIn } from '../../rules/rule.ts';
import {
  type BoundPort,
  boundPorts,
  type EnvoyWorkload,
  isAnyAddress,
  loopbackEndpoints,
} from '../../workspace/envoy-workload.ts';
import type { YamlMap } from '../../yaml/syntax/yaml-node.ts';
import { insertEntry } from '../../yaml/edit/yaml-edit.ts';
import { envoysAt, type Refactor, type Refactoring } from './refactoring.ts';

const PATH = '/ready';

/** A pod is ready when its Envoy is: asks the admin interface, or a listener that forwards the path to it. */
export const readinessProbes: Refactor = (asked) =>
  envoysAt(asked).flatMap((workload): Refactoring[] => {
    const { envoyContainer, silence, file, config } = workload;
    if (!config || silence.redirected || envoyContainer.probes.some(({ kind }) => kind !== 'livenessProbe')) return [];
    const [port] = boundPorts(config.source.config).filter((bound) => answersReady(workload, bound));
    if (!port) return [];
    const { name, node } = envoyContainer;
    const probe = { httpGet: { path: PATH, port: port.port } };
    return [
      {
        title: message(
          "Add a readinessProbe for {0} on port {1} to container '{2}'",
          PATH,
          port.port,
          name?.value ?? '',
        ),
        edits: [editsIn(file, insertEntry(file.text, node, 'readinessProbe', probe))],
      },
    ];
  });

/** Whether the kubelet gets the readiness of Envoy from a port. */
function answersReady({ config }: EnvoyWorkload, { role, host, listener, protocol }: BoundPort): boolean {
  if (!config || protocol !== 'TCP' || !isAnyAddress(host)) return false;
  const { admin, clusters } = config.source.config;
  if (role === 'admin') return true;
  const adminClusters = loopbackEndpoints({ clusters }).flatMap(({ cluster, port }) =>
    port === admin?.address?.port?.value && cluster.endpoints.length === 1 ? (cluster.name?.value ?? []) : [],
  );
  return !!listener && forwardsReady(listener, adminClusters);
}

/** Every host of a listener without TLS has the path, and only for the admin interface. */
function forwardsReady({ filterChains }: EnvoyListener, adminClusters: readonly string[]): boolean {
  const [chain, ...otherChains] = filterChains;
  const [filter, ...otherFilters] = chain?.filters ?? [];
  const [host, ...otherHosts] = filter?.routeConfig?.virtualHosts ?? [];
  if (!chain || !filter || !host || otherChains.length + otherFilters.length + otherHosts.length > 0) return false;
  if (chain.transportSocket || field(chain.node, 'filter_chain_match')) return false;
  // Other filters than the router may reject the request.
  if (fieldItems(field(filter.config, 'http_filters')).length > 1) return false;
  const route = host.routes.find(({ match }) => [undefined, PATH].includes(exactPath(match)));
  return (
    host.domains.some(({ value }) => value === '*') &&
    exactPath(route?.match) === PATH &&
    !!route?.clusters.length &&
    route.clusters.every(({ value }) => adminClusters.includes(value))
  );
}

/** The path of a match that requires nothing else. */
const exactPath = (match: YamlMap | undefined): string | undefined =>
  match?.entries.length === 1 ? envoyString(field(match, 'path'))?.value : undefined;
