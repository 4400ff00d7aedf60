import type {
  EnumValue,
  EnvoyField,
  EnvoyMessage,
  ExtensionRow,
} from '../../../server/src/analysis/schema/envoy-model.ts';
import type { Api, ApiMessage } from './read-api.ts';
import { slotOf } from './slots.ts';

/** The types to start from: the bootstrap, and what a management server or a file may send. */
export const resourceTypes = [
  'envoy.config.bootstrap.v3.Bootstrap',
  'envoy.config.cluster.v3.Cluster',
  'envoy.config.core.v3.TypedExtensionConfig',
  'envoy.config.endpoint.v3.ClusterLoadAssignment',
  'envoy.config.listener.v3.Listener',
  'envoy.config.route.v3.RouteConfiguration',
  'envoy.config.route.v3.ScopedRouteConfiguration',
  'envoy.config.route.v3.VirtualHost',
  'envoy.extensions.transport_sockets.tls.v3.Secret',
  'envoy.service.discovery.v3.DiscoveryResponse',
  'envoy.service.discovery.v3.Resource',
  'envoy.service.runtime.v3.Runtime',
];

const wellKnownTypes = [
  ...['Any', 'Duration', 'Empty', 'FieldMask', 'ListValue', 'Struct', 'Timestamp', 'Value'],
  ...['Bool', 'Bytes', 'Double', 'Float', 'Int32', 'Int64', 'String', 'UInt32', 'UInt64'].map((type) => `${type}Value`),
].map((type) => `google.protobuf.${type}`);

/** What is allowed as the config of any extension, or as data in a field that accepts any message. */
export const freeTypes = ['udpa.type.v1.TypedStruct', 'xds.type.v3.TypedStruct', ...wellKnownTypes];

/**
 * Selects what can be written in a config: everything that is reachable from the resource types and the types of the extensions,
 * and the rest of `envoy.config` and `envoy.extensions`. Adds the slots' categories, see slots.ts.
 */
export function selectFacts(
  { messages, enums }: Api,
  extensions: readonly ExtensionRow[],
): { messages: Record<string, EnvoyMessage>; enums: Record<string, Readonly<Record<string, EnumValue>>> } {
  const open = [
    ...resourceTypes,
    ...freeTypes,
    ...extensions.flatMap(([, , types]) => types),
    ...Object.keys(messages).filter((name) => /^envoy\.(config|extensions)\..*\bv3\.[A-Z]/.test(name)),
  ];
  const selected = new Map<string, EnvoyMessage>();
  const usedEnums = new Map<string, Readonly<Record<string, EnumValue>>>();
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const message = messages[name];
    const values = enums[name];
    if (values) usedEnums.set(name, byNumber(values));
    if (!message || selected.has(name)) continue;
    selected.set(name, withSlots(name, message));
    open.push(...Object.values(message.f).map(({ t }) => t.replace(/^map<.*,(.*)>$/, '$1')));
  }
  return { messages: sorted(selected), enums: sorted(usedEnums) };
}

/** Annotations that name a package that never existed. The types were in the v2 package of the same name. */
const misnamed: Readonly<Record<string, string>> = {
  'envoy.config.filter.http.ext_authz.v3.ExtAuthz': 'envoy.config.filter.http.ext_authz.v2.ExtAuthz',
};

/** The types that configs of the v2 API had in `@type`, with those that replaced them. */
export function v2Types({ messages }: Api, extensions: readonly ExtensionRow[]): Record<string, string> {
  const types = new Set([...resourceTypes, ...extensions.flatMap(([, , names]) => names)]);
  return sorted(
    new Map(
      [...types].flatMap((name): [string, string][] => {
        const named = messages[name]?.previous ?? '';
        const previous = misnamed[named] ?? named;
        return previous === '' || /\.v3\./.test(previous) ? [] : [[previous, name]];
      }),
    ),
  );
}

function withSlots(messageName: string, { previous: _, file: __, ...message }: ApiMessage): EnvoyMessage {
  const fields = Object.entries(message.f)
    .sort(([, a], [, b]) => a.n - b.n)
    .map(([name, field]): [string, EnvoyField] => {
      const slot = slotOf(`${messageName}.${name}`);
      if (!slot) return [name, field];
      const { c: ___, ...rest } = field;
      return [
        name,
        {
          ...rest,
          ...(slot.categories && { c: slot.categories }),
          ...(slot.types && { u: slot.types }),
          ...(slot.rule && { s: slot.rule }),
        },
      ];
    });
  return { ...message, f: Object.fromEntries(fields) };
}

function byNumber(values: Readonly<Record<string, EnumValue>>): Record<string, EnumValue> {
  const numberOf = (value: EnumValue): number => (typeof value === 'number' ? value : value[0]);
  return Object.fromEntries(Object.entries(values).sort(([, a], [, b]) => numberOf(a) - numberOf(b)));
}

function sorted<Value>(map: ReadonlyMap<string, Value>): Record<string, Value> {
  return Object.fromEntries([...map].sort(([a], [b]) => (a < b ? -1 : 1)));
}
