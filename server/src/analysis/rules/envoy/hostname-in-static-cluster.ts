import { clusterType } from '../../envoy/cluster-type.ts';
import type { EnvoyCluster } from '../../envoy/envoy-config.ts';
import { field, fieldEntry, fieldItems, fieldPath } from '../../envoy/envoy-field.ts';
import { envoyName } from '../../envoy/envoy-scalar.ts';
import { isIpAddress } from '../../envoy/ip-address.ts';
import type { Located, YamlMap } from '../../yaml/syntax/yaml-node.ts';
import { asMap } from '../../yaml/syntax/yaml-path.ts';
import { insertEntry, replaceScalar } from '../../yaml/edit/yaml-edit.ts';
import { message } from '../message.ts';
import { editsIn, type Fix, placeIn, partRule, type PlacedSource } from '../rule.ts';

export const hostnameInStaticCluster = partRule({
  code: 'envoy/hostname-in-static-cluster',
  subject: 'cluster',
  severity: 'error',
  needsWhole: true,
  summary: 'The address of an endpoint in a STATIC cluster is not an IP address.',
  why: 'STATIC clusters, and clusters without a type, do not resolve host names. Envoy reports "malformed IP address". `localhost` is also a host name, and a port belongs in `port_value`.',
  examples: [
    {
      before: `#- /envoy-config.yaml stock:sidecar-config
#~ { address: 127.0.0.1, port_value: 8080 } => { address: localhost, port_value: 8080 }
#? error envoy/hostname-in-static-cluster at "localhost"
`,
      after: `#- /envoy-config.yaml stock:sidecar-config
#~ { address: 127.0.0.1, port_value: 8080 } => { address: localhost, port_value: 8080 }
#~ type: STATIC => type: STRICT_DNS
`,
    },
  ],
  check({ file, cluster }, report) {
    if (clusterType(cluster) !== 'STATIC') return;
    for (const socket of endpointSockets(cluster)) {
      const address = envoyName(field(socket, 'address'));
      if (!address || address.value === '' || isIpAddress(address.value)) continue;
      if (fieldEntry(socket, 'resolver_name') || toBeReplaced.test(address.value)) continue;
      report({
        at: placeIn(file, address.at),
        message: message("'{0}' is not an IP address. A STATIC cluster does not resolve host names.", address.value),
        fixes: (config) => fixes(config, cluster, address),
      });
    }
  },
});

/** `HOST_IP`: a word that a script replaces. */
const toBeReplaced = /^_*[A-Z][A-Z0-9]*(_+[A-Z0-9]+)+_*$/;

/** The socket addresses of all endpoints, including additional ones. */
const endpointSockets = (cluster: EnvoyCluster): YamlMap[] =>
  fieldItems(field(cluster.loadAssignment, 'endpoints'))
    .flatMap((locality) => fieldItems(field(locality, 'lb_endpoints')))
    .flatMap((node) => {
      const endpoint = field(node, 'endpoint');
      return [endpoint, ...fieldItems(field(endpoint, 'additional_addresses'))];
    })
    .flatMap((holder) => asMap(fieldPath(holder, 'address', 'socket_address')) ?? []);

/** Names as used in DNS and container networks. */
const hostname = /^(?=.*[a-z])[a-z0-9]([a-z0-9._-]*[a-z0-9])?\.?$/i;

function fixes({ file, source }: PlacedSource, cluster: EnvoyCluster, address: Located<string>): Fix[] {
  const bare = withoutPort(address.value);
  const rewrite = bare === address.value ? [] : [replaceScalar(file.text, address.at, bare)];
  if (isIpAddress(bare))
    return [
      { title: message("Change to '{0}'", bare), preferred: true, safe: false, edits: [editsIn(file, ...rewrite)] },
    ];
  if (!hostname.test(bare) || !mayBeDns(cluster)) return [];
  const type = field(cluster.node, 'type');
  if (type?.kind !== 'scalar' && !source.editable) return [];
  const retype =
    type?.kind === 'scalar'
      ? replaceScalar(file.text, type, 'STRICT_DNS')
      : insertEntry(file.text, cluster.node, 'type', 'STRICT_DNS', fieldEntry(cluster.node, 'name'));
  return [
    {
      title: message("Change the cluster type to 'STRICT_DNS'"),
      preferred: true,
      safe: false,
      edits: [editsIn(file, retype, ...rewrite)],
    },
  ];
}

/** `[::1]`, `host:80` and `[::1]:80` without brackets and port. */
const withoutPort = (address: string): string =>
  /^\[([^\]]+)\](:\d+)?$/.exec(address)?.[1] ?? /^([^:]+):\d+$/.exec(address)?.[1] ?? address;

/** Envoy resolves only names of socket addresses without their own resolver. */
const mayBeDns = (cluster: EnvoyCluster): boolean =>
  !fieldEntry(cluster.node, 'cluster_type') &&
  endpointSockets(cluster).every((socket) => !fieldEntry(socket, 'resolver_name'));
