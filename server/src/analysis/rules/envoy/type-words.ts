import { isEnum } from '../../schema/envoy-facts.ts';

/** What a field takes, in words that follow "takes": of messages and enums the name without its package. */
export function typeWords(type: string): string {
  const words = scalarWords.get(type);
  if (words !== undefined) return words;
  return isEnum(type) ? `one of ${shortName(type)}’s values` : `a map with ${shortName(type)}’s fields`;
}

/** The name of a message or enum without its package: `SocketAddress.Protocol`. */
export function shortName(type: string): string {
  const parts = type.split('.');
  return parts.slice(parts.findLastIndex((part) => !/^[A-Z]/.test(part)) + 1).join('.') || type;
}

const scalarWords: ReadonlyMap<string, string> = new Map([
  ['string', 'a string'],
  ['bytes', 'a string in base64'],
  ['bool', 'true or false'],
  ['double', 'a number'],
  ['float', 'a number'],
  ['int32', 'a whole number of 32 bits'],
  ['uint32', 'a whole number from 0 to 4294967295'],
  ['int64', 'a whole number of 64 bits'],
  ['uint64', 'a whole number from 0 on'],
  ['list', 'a list'],
  ['map', 'a map'],
  ['google.protobuf.Any', 'a map with an "@type"'],
  ['google.protobuf.Duration', 'a duration such as 0.25s'],
  ['google.protobuf.Timestamp', 'a time such as 2026-01-31T12:00:00Z'],
  ['google.protobuf.Struct', 'a map'],
  ['google.protobuf.ListValue', 'a list'],
  ['google.protobuf.FieldMask', 'a string'],
]);
