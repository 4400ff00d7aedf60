import { enumNameOf, fieldOf } from '../schema/envoy-facts.ts';
import { hasPlaceholder } from '../yaml/edit/placeholder.ts';
import type { YamlNode } from '../yaml/syntax/yaml-node.ts';
import { field } from './envoy-field.ts';
import { loadedScalar } from './validate/loaded-scalar.ts';
import { readScalar } from './validate/read-scalar.ts';

/**
 * The name of an enum field's value, as Envoy's loader reads it: in any case or as a number (semantics cases `enum-*`),
 * and the name of 0 for a missing value or null. Undefined if the value is not one of the enum, or is filled in later.
 * @param message the node of the message that has the field
 * @param type full name of the message, as in `envoy.config.cluster.v3.Cluster`
 * @param name the field's snake_case name
 */
export function enumField(message: YamlNode | undefined, type: string, name: string): string | undefined {
  const enumType = fieldOf(type, name)?.field.t ?? '';
  const number = enumNumber(field(message, name), enumType);
  return typeof number === 'number' ? enumNameOf(enumType, number) : undefined;
}

/** The protocol of a SocketAddress, as in `UDP`. */
export const socketProtocol = (socket: YamlNode | undefined): string | undefined =>
  enumField(socket, 'envoy.config.core.v3.SocketAddress', 'protocol');

/** The kind of API of an ApiConfigSource, as in `DELTA_GRPC`. */
export const apiType = (source: YamlNode | undefined): string | undefined =>
  enumField(source, 'envoy.config.core.v3.ApiConfigSource', 'api_type');

function enumNumber(node: YamlNode | undefined, enumType: string): unknown {
  if (!node) return 0;
  if (node.kind !== 'scalar' || hasPlaceholder(node.text)) return undefined;
  const scalar = loadedScalar(node);
  if (scalar.kind === 'null') return 0;
  const reading = readScalar(enumType, scalar, { wholeFractions: true });
  return reading.kind === 'value' ? reading.value : undefined;
}
