import { enumNameOf, fieldOf, isEnum } from '../schema/envoy-facts.ts';
import type { YamlNode } from '../yaml/syntax/yaml-node.ts';
import { field } from './envoy-field.ts';
import { isUnfilled, loadedScalar } from './validate/loaded-scalar.ts';
import { readScalar } from './validate/read-scalar.ts';

/** A value of an enum. An open enum accepts numbers without a name. */
export interface EnumReading {
  readonly number: number;
  readonly name: string | undefined;
}

/**
 * The value of an enum field, as Envoy's loader reads it: a name in any case, or a number (semantics cases `enum-*`), and 0 for a
 * missing value or null. Undefined if it is not a value of the enum, or is filled in later.
 * @param type full name of the enum
 */
export function readEnum(node: YamlNode | undefined, type: string): EnumReading | undefined {
  if (!isEnum(type)) return undefined;
  const scalar = node?.kind === 'scalar' ? loadedScalar(node) : undefined;
  if (!node || scalar?.kind === 'null') return { number: 0, name: enumNameOf(type, 0) };
  if (!scalar || (scalar.kind === 'string' && isUnfilled(scalar.value))) return undefined;
  const reading = readScalar(type, scalar, { wholeFractions: true });
  if (reading.kind !== 'value' || typeof reading.value !== 'number') return undefined;
  return { number: reading.value, name: reading.enumName ?? enumNameOf(type, reading.value) };
}

/**
 * The name of an enum field's value. Undefined if the value has no name or is not known.
 * @param message the node of the message that has the field
 * @param type full name of the message, as in `envoy.config.cluster.v3.Cluster`
 * @param name the field's snake_case name
 */
export const enumField = (message: YamlNode | undefined, type: string, name: string): string | undefined =>
  readEnum(field(message, name), fieldOf(type, name)?.type ?? '')?.name;

/** The protocol of a SocketAddress, as in `UDP`. */
export const socketProtocol = (socket: YamlNode | undefined): string | undefined =>
  enumField(socket, 'envoy.config.core.v3.SocketAddress', 'protocol');

/** The kind of API of an ApiConfigSource, as in `DELTA_GRPC`. */
export const apiType = (source: YamlNode | undefined): string | undefined =>
  enumField(source, 'envoy.config.core.v3.ApiConfigSource', 'api_type');
