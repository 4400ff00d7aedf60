import { socketProtocol } from '../../envoy/enum-field.ts';
import type { EnvoyListener, SocketAddress } from '../../envoy/envoy-config.ts';
import { field, fieldPath } from '../../envoy/envoy-field.ts';
import { envoyString } from '../../envoy/envoy-scalar.ts';
import { loadedListeners } from '../../envoy/loaded-listeners.ts';
import { boundPorts, linkedPorts, loopbackEndpoints } from '../../workspace/envoy-workload.ts';
import { replaceScalar } from '../../yaml/edit/yaml-edit.ts';
import type { YamlScalar } from '../../yaml/syntax/yaml-node.ts';
import { itemRemoval } from '../fixes/item-removal.ts';
import { message } from '../message.ts';
import { pairContainerPorts } from '../fixes/pair-container-ports.ts';
import { type ConfigSubject, editsIn, type Fix, placeIn, rule } from '../rule.ts';

export const duplicateListenerAddress = rule({
  code: 'envoy/duplicate-listener-address',
  subject: 'envoy',
  severity: 'error',
  needsWhole: true,
  summary: 'Two listeners have the same address.',
  why: 'Envoy reports "has duplicate address", even if `bind_to_port` is false. The same port may be used for both TCP and UDP, in different network namespaces, and on different IP addresses. Port 0 lets the system choose.',
  examples: [
    {
      before: `#- /envoy.yaml
static_resources:
  listeners:
    - name: web
      address: { socket_address: { address: 0.0.0.0, port_value: 8080 } }
      filter_chains: [{ filters: [] }]
    - name: metrics
      address: { socket_address: { address: 0.0.0.0, port_value: 8080 } }
      #                                                          ^^^^ error envoy/duplicate-listener-address: Listener 'web' already uses address 0.0.0.0:8080.
      filter_chains: [{ filters: [] }]
`,
      after: `#- /envoy.yaml
static_resources:
  listeners:
    - name: web
      address: { socket_address: { address: 0.0.0.0, port_value: 8080 } }
      filter_chains: [{ filters: [] }]
    - name: metrics
      address: { socket_address: { address: 0.0.0.0, port_value: 8081 } }
      filter_chains: [{ filters: [] }]
`,
    },
  ],
  check(subject, report) {
    const { file, source } = subject;
    const firsts = new Map<string, Bound>();
    for (const bound of loadedListeners(source.config).flatMap(boundBy)) {
      const first = firsts.get(bound.key);
      if (!first) firsts.set(bound.key, bound);
      // Envoy does not compare the addresses of one listener when it validates.
      if (!first || first.listener === bound.listener) continue;
      const isAlias = first.at.range.start === bound.at.range.start;
      report({
        at: placeIn(file, isAlias ? bound.listener.node : bound.at),
        message: message("Listener '{0}' already uses address {1}.", first.listener.name?.value ?? '', bound.shown),
        related: [{ at: placeIn(file, first.at), message: message('Address {0} is first used here.', bound.shown) }],
        fixes: () => (isAlias ? [] : fixes(subject, bound)),
      });
    }
  },
});

interface Bound {
  readonly listener: EnvoyListener;
  /** Equal for addresses that Envoy considers equal. */
  readonly key: string;
  readonly shown: string;
  /** The port, or the path of a pipe. */
  readonly at: YamlScalar;
  readonly port?: number;
}

function boundBy(listener: EnvoyListener): Bound[] {
  const path = envoyString(fieldPath(listener.node, 'address', 'pipe', 'path'));
  const pipes = path ? [{ listener, key: `pipe ${path.value}`, shown: path.value, at: path.at }] : [];
  return [...listener.addresses.flatMap((address) => boundAt(listener, address)), ...pipes];
}

function boundAt(listener: EnvoyListener, { node, address, port, protocol }: SocketAddress): Bound[] {
  if (!address || !port || port.value === 0 || field(node, 'resolver_name')) return [];
  if (socketProtocol(node) === undefined) return [];
  const namespace = field(node, 'network_namespace_filepath');
  const netns = namespace ? envoyString(namespace)?.value : '';
  if (netns === undefined) return [];
  const shown = address.value.includes(':') ? `[${address.value}]:${port.value}` : `${address.value}:${port.value}`;
  const key = `${protocol} ${netns} ${shown.toLowerCase()}`;
  return [{ listener, key, shown, at: port.at, port: port.value }];
}

function fixes(subject: ConfigSubject, { listener, at, port }: Bound): Fix[] {
  const { file, source } = subject;
  const listeners = fieldPath(source.config.root, 'static_resources', 'listeners');
  const free = port === undefined ? undefined : (declaredPort(subject) ?? freePort(subject, port));
  return [
    ...(free === undefined
      ? []
      : [
          {
            title: message('Change the port to {0}', free),
            preferred: true,
            safe: false,
            edits: [editsIn(file, replaceScalar(file.text, at, free))],
          },
        ]),
    ...itemRemoval(subject, listeners, listener.node, message('Remove this listener')),
  ];
}

/** The only containerPort of Envoy that nothing binds. */
function declaredPort({ workloads }: ConfigSubject): number | undefined {
  const unused = workloads.flatMap((workload) => pairContainerPorts(workload)?.unused ?? []);
  const [only, ...others] = new Set(unused.map(({ port }) => port.value));
  return others.length === 0 ? only : undefined;
}

function freePort({ source: { config }, workloads }: ConfigSubject, port: number): number {
  const links = workloads.flatMap((workload) => workload.config ?? []);
  const configs = [config, ...links.map(({ source }) => source.config)];
  const bound = [...boundPorts(config), ...links.flatMap(linkedPorts)];
  const used = new Set([...bound, ...configs.flatMap(loopbackEndpoints)].map((one) => one.port));
  let candidate = port + 1;
  while (used.has(candidate) && candidate < 65_535) candidate++;
  return candidate;
}
