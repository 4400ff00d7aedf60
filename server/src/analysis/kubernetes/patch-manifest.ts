import type { YamlEntry, YamlMap, YamlNode, YamlSeq } from '../yaml/syntax/yaml-node.ts';
import { asMap, asSeq, entryOf, valueAt } from '../yaml/syntax/yaml-path.ts';
import { manifestInt, manifestString } from './manifest-field.ts';
import { resolveManifestScalar } from './manifest-scalar.ts';

/**
 * The result of a strategic merge patch or JSON patch of a manifest, with nodes of both. Undefined if it is not
 * certain.
 * @param lists whether lists in that kind of object are merged by the keys of their items; otherwise the merge is not
 * known
 */
export function patched(root: YamlMap, patch: YamlNode, lists: boolean): YamlMap | undefined {
  let certain = true;
  const doubt = () => {
    certain = false;
  };
  const made =
    patch.kind === 'seq'
      ? patch.items.reduce<YamlNode>((node, operation) => operate(node, operation, doubt), root)
      : merge(root, patch, { lists, doubt });
  return certain ? asMap(made) : undefined;
}

/** Whether lists are merged by their items' keys, and the key that the node stands at. */
interface Place {
  readonly lists: boolean;
  readonly doubt: () => void;
  readonly key?: string;
}

function merge(base: YamlNode | undefined, patch: YamlNode, place: Place): YamlNode | undefined {
  if (patch.kind === 'map') return mergeMap(asMap(base), patch, place);
  return patch.kind === 'seq' ? mergeList(asSeq(base), patch, place) : patch;
}

function mergeMap(base: YamlMap | undefined, patch: YamlMap, place: Place): YamlMap | undefined {
  const directive = manifestString(valueAt(patch, '$patch'))?.value;
  if (directive === 'delete') return undefined;
  const own = patch.entries.filter(({ key }) => key.text !== '$patch');
  if (own.some(({ key, unnamed }) => unnamed || key.text.startsWith('$') || key.text === '<<')) place.doubt();
  const start = base && directive !== 'replace' ? base : { ...patch, entries: [] };
  const kept = start.entries.flatMap((entry): YamlEntry[] => {
    const change = own.find(({ key }) => key.text === entry.key.text);
    if (!change) return [entry];
    if (isNull(change.value)) return [];
    const value = change.value && merge(entry.value, change.value, { ...place, key: entry.key.text });
    return value ? [{ ...(value === change.value ? change : entry), value }] : [];
  });
  const added = own.flatMap((entry): YamlEntry[] => {
    if (!entry.value || isNull(entry.value) || entryOf(start, entry.key.text)) return [];
    const value = merge(undefined, entry.value, { ...place, key: entry.key.text });
    return value ? [{ ...entry, value }] : [];
  });
  return { ...start, entries: [...kept, ...added] };
}

const isNull = (node: YamlNode | undefined): boolean =>
  node === undefined || (node.kind === 'scalar' && resolveManifestScalar(node).kind === 'null');

/** The fields that tell the items of a list apart, where the API server merges it. */
const mergeKeys: Readonly<Record<string, readonly string[]>> = {
  containers: ['name'],
  initContainers: ['name'],
  ephemeralContainers: ['name'],
  volumes: ['name'],
  env: ['name'],
  imagePullSecrets: ['name'],
  volumeMounts: ['mountPath'],
  volumeDevices: ['devicePath'],
  hostAliases: ['ip'],
  ports: ['containerPort', 'port'],
};

function mergeList(base: YamlSeq | undefined, patch: YamlSeq, place: Place): YamlSeq {
  const keys = mergeKeys[place.key ?? ''];
  if (!place.lists && base) place.doubt();
  if (!place.lists) return patch;
  if (!keys || patch.items.some((item) => item.kind !== 'map')) return patch;
  const directives = patch.items.map((item) => manifestString(valueAt(item, '$patch'))?.value);
  const items = patch.items.filter((item, i) => directives[i] !== 'replace' || (asMap(item)?.entries.length ?? 0) > 1);
  const replaced = directives.includes('replace');
  if (items.some((item) => idOf(item, keys) === undefined)) place.doubt();
  const before = replaced ? [] : (base?.items ?? []);
  if (before.some((item) => items.some((other) => differsByProtocol(item, other, keys)))) place.doubt();
  const find = (all: readonly YamlNode[], one: YamlNode) => all.find((other) => idOf(other, keys) === idOf(one, keys));
  const changed = (item: YamlNode, by: YamlNode) => list(mergeItem(item, by, keys, place));
  const made = items.map((item) => {
    const known = find(before, item);
    return { known, nodes: known ? changed(known, item) : list(merge(undefined, item, { ...place, key: '' })) };
  });
  const rest = before.filter((item) => !find(items, item));
  const isPorts = keys.includes('port');
  const kept = isPorts ? before.flatMap((item) => made.find(({ known }) => known === item)?.nodes ?? [item]) : rest;
  const front = made.filter(({ known }) => !known || !isPorts).flatMap(({ nodes }) => nodes);
  return { ...(base && !replaced ? base : patch), items: [...front, ...kept] };
}

