import { hasPlaceholder } from '../yaml/placeholder.ts';
import type { Located, YamlNode } from '../yaml/yaml-node.ts';

/** A string field's text; undefined where it is no scalar or holds a placeholder that something else fills in. */
export function envoyString(node: YamlNode | undefined): Located<string> | undefined {
  if (node?.kind !== 'scalar' || hasPlaceholder(node.text)) return undefined;
  return { value: node.text, at: node };
}

/**
 * A uint32 field as Envoy's loader reads it (yaml-cpp, then protobuf JSON): decimal, 0x and leading-zero octal when plain, decimal
 * when quoted, a fraction of zero is dropped (semantics cases `num-*`). Undefined for anything else: the schema's business.
 */
export function envoyUint(node: YamlNode | undefined): Located<number> | undefined {
  if (node?.kind !== 'scalar') return undefined;
  const value = node.style === 'plain' ? plainUint(node.text) : decimal(node.text);
  return value !== undefined && value <= 0xffffffff ? { value, at: node } : undefined;
}

/** A bool field: yaml-cpp takes all YAML 1.1 spellings of a plain scalar for booleans. */
export function envoyBool(node: YamlNode | undefined): boolean | undefined {
  if (node?.kind !== 'scalar') return undefined;
  if (/^(true|yes|on|y)$/i.test(node.text)) return true;
  return /^(false|no|off|n)$/i.test(node.text) ? false : undefined;
}

function plainUint(text: string): number | undefined {
  if (/^0x[0-9a-f]+$/i.test(text)) return Number.parseInt(text, 16);
  if (/^0[0-7]+$/.test(text)) return Number.parseInt(text, 8);
  return decimal(text);
}

const decimal = (text: string): number | undefined => (/^\d+(\.0*)?$/.test(text) ? Number.parseFloat(text) : undefined);
