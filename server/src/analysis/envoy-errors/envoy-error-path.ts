import { fieldEntry } from '../envoy/envoy-field.ts';
import type { TextRange } from '../text/text-range.ts';
import type { YamlEntry, YamlNode } from '../yaml/syntax/yaml-node.ts';
import { itemsOf, placeOf, walk } from '../yaml/syntax/yaml-path.ts';
import { anyType } from '../envoy/typed/any-type.ts';

/** A step of a path in Envoy's messages: a field, with an index if it is repeated. */
interface Step {
  readonly name: string;
  readonly index?: number;
}

/**
 * Protobuf's JSON reader names the way: `… @ static_resources.clusters[0].connect_timeout: message …`, and the field
 * there that it does not know: `no such field: 'connect_timout'`. `<any>` is the inside of a typed_config.
 */
export function byJsonPath(message: string, root: YamlNode): TextRange | undefined {
  const path = / @ ([A-Za-z0-9_.[\]<>"-]+):/.exec(message)?.[1];
  const unknown = /no such field: '([^']+)'/.exec(message)?.[1];
  if (path === undefined && unknown === undefined) return undefined;
  const at = follow(root, stepsOf(path ?? ''));
  const inside = unknown === undefined ? undefined : entriesBelow(at.node).find(({ key }) => key.text === unknown);
  const range = (inside ?? at.entry)?.key.range;
  return at.rest === 0 && !inside && at.node?.kind === 'scalar' ? placeOf(at.node) : range;
}

/**
 * The constraint checker names it from the outside in: `BootstrapValidationError.StaticResources: … caused by
 * ClusterValidationError.Name: value length …`. The first name may be a message deep in the config, so every map is tried.
 */
export function byConstraint(message: string, root: YamlNode): TextRange | undefined {
  const steps = [...message.matchAll(/ValidationError\.([A-Za-z0-9]+)(?:\[(\d+)\])?/g)].map(([, name = '', index]) => ({
    name: snakeCase(name),
    ...(index !== undefined && { index: Number(index) }),
  }));
  if (steps.length === 0) return undefined;
  // The field itself may be what is missing, so the way up to it decides.
  const first = /(\w+)ValidationError\./.exec(message)?.[1];
  const ways = messagesNamed(first, root).map((node) => follow(node, steps));
  const best = Math.min(...ways.map(({ rest }) => rest));
  if (best > 1) return undefined;
  // What is required is absent or empty where Envoy complains; the same field elsewhere is not meant.
  const lacking = /is required|at least 1/.test(message)
    ? ways.filter(({ rest, entry }) => rest === 1 || (rest === 0 && isEmpty(entry?.value)))
    : [];
  const only = lacking[0] ?? ways.find(({ rest }) => rest === best);
  const value = only?.rest === 0 ? only.entry?.value : undefined;
  return value?.kind === 'scalar' ? placeOf(value) : (only?.place ?? (only?.node && firstKey(only.node)));
}

const isEmpty = (node: YamlNode | undefined): boolean =>
  !node || (node.kind === 'scalar' ? node.text === '' : node.range.end - node.range.start <= 2);

/** The maps that may be the message: those with that `@type`, otherwise all. */
function messagesNamed(name: string | undefined, root: YamlNode): YamlNode[] {
  if (name === 'Bootstrap') return [root];
  const maps = [...walk(root)].filter((node) => node.kind === 'map');
  const typed = maps.filter((node) => anyType(node)?.endsWith(`.${name}`));
  return typed.length > 0 ? typed : maps;
}

function follow(
  root: YamlNode,
  steps: readonly Step[],
): { node: YamlNode | undefined; entry?: YamlEntry; place?: TextRange; rest: number } {
  let node: YamlNode | undefined = root;
  let entry: YamlEntry | undefined;
  let place: TextRange | undefined;
  for (const [i, { name, index }] of steps.entries()) {
    const next = fieldEntry(node, name);
    if (!next) return { node, entry, place, rest: steps.length - i };
    entry = next;
    place = next.key.range;
    node = next.value;
    if (index !== undefined) {
      node = node?.kind === 'map' ? node.entries[index]?.value : (itemsOf(node)[index] ?? node);
      if (node) place = firstKey(node) ?? placeOf(node);
    }
  }
  return { node, entry, place, rest: 0 };
}

/** A whole list item is a long range, so its first key is used. */
const firstKey = (node: YamlNode): TextRange | undefined => (node.kind === 'map' ? node.entries[0]?.range : undefined);

const stepsOf = (path: string): Step[] =>
  path
    .split('.')
    .filter((part) => part !== '' && part !== '<any>')
    .map((part) => {
      const [, name = part, index] = /^([^[]+)\[(\d+)\]$/.exec(part) ?? [];
      return { name, ...(index !== undefined && { index: Number(index) }) };
    });

const entriesOf = (node: YamlNode): readonly YamlEntry[] => (node.kind === 'map' ? node.entries : []);

const entriesBelow = (node: YamlNode | undefined): YamlEntry[] => [...walk(node)].flatMap(entriesOf);

const snakeCase = (name: string): string => name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
