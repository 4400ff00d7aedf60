import { choices } from './random.ts';
import { type Marking, markingOf } from './marking.ts';
import type { App, Listener, Scene } from './scene.ts';
import type { Tree, TreeMap } from './tree.ts';

const type = (name: string): string => `type.googleapis.com/envoy.${name}`;

/** The bootstrap of a scene's Envoy. */
export function bootstrapOf(scene: Scene): TreeMap {
  const { chance } = choices(scene.seed, `bootstrap of ${scene.name}`);
  const node = chance(0.2) ? { id: scene.name, cluster: scene.name } : undefined;
  return {
    node,
    admin: adminOf(scene),
    static_resources: { listeners: allListeners(scene), clusters: clustersOf(scene) },
  };
}

/** The bootstrap that reads its listeners from a file. */
export const bootstrapWithout = (scene: Scene, path: string): TreeMap => ({
  node: { id: scene.name, cluster: scene.name },
  admin: adminOf(scene),
  dynamic_resources: { lds_config: { resource_api_version: 'V3', path_config_source: { path } } },
  static_resources: { clusters: clustersOf(scene) },
});

/** The file that it reads. */
export const listenersOf = (scene: Scene): TreeMap => ({
  resources: allListeners(scene).map((listener) => ({ '@type': type('config.listener.v3.Listener'), ...listener })),
});

function adminOf({ admin, ...scene }: Scene): Tree | undefined {
  const marking = markingOf(scene);
  return (
    admin && {
      address: socketAddress(marking.text('admin.host', '127.0.0.1'), marking.number('admin.port', admin.port)),
    }
  );
}

function allListeners(scene: Scene): TreeMap[] {
  const marking = markingOf(scene);
  const { outside, health } = scene;
  return [
    ...scene.listeners.map((listener) => inbound(scene, listener, marking)),
    ...(outside ? [outbound(scene, outside, marking)] : []),
    ...(health ? [healthListener(health, marking)] : []),
  ];
}

const clustersOf = (scene: Scene): Tree[] => [
  ...scene.apps.map((app) => localCluster(scene, app, markingOf(scene))),
  ...(scene.outside ? [outsideCluster(scene, scene.outside)] : []),
];

const socketAddress = (address: Tree, port: Tree): Tree => ({ socket_address: { address, port_value: port } });

export const clusterName = ({ id }: App): string => (id === 'app-0' ? 'app' : 'api_backend');

function inbound(scene: Scene, listener: Listener, marking: Marking): TreeMap {
  const app = listener.app ?? scene.apps[0];
  const cluster = app ? marking.text(`${listener.id}.cluster`, clusterName(app)) : '';
  const filter =
    listener.protocol === 'tcp' ? tcpProxy(listener, cluster) : httpManager(scene, listener, cluster, marking);
  return {
    name: listener.name,
    address: socketAddress(
      marking.text(`${listener.id}.host`, '0.0.0.0'),
      marking.number(`${listener.id}.port`, listener.port),
    ),
    filter_chains: [{ filters: [filter] }],
  };
}

const tcpProxy = ({ name }: Listener, cluster: string): Tree => ({
  name: 'envoy.filters.network.tcp_proxy',
  typed_config: {
    '@type': type('extensions.filters.network.tcp_proxy.v3.TcpProxy'),
    stat_prefix: name,
    cluster,
  },
});

function httpManager(scene: Scene, { id, name }: Listener, cluster: string, marking: Marking): Tree {
  const { chance, pick } = choices(scene.seed, `routes of ${scene.name} ${id}`);
  const action = {
    cluster,
    timeout: chance(0.3) ? pick(['15s', '0s', '2.5s']) : undefined,
    retry_policy: chance(0.2) ? { retry_on: pick(['5xx', 'connect-failure']), num_retries: 2 } : undefined,
  };
  const routes = [
    ...(chance(0.2) ? [{ match: { path: '/ping' }, direct_response: { status: 200 } }] : []),
    ...(chance(0.3) ? [{ match: { prefix: '/api/' }, route: { cluster, prefix_rewrite: '/' } }] : []),
    { match: { prefix: '/' }, route: action },
  ];
  return manager(name, routes, marking, {
    codec_type: chance(0.3) ? marking.text(`${id}.codec`, 'AUTO') : undefined,
    access_log: chance(0.3) ? [stdoutLog] : undefined,
    use_remote_address: chance(0.2) ? true : undefined,
  });
}

const stdoutLog: Tree = {
  name: 'envoy.access_loggers.stdout',
  typed_config: { '@type': type('extensions.access_loggers.stream.v3.StdoutAccessLog') },
};

const manager = (
  name: string,
  routes: Tree,
  marking: Marking,
  more: { readonly [key: string]: Tree | undefined },
): Tree => ({
  name: 'envoy.filters.network.http_connection_manager',
  typed_config: {
    '@type': type('extensions.filters.network.http_connection_manager.v3.HttpConnectionManager'),
    stat_prefix: name,
    ...more,
    route_config: {
      name: 'local',
      virtual_hosts: [{ name, domains: [marking.text(`${name}.domain`, '*')], routes }],
    },
    http_filters: [
      {
        name: 'envoy.filters.http.router',
        typed_config: { '@type': marking.text(`${name}.router`, type('extensions.filters.http.router.v3.Router')) },
      },
    ],
  },
});

function outbound({ name }: Scene, { cluster, listener }: NonNullable<Scene['outside']>, marking: Marking): TreeMap {
  const route = { match: { prefix: '/' }, route: { cluster: marking.text('egress.cluster', cluster) } };
  return {
    name: listener.name,
    address: socketAddress('127.0.0.1', marking.number('egress.port', listener.port)),
    filter_chains: [{ filters: [manager(`${name}_egress`, [route], marking, {})] }],
  };
}

function healthListener({ name, port }: Listener, marking: Marking): TreeMap {
  const route = { match: { path: '/healthz' }, direct_response: { status: 200 } };
  return {
    name,
    address: socketAddress(marking.text('health.host', '0.0.0.0'), marking.number('health.port', port)),
    filter_chains: [{ filters: [manager('health', [route], marking, {})] }],
  };
}

function localCluster(scene: Scene, app: App, marking: Marking): Tree {
  const { chance, pick } = choices(scene.seed, `cluster of ${scene.name} ${app.id}`);
  const { host } = app;
  const name = clusterName(app);
  return {
    name: marking.text(`${app.id}.cluster`, name),
    type: marking.text(`${app.id}.type`, host === 'localhost' ? 'STRICT_DNS' : 'STATIC'),
    connect_timeout: chance(0.7) ? pick(['1s', '0.25s', '5s']) : undefined,
    lb_policy: chance(0.4) ? 'ROUND_ROBIN' : undefined,
    load_assignment: {
      cluster_name: marking.text(`${app.id}.assignment`, name),
      endpoints: [
        {
          lb_endpoints: [
            {
              endpoint: {
                address: socketAddress(
                  marking.text(`${app.id}.host`, host),
                  marking.number(`${app.id}.endpoint`, app.port),
                ),
              },
            },
          ],
        },
      ],
    },
  };
}

const outsideCluster = ({ seed }: Scene, { cluster, host, port }: NonNullable<Scene['outside']>): Tree => ({
  name: cluster,
  type: choices(seed, 'outside').pick(['STRICT_DNS', 'LOGICAL_DNS']),
  load_assignment: {
    cluster_name: cluster,
    endpoints: [{ lb_endpoints: [{ endpoint: { address: socketAddress(host, port) } }] }],
  },
});
