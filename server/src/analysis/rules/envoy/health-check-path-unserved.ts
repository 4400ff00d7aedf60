import { clusterType } from '../../envoy/cluster-type.ts';
import type { EnvoyConfig } from '../../envoy/envoy-config.ts';
import { field, fieldEntry, fieldItems, fieldPath } from '../../envoy/envoy-field.ts';
import { envoyString } from '../../envoy/envoy-scalar.ts';
import { hasElision } from '../../envoy/has-elision.ts';
import { loadedListeners } from '../../envoy/loaded-listeners.ts';
import { lowerSocketAddress } from '../../envoy/lower-envoy-config.ts';
import type { MessageProblem } from '../../envoy/message-checks/message-check.ts';
import { isUnserved } from '../../envoy/unserved-path.ts';
import { type BoundPort, boundPorts } from '../../workspace/envoy-workload.ts';
import type { YamlMap, YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { messageFindings } from '../findings/message-findings.ts';
import { message } from '../message.ts';
import { placeIn, rule } from '../rule.ts';

const code = 'envoy/health-check-path-unserved';

export const envoyHealthCheckPathUnserved = rule({
  code,
  subject: 'envoy',
  severity: 'warning',
  needsWhole: true,
  summary: 'A health check requests a path that the checked listener does not serve.',
  why: 'If the only endpoint of a cluster is a listener of the same config, and none of its routes matches the path of the health check, Envoy answers the check with 404. The endpoint is never healthy (run with Envoy 1.40). The rule is silent if other answers are expected, or if routes or filters are not known.',
  examples: [
    {
      before: `#- /envoy-config.yaml stock:sidecar-config
#~ match: { prefix: / } => match: { prefix: /api/ }
#~ - name: app\\n => - name: self\\n          type: STATIC\\n          health_checks: [{ timeout: 1s, interval: 5s, unhealthy_threshold: 1, healthy_threshold: 1, http_health_check: { path: /healthz } }]\\n          load_assignment: { cluster_name: self, endpoints: [{ lb_endpoints: [{ endpoint: { address: { socket_address: { address: 127.0.0.1, port_value: 9092 } } } }] }] }\\n        - name: app\\n
#? warning envoy/health-check-path-unserved at "/healthz": The listener at this endpoint has no route for '/healthz', so the health check always fails.
#? hint envoy/unused-cluster at "self"
`,
    },
  ],
  visits: {
    'envoy.config.cluster.v3.Cluster'(node, report) {
      if (!fieldEntry(node, 'health_checks') || !onlyEndpoint(node) || hasElision(node)) return;
      for (const check of fieldItems(field(node, 'health_checks'))) {
        const path = envoyString(fieldPath(check, 'http_health_check', 'path'));
        // A path that Envoy does not normalize.
        if (!path?.value.startsWith('/') || !/^(\/[\w~-][\w.~-]*)*\/?(\?.*)?$/.test(path.value)) continue;
        if (fieldEntry(check, 'alt_port') || fieldPath(check, 'http_health_check', 'expected_statuses')) continue;
        report(
          path.at,
          "The listener at this endpoint has no route for '{0}', so the health check always fails.",
          path.value,
        );
      }
    },
  },
  check(subject, report) {
    const { file, source } = subject;
    const found = messageFindings(subject, code);
    if (found.length === 0 || source.form === 'discovery' || source.config.dynamic.listeners) return;
    for (const { problem, at } of found) {
      const [path = ''] = String(problem.message.args[0]).split('?');
      const listeners = listenersAt(source.config, problem);
      const unserved = ({ listener }: BoundPort): boolean =>
        !!listener && !hasElision(listener.node, source.memo) && isUnserved(path, listener);
      if (listeners.length === 0 || !listeners.every(unserved)) continue;
      report({
        at,
        message: problem.message,
        related: listeners.map((one) => ({
          at: placeIn(file, one.at),
          message: message("Listener '{0}' is on port {1}.", one.name, one.port),
        })),
      });
    }
  },
});

const elsewhere = ['cluster_type', 'transport_socket', 'transport_socket_matches', 'upstream_bind_config'];

/** The only endpoint of a cluster that is checked at its own address. */
function onlyEndpoint(cluster: YamlMap): YamlNode | undefined {
  if (!clusterType({ node: cluster }) || elsewhere.some((name) => fieldEntry(cluster, name))) return undefined;
  const localities = fieldItems(fieldPath(cluster, 'load_assignment', 'endpoints'));
  const [only, ...more] = localities.flatMap((locality) => fieldItems(field(locality, 'lb_endpoints')));
  const endpoint = more.length === 0 ? field(only, 'endpoint') : undefined;
  return fieldEntry(endpoint, 'health_check_config') || fieldEntry(endpoint, 'additional_addresses')
    ? undefined
    : endpoint;
}

/** The listeners that may answer on the endpoint of a cluster. Empty if another program may answer. */
function listenersAt(config: EnvoyConfig, { node }: MessageProblem): readonly BoundPort[] {
  const address = lowerSocketAddress(field(onlyEndpoint(node), 'address'));
  const any = anyOf.get(address?.address?.value ?? '');
  const loaded = new Set(loadedListeners(config));
  const onPort = boundPorts(config).filter(
    ({ port, listener, protocol }) =>
      protocol === 'TCP' && port === address?.port?.value && listener && loaded.has(listener),
  );
  const all = onPort.every(
    ({ host, address: { node: socket } }) =>
      (host === any || host === address?.address?.value) && !fieldEntry(socket, 'network_namespace_filepath'),
  );
  return any !== undefined && address?.protocol === 'TCP' && all ? onPort : [];
}

/** The address on which a listener is reached through a loopback address. */
const anyOf: ReadonlyMap<string, string> = new Map([
  ['127.0.0.1', '0.0.0.0'],
  ['::1', '::'],
]);
