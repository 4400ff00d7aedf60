import { fieldPosition, type TypedPosition } from '../../envoy/typed/typed-position.ts';
import { requiredGroups } from '../../envoy/validate/missing-fields.ts';
import { fieldOf, jsonName, type MessageField, messageFields } from '../../schema/envoy-facts.ts';
import { scalarType, typeForm } from '../../schema/envoy-types.ts';
import { isAbsent } from '../../schema/envoy-versions.ts';
import { commonness, isCommon } from './common-fields.ts';
import { type Sketch, type SketchEntry, stop, stopLike, word } from './sketch.ts';
import { usualFieldValues } from './usual-fields.ts';

/** How a config is written. */
export interface SketchStyle {
  readonly version: string | undefined;
  /** Keys are in lowerCamelCase. */
  readonly camel: boolean;
}

/** What the value of a field begins with: what the API requires, and what nearly every config has there. */
export const fieldSketch = (position: TypedPosition, style: SketchStyle): Sketch =>
  sketchOf(position, { ...style, around: position.field ? [position.field.message] : [] });

/** The fields that a message begins with. */
export const messageSketch = (message: string, style: SketchStyle): readonly SketchEntry[] =>
  entriesOf(message, undefined, { ...style, around: [] });

/** The whole config of an extension. */
export const extensionSketch = (type: string, style: SketchStyle): Sketch => ({
  kind: 'map',
  entries: [['"@type"', { kind: 'text', text: `type.googleapis.com/${type}` }], ...messageSketch(type, style)],
});

interface Here extends SketchStyle {
  /** The messages around, from the outermost. */
  readonly around: readonly string[];
}

function sketchOf(position: TypedPosition, here: Here): Sketch {
  const { form, type, slot } = position;
  if (form === 'list') return { kind: 'list', item: sketchOf({ ...position, form: 'one' }, here) };
  if (form === 'map') return { kind: 'map', entries: [] };
  if (scalarType(type) !== undefined) return scalarSketch(position, here);
  if (type === 'google.protobuf.Any') return { kind: 'map', entries: [['"@type"', stop()]] };
  if (typeForm(type).kind !== 'message') return { kind: 'map', entries: [] };
  if (messageFields(type).length === 0) return { kind: 'text', text: '{}' };
  return { kind: 'map', entries: here.around.includes(type) ? [] : entriesOf(type, slot, here) };
}

function scalarSketch({ field }: TypedPosition, { around }: Here): Sketch {
  if (!field) return stop();
  const name = `${field.message.slice(field.message.lastIndexOf('.') + 1)}.${field.name}`;
  if (name === 'Cluster.name') return word('cluster');
  if (name === 'ClusterLoadAssignment.cluster_name' && around.includes(cluster)) return stopLike('cluster');
  return stop(inPlace(name, around) ?? usualFieldValues(field.message, field.name)[0]);
}

const cluster = 'envoy.config.cluster.v3.Cluster';

/** What is usual in this place only. */
function inPlace(name: string, around: readonly string[]): string | undefined {
  const isAdmin = around.includes('envoy.config.bootstrap.v3.Admin');
  const isEndpoint = around.includes('envoy.config.endpoint.v3.Endpoint');
  if (name === 'SocketAddress.address' && (isAdmin || isEndpoint)) return '127.0.0.1';
  return name === 'SocketAddress.port_value' && isAdmin ? '9901' : undefined;
}

function entriesOf(message: string, slot: TypedPosition['slot'], here: Here): SketchEntry[] {
  const inside = { ...here, around: [...here.around, message] };
  return firstFields(message, here).map((at) => {
    const key = here.camel ? jsonName(at.name) : at.name;
    return [key, sketchOf(fieldPosition(at, slot), inside)];
  });
}

/** The fields of a message that a new one begins with. The config of an extension comes with its name. */
function firstFields(message: string, { version }: Here): readonly MessageField[] {
  const options = version === undefined ? {} : { version };
  const required = requiredGroups(message, options).flatMap((group) => {
    const [first] = [...group].sort((a, b) => commonness(message, a) - commonness(message, b));
    return first !== undefined && (group.length === 1 || isCommon(message, first)) ? [first] : [];
  });
  const usual = (Object.hasOwn(firstByUse, message) ? (firstByUse[message] ?? '') : '').split(' ');
  const isExtension = fieldOf(message, 'typed_config')?.type === 'google.protobuf.Any';
  return [...new Set([...usual, ...required.sort((a, b) => commonness(message, a) - commonness(message, b))])]
    .flatMap((name) => fieldOf(message, name) ?? [])
    .filter(({ name }) => !isAbsent({ kind: 'field', message, name }, version))
    .filter(({ name }) => !isExtension || name === 'name');
}

/** What nearly every config sets, although the API does not require it, in the order in which people write it. */
const firstByUse: Readonly<Record<string, string>> = {
  'envoy.config.bootstrap.v3.Admin': 'address',
  'envoy.config.listener.v3.Listener': 'name address filter_chains',
  'envoy.config.listener.v3.FilterChain': 'filters',
  'envoy.config.cluster.v3.Cluster': 'name connect_timeout type load_assignment',
  'envoy.config.endpoint.v3.ClusterLoadAssignment': 'cluster_name endpoints',
  'envoy.config.endpoint.v3.LocalityLbEndpoints': 'lb_endpoints',
  'envoy.config.endpoint.v3.LbEndpoint': 'endpoint',
  'envoy.config.endpoint.v3.Endpoint': 'address',
  'envoy.config.route.v3.RouteConfiguration': 'name virtual_hosts',
  'envoy.config.route.v3.VirtualHost': 'name domains routes',
  'envoy.config.route.v3.Route': 'match route',
  'envoy.config.core.v3.HealthCheck': 'timeout interval unhealthy_threshold healthy_threshold http_health_check',
  'envoy.extensions.access_loggers.file.v3.FileAccessLog': 'path',
  'envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager':
    'stat_prefix route_config http_filters',
  'envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy': 'stat_prefix cluster',
  'envoy.extensions.transport_sockets.tls.v3.TlsCertificate': 'certificate_chain private_key',
  'envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext': 'common_tls_context',
};