const list = (node: YamlNode | undefined): readonly YamlNode[] => (node ? [node] : []);

/** The same number of another protocol: kustomize does not tell such ports apart as the API server does. */
const differsByProtocol = (a: YamlNode, b: YamlNode, keys: readonly string[]): boolean =>
  keys.includes('port') &&
  idOf(a, keys) !== idOf(b, keys) &&
  idOf(a, keys)?.split(' ')[1] === idOf(b, keys)?.split(' ')[1];

/** The key of an item stays where it was written first. */
function mergeItem(item: YamlNode, change: YamlNode, keys: readonly string[], place: Place): YamlNode | undefined {
  const merged = merge(item, change, { ...place, key: '' });
  if (merged?.kind !== 'map') return merged;
  return {
    ...merged,
    entries: merged.entries.map((entry) =>
      keys.includes(entry.key.text) ? (entryOf(asMap(item), entry.key.text) ?? entry) : entry,
    ),
  };
}

function idOf(item: YamlNode, keys: readonly string[]): string | undefined {
  const key = keys.find((name) => valueAt(item, name));
  const node = key && valueAt(item, key);
  if (!node) return undefined;
  const id = manifestInt(node)?.value ?? manifestString(node)?.value;
  const protocol = keys.includes('port') ? (manifestString(valueAt(item, 'protocol'))?.value ?? 'TCP') : '';
  return id === undefined ? undefined : `${key} ${id} ${protocol}`;
}

/** One operation of a JSON patch. */
function operate(root: YamlNode, operation: YamlNode, doubt: () => void): YamlNode {
  const op = manifestString(valueAt(operation, 'op'))?.value ?? '';
  const path = manifestString(valueAt(operation, 'path'))?.value;
  const value = valueAt(operation, 'value');
  if (op === 'test') return root;
  if (!path?.startsWith('/') || !['add', 'replace', 'remove'].includes(op) || (op !== 'remove' && !value)) doubt();
  const steps = (path ?? '')
    .slice(1)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  const entry = op === 'remove' ? undefined : entryOf(asMap(operation), 'value');
  return change(root, steps, { op, doubt, ...(entry && { entry }) });
}

interface Change {
  readonly op: string;
  readonly doubt: () => void;
  /** The value with its key, in the patch. */
  readonly entry?: YamlEntry;
}

function change(node: YamlNode | undefined, [step = '', ...rest]: readonly string[], what: Change): YamlNode {
  if (node?.kind === 'map') return changeMap(node, step, rest, what);
  if (node?.kind === 'seq') return changeSeq(node, step, rest, what);
  what.doubt();
  return node ?? nothing;
}

const nothing: YamlMap = { kind: 'map', flow: false, entries: [], range: { start: 0, end: 0 } };

function changeMap(map: YamlMap, step: string, rest: readonly string[], what: Change): YamlNode {
  const known = entryOf(map, step);
  if (rest.length > 0) {
    if (!known) what.doubt();
    const value = change(known?.value, rest, what);
    return { ...map, entries: map.entries.map((entry) => (entry === known ? { ...entry, value } : entry)) };
  }
  const others = map.entries.filter((entry) => entry !== known);
  if (!what.entry) return { ...map, entries: others };
  const key = known?.key ?? { ...what.entry.key, text: step };
  return { ...map, entries: [...others, { ...what.entry, key }] };
}

function changeSeq(seq: YamlSeq, step: string, rest: readonly string[], what: Change): YamlNode {
  const at = /^\d+$/.test(step) ? Number(step) : seq.items.length;
  if (step !== '-' && !/^\d+$/.test(step)) what.doubt();
  if (rest.length > 0) {
    if (at >= seq.items.length) what.doubt();
    return { ...seq, items: seq.items.map((item, i) => (i === at ? change(item, rest, what) : item)) };
  }
  const value = what.entry?.value ? [what.entry.value] : [];
  if (what.op !== 'add' && at >= seq.items.length) what.doubt();
  return { ...seq, items: [...seq.items.slice(0, at), ...value, ...seq.items.slice(what.op === 'add' ? at : at + 1)] };
}
