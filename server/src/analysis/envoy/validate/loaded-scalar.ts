import { hasPlaceholder } from '../../yaml/edit/placeholder.ts';
import type { YamlNode, YamlScalar } from '../../yaml/syntax/yaml-node.ts';

/** A scalar as Envoy's loader hands it to protobuf's JSON reader. */
export type LoadedScalar =
  | { readonly kind: 'null' }
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string };

/**
 * Reads a scalar as Envoy does, which guesses without a schema: of plain scalars yaml-cpp's booleans and the integers that
 * fit 32 bits become such (`y`, `off`, `0x1F`, `010`), all others stay strings, `1.5` and `1e3` among them. Quoted and block
 * scalars are strings, unless they carry a tag other than `!` (semantics cases `bool-*`, `str-*`, `plain-*`, `num-*`).
 */
export function loadedScalar({ style, text, tag }: YamlScalar): LoadedScalar {
  if (tag === '!' || (tag === undefined && style !== 'plain')) return { kind: 'string', value: text };
  if (tag === undefined && /^(~|null|Null|NULL|)$/.test(text)) return { kind: 'null' };
  if (yes.test(text)) return { kind: 'bool', value: true };
  if (no.test(text)) return { kind: 'bool', value: false };
  const number = integer(text);
  return number === undefined ? { kind: 'string', value: text } : { kind: 'number', value: number };
}

/** Nothing is written, or null, which is the same for Envoy. */
export const isUnset = (node: YamlNode | undefined): boolean =>
  node === undefined || (node.kind === 'scalar' && loadedScalar(node).kind === 'null');

/** Lower case, capitalised and upper case, no other mix. */
const yes = /^(y|Y|yes|Yes|YES|true|True|TRUE|on|On|ON)$/;
const no = /^(n|N|no|No|NO|false|False|FALSE|off|Off|OFF)$/;

/** The integers that C's `strtoll` reads with base 0, as far as they fit 32 bits. */
function integer(text: string): number | undefined {
  const match = /^([+-]?)(0[xX][0-9a-fA-F]+|0[0-7]*|[1-9]\d*)$/.exec(text);
  if (!match) return undefined;
  const [, sign = '', digits = ''] = match;
  const size = /^0[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : Number(digits);
  const value = sign === '-' ? -size : size;
  return value >= -0x80000000 && value <= 0x7fffffff ? value : undefined;
}

/**
 * A placeholder that is filled in before Envoy reads the file, so the value is not known. Envoy rejects the placeholder
 * itself in place of a number.
 */
export const isUnfilled = (text: string): boolean =>
  /[$<@{%]|__/.test(text) &&
  (hasPlaceholder(text) || /^(\$[A-Za-z_]\w*|<[^<>]+>|__\w+__|@@?[A-Za-z_]\w*@@?|%[A-Z_]\w*%|%s|%d)$/.test(text));

/** A word for a number in a template without other marks: `HOST_PORT`. For enums, such words are values. */
export const looksLikeVariable = (text: string): boolean => /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$/.test(text);

/** What documentation leaves out. */
export const isElision = (text: string): boolean => /^(…|\.\.\.|\.\.[\s\S]*\.\.)$/.test(text);
