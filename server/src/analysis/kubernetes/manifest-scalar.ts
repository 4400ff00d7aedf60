import type { YamlScalar } from '../yaml/syntax/yaml-node.ts';

/** How the API server reads a scalar. `invalid`: it rejects the document, because the text does not match the tag. */
export type ManifestScalar =
  | { readonly kind: 'null'; readonly value: null }
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'int' | 'float'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'invalid'; readonly tag: string };

/**
 * Reads a scalar as the Kubernetes API server does, which is YAML 1.1 with exceptions: `0644` is 420, `yes`, `on` and `y`
 * are booleans, `1_000` is 1000, while dates and base-60 numbers stay strings. The cases in test/kubernetes/scalars were
 * read by the server's own library.
 */
export function resolveManifestScalar(scalar: YamlScalar): ManifestScalar {
  const tag = shortTag(scalar.tag);
  if (tag === undefined) return scalar.style === 'plain' ? resolvePlain(scalar.text) : text(scalar.text);
  if (tag === 'binary') return resolveBinary(scalar.text);
  if (!resolvableTags.has(tag)) return text(scalar.text);
  const resolved = resolvePlain(scalar.text);
  if (resolved.kind === tag) return resolved;
  if (tag === 'float' && resolved.kind === 'int') return { kind: 'float', value: resolved.value };
  return tag === 'timestamp' && /^\d{4}-\d\d?-\d\d?([Tt ]|$)/.test(scalar.text)
    ? text(scalar.text)
    : { kind: 'invalid', tag: `!!${tag}` };
}

const text = (value: string): ManifestScalar => ({ kind: 'string', value });

const resolvableTags = new Set(['null', 'bool', 'int', 'float', 'timestamp']);

const longTagPrefix = 'tag:yaml.org,2002:';

function shortTag(tag: string | undefined): string | undefined {
  if (tag?.startsWith(longTagPrefix)) return tag.slice(longTagPrefix.length);
  return tag?.startsWith('!!') ? tag.slice(2) : tag;
}

const nulls = /^(~|null|Null|NULL|)$/;
const trues = /^([yY]|yes|Yes|YES|true|True|TRUE|on|On|ON)$/;
const falses = /^([nN]|no|No|NO|false|False|FALSE|off|Off|OFF)$/;

function resolvePlain(written: string): ManifestScalar {
  if (nulls.test(written)) return { kind: 'null', value: null };
  if (trues.test(written)) return { kind: 'bool', value: true };
  if (falses.test(written)) return { kind: 'bool', value: false };
  if (/^[-+]?\.(inf|Inf|INF)$/.test(written))
    return { kind: 'float', value: written.startsWith('-') ? -Infinity : Infinity };
  if (/^\.(nan|NaN|NAN)$/.test(written)) return { kind: 'float', value: Number.NaN };
  if (/^\.\d/.test(written)) return resolveFloat(written.replaceAll(/(?<=\d)_(?=\d)/g, '')) ?? text(written);
  if (!/^[-+\d]/.test(written)) return text(written);
  const plain = written.replaceAll('_', '');
  return resolveInt(plain) ?? resolveFloat(plain) ?? text(written);
}

/** Decimal, octal (`0644`, `0o644`), hexadecimal or binary, within 64 bits. */
function resolveInt(plain: string): ManifestScalar | undefined {
  const match = /^([-+]?)(?:0[xX]([\da-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(0|[1-9]\d*))$/.exec(plain);
  if (!match) return undefined;
  const [, sign = '', hex, binary, octal, decimal] = match;
  const magnitude = BigInt(hex ? `0x${hex}` : binary ? `0b${binary}` : octal ? `0o${octal}` : (decimal ?? '0'));
  const largest = sign === '-' ? 2n ** 63n : sign === '+' ? 2n ** 63n - 1n : 2n ** 64n - 1n;
  if (magnitude > largest) return undefined;
  return { kind: 'int', value: Number(sign === '-' ? -magnitude : magnitude) };
}

function resolveFloat(plain: string): ManifestScalar | undefined {
  if (!/^[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?$/.test(plain)) return undefined;
  const value = Number(plain);
  // Adding 0 makes -0 a plain 0, as it is after the way through JSON.
  return Number.isFinite(value) ? { kind: 'float', value: value + 0 } : undefined;
}

function resolveBinary(written: string): ManifestScalar {
  const base64 = written.replaceAll(/[\r\n]/g, '');
  if (!/^([A-Za-z\d+/]{4})*([A-Za-z\d+/]{2}==|[A-Za-z\d+/]{3}=)?$/.test(base64))
    return { kind: 'invalid', tag: '!!binary' };
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  return text(new TextDecoder().decode(bytes));
}
