import { type Message, message } from '../message.ts';
import type { WrongType } from '../../envoy/validate/envoy-finding.ts';
import { isEnum } from '../../schema/envoy-facts.ts';

/** The values of a field, in words that follow "must be". Messages and enums have their names without the package. */
export function typeLabel(type: string): Message {
  const words = scalarWords.get(type);
  if (words !== undefined) return words;
  return isEnum(type)
    ? message('a value of {0}', shortName(type))
    : message('a map with the fields of {0}', shortName(type));
}

/** The name of a message or enum without its package: `SocketAddress.Protocol`. */
export function shortName(type: string): string {
  const parts = type.split('.');
  return parts.slice(parts.findLastIndex((part) => !/^[A-Z]/.test(part)) + 1).join('.') || type;
}

const scalarWords: ReadonlyMap<string, Message> = new Map([
  ['string', message('a string')],
  ['bytes', message('a base64 string')],
  ['bool', message('true or false')],
  ['double', message('a number')],
  ['float', message('a number')],
  ['int32', message('a 32-bit integer')],
  ['uint32', message('an integer from 0 to 4294967295')],
  ['int64', message('a 64-bit integer')],
  ['uint64', message('a non-negative integer')],
  ['list', message('a list')],
  ['map', message('a map')],
  ['google.protobuf.Any', message("a map with '@type'")],
  ['google.protobuf.Duration', message('a duration such as 0.25s')],
  ['google.protobuf.Timestamp', message('a time such as 2026-01-31T12:00:00Z')],
  ['google.protobuf.Struct', message('a map')],
  ['google.protobuf.ListValue', message('a list')],
  ['google.protobuf.FieldMask', message('a string')],
]);

/** The kind of the actual value. */
export const foundLabel: Readonly<Record<WrongType['found'], Message>> = {
  'a list': message('a list'),
  'a map': message('a map'),
  'a number': message('a number'),
  'a boolean': message('a boolean'),
  'a string': message('a string'),
  nothing: message('nothing'),
  'a placeholder': message('a placeholder'),
};
