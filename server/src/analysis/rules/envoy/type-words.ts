import { type Message, message } from '../message.ts';
import { isEnum } from '../../schema/envoy-facts.ts';

/** What a field takes, in words that follow "must be": of messages and enums the name without its package. */
export function typeWords(type: string): Message {
  const words = scalarWords.get(type);
  if (words !== undefined) return message(words);
  return isEnum(type)
    ? message('a value of {0}', shortName(type))
    : message('a map with the fields of {0}', shortName(type));
}

/** The name of a message or enum without its package: `SocketAddress.Protocol`. */
export function shortName(type: string): string {
  const parts = type.split('.');
  return parts.slice(parts.findLastIndex((part) => !/^[A-Z]/.test(part)) + 1).join('.') || type;
}

const scalarWords: ReadonlyMap<string, string> = new Map([
  ['string', 'a string'],
  ['bytes', 'a base64 string'],
  ['bool', 'true or false'],
  ['double', 'a number'],
  ['float', 'a number'],
  ['int32', 'a 32-bit integer'],
  ['uint32', 'an integer from 0 to 4294967295'],
  ['int64', 'a 64-bit integer'],
  ['uint64', 'a non-negative integer'],
  ['list', 'a list'],
  ['map', 'a map'],
  ['google.protobuf.Any', "a map with '@type'"],
  ['google.protobuf.Duration', 'a duration such as 0.25s'],
  ['google.protobuf.Timestamp', 'a time such as 2026-01-31T12:00:00Z'],
  ['google.protobuf.Struct', 'a map'],
  ['google.protobuf.ListValue', 'a list'],
  ['google.protobuf.FieldMask', 'a string'],
]);
