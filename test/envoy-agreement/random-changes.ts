import {
  enumValues,
  fieldOf,
  isEnum,
  messageFields,
  messageOf,
  type MessageField,
  typeOfUrl,
} from '../../server/src/analysis/schema/envoy-facts.ts';
import { scalarType } from '../../server/src/analysis/schema/envoy-types.ts';

/** A value as a YAML library reads it, to be changed in place. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Numbers from 0 to 1, the same for the same seed. */
export type Random = () => number;

export function randomNumbers(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
}

/**
 * Makes one change in a bootstrap, by the API: adds a field with a value of its type, mostly a right one, takes one away, puts
 * another value in its place, or writes its name differently. Answers what it did, undefined where there was nothing to do.
 */
export function changeOnce(root: Json, random: Random): string | undefined {
  const messages: Message[] = [];
  collect(root, 'envoy.config.bootstrap.v3.Bootstrap', messages);
  const message = pick(messages, random);
  if (!message) return undefined;
  const kind = random();
  if (kind < 0.55) return addField(message, random);
  const key = pick(
    Object.keys(message.value).filter((name) => name !== '@type'),
    random,
  );
  if (key === undefined) return undefined;
  if (kind < 0.75) return removeField(message, key);
  return kind < 0.95 ? setField(message, key, random) : renameField(message, key, random);
}

interface Message {
  readonly type: string;
  readonly value: { [key: string]: Json };
}

/** Every message of a config with a known type, with that type. */
function collect(value: Json | undefined, type: string, found: Message[]): void {
  if (Array.isArray(value)) for (const item of value) collect(item, type, found);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
  const name = type === 'google.protobuf.Any' ? typeOfAny(value) : type;
  if (name === undefined || !messageOf(name) || /^google\.protobuf\.|TypedStruct$/.test(name)) return;
  found.push({ type: name, value });
  for (const [key, inner] of Object.entries(value)) {
    const field = fieldOf(name, key);
    if (!field) continue;
    const values = field.form === 'map' ? Object.values((inner ?? {}) as { [key: string]: Json }) : [inner];
    for (const one of values) collect(one, field.type, found);
  }
}

function typeOfAny(value: { [key: string]: Json }): string | undefined {
  const url = value['@type'];
  const named = typeof url === 'string' ? typeOfUrl(url) : undefined;
  return named?.kind === 'message' ? named.name : undefined;
}

function addField({ type, value }: Message, random: Random): string | undefined {
  const free = messageFields(type).filter(
    ({ name, form }) => !(name in value) && form !== 'map' && !unread.has(`${type}.${name}`),
  );
  const chosen = pick(free, random);
  if (!chosen) return undefined;
  const made = valueFor(chosen.type, random, 0);
  value[chosen.name] = chosen.form === 'list' && random() < 0.9 ? [made] : made;
  return `add ${type}.${chosen.name}: ${JSON.stringify(value[chosen.name])}`;
}

function removeField({ type, value }: Message, key: string): string {
  delete value[key];
  return `remove ${type}.${key}`;
}

function setField({ type, value }: Message, key: string, random: Random): string {
  const field = fieldOf(type, key);
  const typed = field && field.form !== 'map' && random() < 0.5;
  value[key] = typed ? valueFor(field.type, random, 0) : (pick(anything, random) ?? null);
  return `set ${type}.${key}: ${JSON.stringify(value[key])}`;
}

function renameField({ type, value }: Message, key: string, random: Random): string {
  const camel = key.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  const name = random() < 0.3 ? `${camel}x` : camel;
  const moved = value[key] ?? null;
  delete value[key];
  value[name] = moved;
  return `rename ${type}.${key} to ${name}`;
}

/** What Envoy does not look at while it only validates. */
const unread: ReadonlySet<string> = new Set(['envoy.config.bootstrap.v3.Bootstrap.listener_manager']);

const anything: readonly Json[] = [0, -1, 'a', '', true, null, '1s', {}, [], '5', 70000];
const strings: readonly Json[] = ['a', '', '/x', '127.0.0.1', '%REQ(a)%', 'x-h', '*'];
const integers: readonly Json[] = [0, 1, 5, 100, 65536, 4294967295, -1, '7', 1.5];
const scalars: Readonly<Record<string, readonly Json[]>> = {
  string: strings,
  bytes: ['aGk='],
  bool: [true, false, true, 'yes', 1],
  double: [0, 1, 50, 0.5, '5', -1, 101],
  float: [0, 1, 50, 0.5],
  int32: integers,
  uint32: integers,
  int64: integers,
  uint64: integers,
  'google.protobuf.Duration': ['1s', '0s', '0.001s', '5', '100s', '-1s', '300ms'],
  'google.protobuf.Timestamp': ['2026-01-01T00:00:00Z'],
  'google.protobuf.FieldMask': ['a'],
};
const anys: readonly Json[] = [
  {},
  { '@type': 'type.googleapis.com/envoy.extensions.filters.http.cors.v3.Cors' },
  { '@type': 'type.googleapis.com/google.protobuf.Struct', value: { a: 1 } },
];

/** How deep a message is filled. */
const DEPTH = 4;

function valueFor(type: string, random: Random, depth: number): Json {
  const inner = scalarType(type);
  if (inner !== undefined && isEnum(inner)) {
    const name = pick(enumValues(inner), random)?.name ?? '';
    return random() < 0.8 ? name : (pick([0, 1, 99, 'foo', '1'], random) ?? 0);
  }
  if (inner !== undefined) return pick(scalars[inner] ?? strings, random) ?? null;
  // A copy: what is put in may be changed again.
  if (type === 'google.protobuf.Any') return structuredClone(pick(anys, random) ?? {});
  if (type === 'google.protobuf.ListValue') return [1];
  if (type.startsWith('google.protobuf.')) return type.endsWith('Empty') ? {} : { a: 1 };
  const message: { [key: string]: Json } = {};
  if (depth < DEPTH) for (const field of messageFields(type)) fillField(field, type, message, random, depth);
  return message;
}

/** Required fields mostly, others seldom, and one member of a oneof. */
function fillField(
  { name, field, form, type: inside }: MessageField,
  type: string,
  message: { [key: string]: Json },
  random: Random,
  depth: number,
): void {
  const isRequired = /required|minLen|minItems/.test(JSON.stringify(field.v ?? ''));
  if (random() > (isRequired ? 0.95 : 0.12)) return;
  if (field.x !== undefined && Object.keys(message).some((key) => fieldOf(type, key)?.field.x === field.x)) return;
  const value = valueFor(inside, random, depth + 1);
  message[name] = form === 'map' ? { a: value } : form === 'list' ? [value] : value;
}

const pick = <T>(items: readonly T[], random: Random): T | undefined => items[Math.floor(random() * items.length)];
