import { field } from '../../envoy/envoy-field.ts';
import { manifestString } from '../../kubernetes/manifest-field.ts';
import type { BoundPort, ConfigLink, EnvoyWorkload } from '../../workspace/envoy-workload.ts';
import { insertItem, type Plain } from '../../yaml/edit/yaml-edit.ts';
import { asSeq, valueAt } from '../../yaml/syntax/yaml-path.ts';
import { declareContainerPort } from './declare-container-port.ts';
import { message } from '../message.ts';
import { freePort } from './move-envoy.ts';
import { combined, referencesTo } from './port-edits.ts';
import { editsIn, type Fix } from '../rule.ts';

/**
 * Adds a listener on all addresses that forwards only the paths of Envoy's probes to the admin interface, because
 * anyone who can reach the whole admin interface can stop Envoy. Undefined if the lists of listeners and clusters in
 * the config cannot be extended.
 */
export function healthListenerFixes(workload: EnvoyWorkload, config: ConfigLink, admin: BoundPort): readonly Fix[] {
  const { source, file } = config;
  const lists = field(source.config.root, 'static_resources');
  const [listeners, clusters] = [asSeq(field(lists, 'listeners')), asSeq(field(lists, 'clusters'))];
  const paths = probedPaths(workload, admin.port);
  const taken = source.config.clusterNames();
  const cluster = ['envoy_admin', 'envoy_admin_health'].find((name) => !taken.has(name));
  if (!source.editable || !listeners || !clusters || paths.length === 0 || cluster === undefined) return [];
  const port = freePort(workload, config, admin.port);
  const probes = referencesTo(workload, admin.port).filter(
    ({ kind, container }) => kind === 'probe' && container === workload.envoyContainer,
  );
  return [
    {
      title: message('Add a listener on port {0} for {1} and probe it', port, paths.join(', ')),
      preferred: !workload.sharesConfig,
      safe: false,
      edits: combined([
        editsIn(file, insertItem(file.text, listeners, listenerFor(paths, port, cluster))),
        editsIn(file, insertItem(file.text, clusters, adminCluster(cluster, admin))),
        editsIn(workload.file, declareContainerPort(workload, { containerPort: port })),
        ...probes.flatMap(({ moveTo }) => moveTo?.(port) ?? []),
      ]),
    },
  ];
}

/**
 * The paths that the HTTP probes of the Envoy container request on a port. Empty if one of them is not a plain path.
 */
function probedPaths({ envoyContainer }: EnvoyWorkload, admin: number): readonly string[] {
  const paths = envoyContainer.probes.flatMap(({ node, port }) => {
    const http = valueAt(node, 'httpGet');
    const here = port?.kind === 'number' && port.port.value === admin;
    return http && here ? [manifestString(valueAt(http, 'path'))?.value ?? ''] : [];
  });
  return paths.every((path) => /^\/[^?#]*$/.test(path)) ? [...new Set(paths)].sort() : [];
}

const listenerFor = (paths: readonly string[], port: number, cluster: string): Plain => ({
  name: 'health',
  address: { socket_address: { address: '0.0.0.0', port_value: port } },
  filter_chains: [
    {
      filters: [
        {
          name: 'envoy.filters.network.http_connection_manager',
          typed_config: {
            '@type':
              'type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager',
            stat_prefix: 'health',
            route_config: {
              virtual_hosts: [
                {
                  name: 'health',
                  domains: ['*'],
                  routes: paths.map((path) => ({ match: { path }, route: { cluster } })),
                },
              ],
            },
            http_filters: [
              {
                name: 'envoy.filters.http.router',
                typed_config: {
                  '@type': 'type.googleapis.com/envoy.extensions.filters.http.router.v3.Router',
                },
              },
            ],
          },
        },
      ],
    },
  ],
});

const adminCluster = (name: string, { host, port }: BoundPort): Plain => ({
  name,
  type: 'STATIC',
  connect_timeout: '1s',
  load_assignment: {
    cluster_name: name,
    endpoints: [{ lb_endpoints: [{ endpoint: { address: { socket_address: { address: host, port_value: port } } } }] }],
  },
});
