import { columnOf } from '../../text/line-places.ts';
import type { CursorContext } from '../../yaml/cursor/cursor-context.ts';
import type { YamlEntry, YamlMap, YamlNode } from '../../yaml/syntax/yaml-node.ts';

/** How the keys of a text are written. */
export interface KeyStyle {
  /** Spaces that the keys of a map are indented by. */
  readonly indent: number;
  /** Spaces that a list's dashes are indented by, from their key. */
  readonly dashIndent: number;
  /** Keys are quoted, as in JSON. */
  readonly quoted: boolean;
  /** Several lines can be inserted at once and are not changed. */
  readonly lines: boolean;
}

/** The style of the keys around a place: that of its siblings, otherwise that of the keys above. */
export function keyStyle(place: CursorContext, text: string, lines: boolean): KeyStyle {
  const { map, entry, steps, root, flow } = place;
  const around = steps.flatMap(({ node }) => (node.kind === 'map' ? [node] : [])).reverse();
  const nearest = [...(map ? [map] : []), ...around].find((one) => keysOf(one, entry).length > 0);
  const quoted = flow && nearest !== undefined && keysOf(nearest, entry).every(({ style }) => style === 'double');
  const entries = steps.flatMap((step) => step.entry ?? []).reverse();
  const written = [...entries, ...(root?.kind === 'map' ? below(root) : [])];
  const indents = written.flatMap(({ key, value }) => indentOf(key.range.start, value, text) ?? []);
  const of = (kind: YamlNode['kind']): number => indents.find((one) => one.kind === kind)?.indent ?? 2;
  return { indent: Math.max(1, of('map')), dashIndent: Math.max(0, of('seq')), quoted, lines };
}

const keysOf = (map: YamlMap | undefined, own: unknown) =>
  (map?.entries ?? []).filter((entry) => entry !== own && entry.key.text !== '@type').map(({ key }) => key);

/** The entries of the first two levels. */
const below = ({ entries }: YamlMap): YamlEntry[] =>
  entries.flatMap((entry) => [entry, ...(entry.value?.kind === 'map' ? entry.value.entries : [])]);

/** How much deeper than its key a map or list in block style begins. */
function indentOf(key: number, value: YamlNode | undefined, text: string) {
  if (!value || value.kind === 'scalar' || value.flow) return undefined;
  const { kind } = value;
  return { kind, indent: columnOf(text, value.range.start) - columnOf(text, key) };
}
