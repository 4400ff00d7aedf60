import type { EnvoyConfig } from '../envoy/envoy-config.ts';
import { field } from '../envoy/envoy-field.ts';
import { envoyString } from '../envoy/envoy-scalar.ts';
import { matchText } from '../envoy/route-text.ts';
import { type Place, placeIn } from '../rules/rule.ts';
import { grouped } from '../text/grouped.ts';
import type { EnvoyWorkload } from '../workspace/envoy-workload.ts';
import type { YamlMap, YamlNode } from '../yaml/syntax/yaml-node.ts';
import { asSeq, placeOf } from '../yaml/syntax/yaml-path.ts';

/** A text that a local run inserts into its copy of the config. */
export interface Insertion {
  readonly offset: number;
  readonly text: string;
}

/** `RequestTrace` of the protocol, with offset places. */
export interface RequestTrace {
  readonly accessLog: string;
  readonly insertions: readonly Insertion[];
  readonly chains: readonly { readonly listener: string; readonly filterChain?: string; readonly location: Place }[];
  readonly routes: readonly TracedRoute[];
  readonly clusters: readonly TracedCluster[];
  readonly appPorts: readonly { readonly container: string; readonly port: number; readonly location: Place }[];
}

interface TracedRoute {
  readonly name?: string;
  readonly virtualHost: string;
  readonly match: string;
  readonly location: Place;
}

interface TracedCluster {
  readonly name: string;
  readonly location: Place;
  readonly endpoints: readonly { readonly address: string; readonly port: number; readonly location: Place }[];
}

/** The access log of a local run, in the folder in which its Envoy starts. */
const accessLogFile = 'envoy-sidecar-access.log';

/**
 * What makes Envoy say which way a request takes: an access log in each HttpConnectionManager, and metadata in each route with its
 * number. Filter chains and routes are known by their positions in `chains` and `routes`. Parts that several places share through an
 * alias are left out, and so are routes with metadata of their own.
 *
 * @param written the config as it is in the file
 * @param copied the same config with offsets of `text`, which Envoy reads
 * @param workloads the pods that read the config
 */
export function requestTrace(
  uri: string,
  written: EnvoyConfig,
  copied: EnvoyConfig,
  text: string,
  workloads: readonly EnvoyWorkload[],
): RequestTrace {
  const managers = managersOf(written);
  const copies = managersOf(copied);
  const at = (node: YamlNode): Place => ({ uri, range: placeOf(node) });
  const routes = managers.flatMap(routesOf);
  const logs = copies.map(({ config }, id) => inserted(config, 'access_log', [accessLogger(id)], text));
  const marks = copies
    .flatMap(routesOf)
    .map(({ route }, id) =>
      inserted(route.node, 'metadata', { filter_metadata: { [namespace]: { route: `${id}` } } }, text),
    );
  return {
    accessLog: accessLogFile,
    insertions: unshared([...logs, ...marks].flatMap((insertion) => insertion ?? [])),
    chains: managers.map(({ listener, filterChain, node }) => ({
      listener,
      ...(filterChain !== undefined && { filterChain }),
      location: at(node),
    })),
    routes: routes.map(({ host, route }) => {
      const name = envoyString(field(route.node, 'name'))?.value;
      const virtualHost = envoyString(field(host.node, 'name'))?.value ?? '';
      return { ...(name && { name }), virtualHost, match: matchText(route), location: at(route.node) };
    }),
    clusters: written.clusters.map((cluster) => ({
      name: cluster.name?.value ?? '',
      location: at(cluster.name?.at ?? cluster.node),
      endpoints: cluster.endpoints.flatMap(({ address: { address, port } }) =>
        port ? [{ address: address?.value ?? '', port: port.value, location: at(port.at) }] : [],
      ),
    })),
    appPorts: appPorts(workloads),
  };
}

/** The key of our own values in metadata. */
const namespace = 'envoy-sidecar';

