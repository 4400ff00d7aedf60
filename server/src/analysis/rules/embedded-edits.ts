import type { TextEdit } from '../text/text-range.ts';
import type { YamlScalar } from '../yaml/syntax/yaml-node.ts';
import type { Finding, Fix, PlacedSource } from './rule.ts';

/**
 * The finding with fixes that respect the scalar around a config: in quotes, new text is escaped. A fix that would change
 * text in base64, or lines that are folded, is left out.
 */
export function withEmbeddedEdits(finding: Finding, { file, source }: PlacedSource): Finding {
  const { scalar } = source;
  if (!scalar || scalar.style === 'literal' || !finding.fixes) return finding;
  const isSealed = file.sealedSources.includes(source);
  const fixes = () => finding.fixes?.().flatMap((fix) => embedded(fix, source.uri, scalar, isSealed) ?? []) ?? [];
  return { ...finding, fixes };
}

function embedded(fix: Fix, uri: string, scalar: YamlScalar, isSealed: boolean): Fix | undefined {
  const { start, end } = scalar.range;
  const isInside = ({ range }: TextEdit): boolean => range.start < end && range.end > start;
  let fits = true;
  const written = (edit: TextEdit): TextEdit => {
    if (!isInside(edit)) return edit;
    const newText = isSealed ? undefined : escaped(edit.newText, scalar.style);
    fits &&= newText !== undefined;
    return { ...edit, newText: newText ?? '' };
  };
  const edits = fix.edits.map((one) => (one.uri === uri ? { ...one, edits: one.edits.map(written) } : one));
  return fits ? { ...fix, edits } : undefined;
}

function escaped(text: string, style: YamlScalar['style']): string | undefined {
  if (style === 'double') return JSON.stringify(text).slice(1, -1);
  if (text.includes('\n')) return undefined;
  return style === 'single' ? text.replaceAll("'", "''") : text;
}