const managersOf = ({ listeners }: EnvoyConfig) =>
  listeners.flatMap((listener) =>
    listener.filterChains.flatMap(({ node, filters }) =>
      filters.flatMap(({ type, config, routeConfig, node: filter }) =>
        type === 'HttpConnectionManager' && config
          ? [
              {
                listener: listener.name?.value ?? '',
                filterChain: envoyString(field(node, 'name'))?.value,
                node: filter,
                config,
                routeConfig,
              },
            ]
          : [],
      ),
    ),
  );

const routesOf = ({ routeConfig }: ReturnType<typeof managersOf>[number]) =>
  (routeConfig?.virtualHosts ?? []).flatMap((host) => host.routes.map((route) => ({ host, route })));

/** The commands are described under "Command operators" in Envoy's documentation of access logs. */
const accessLogger = (chain: number) => ({
  name: namespace,
  typed_config: {
    '@type': 'type.googleapis.com/envoy.extensions.access_loggers.file.v3.FileAccessLog',
    path: accessLogFile,
    log_format: {
      json_format: {
        chain: `${chain}`,
        from: '%DOWNSTREAM_DIRECT_REMOTE_ADDRESS%',
        to: '%UPSTREAM_LOCAL_ADDRESS%',
        route: `%METADATA(ROUTE:${namespace}:route)%`,
        routeName: '%ROUTE_NAME%',
        cluster: '%UPSTREAM_CLUSTER%',
        endpoint: '%UPSTREAM_HOST%',
        method: '%REQ(:METHOD)%',
        authority: '%REQ(:AUTHORITY)%',
        path: '%REQ(:PATH)%',
        originalPath: '%REQ(X-ENVOY-ORIGINAL-PATH)%',
        status: '%RESPONSE_CODE%',
        details: '%RESPONSE_CODE_DETAILS%',
        flags: '%RESPONSE_FLAGS%',
        transportFailure: '%UPSTREAM_TRANSPORT_FAILURE_REASON%',
        attempts: '%UPSTREAM_REQUEST_ATTEMPT_COUNT%',
        durationMs: '%DURATION%',
      },
    },
  },
});

/** A field that is added to a message, or items that are added to it. Undefined if there is no place for it. */
function inserted(message: YamlMap, name: string, value: unknown, text: string): Insertion | undefined {
  const present = field(message, name);
  if (present) return Array.isArray(value) ? insertedItem(present, value[0], text) : undefined;
  const first = message.entries[0];
  if (!first) return undefined;
  const entry = `${JSON.stringify(name)}: ${JSON.stringify(value)}`;
  const offset = first.range.start;
  if (message.flow) return { offset, text: `${entry}, ` };
  const column = columnOf(text, offset, /^[ -]*$/);
  return column === undefined ? undefined : { offset, text: `${entry}\n${' '.repeat(column)}` };
}

function insertedItem(list: YamlNode, value: unknown, text: string): Insertion | undefined {
  const items = asSeq(list)?.items;
  const item = JSON.stringify(value);
  if (asSeq(list)?.flow) return { offset: list.range.start + 1, text: items?.length ? `${item}, ` : item };
  const [first] = items ?? [];
  if (!first) return undefined;
  const column = columnOf(text, placeOf(first).start, /^ *- +$/);
  if (column === undefined) return undefined;
  const dash = text.lastIndexOf('-', placeOf(first).start - 1);
  return { offset: dash, text: `- ${item}\n${' '.repeat(column - (placeOf(first).start - dash))}` };
}

/** The column of an offset, if the text before it in its line is as expected. */
function columnOf(text: string, offset: number, before: RegExp): number | undefined {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  return before.test(line) ? line.length : undefined;
}

function unshared(insertions: readonly Insertion[]): Insertion[] {
  return [...grouped(insertions.map((insertion) => [insertion.offset, insertion] as const)).values()].flatMap((same) =>
    same.length === 1 ? same : [],
  );
}

const appPorts = (workloads: readonly EnvoyWorkload[]): RequestTrace['appPorts'] =>
  workloads.flatMap(({ file, otherContainers }) =>
    otherContainers.flatMap(({ name, ports }) =>
      ports.flatMap(({ port }) =>
        port ? [{ container: name?.value ?? '', port: port.value, location: placeIn(file, port.at) }] : [],
      ),
    ),
  );
