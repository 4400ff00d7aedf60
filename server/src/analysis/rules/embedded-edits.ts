import type { TextEdit } from '../text/text-range.ts';
import type { YamlScalar } from '../yaml/syntax/yaml-node.ts';
import type { FileEdits, Finding, Fix, PlacedSource } from './rule.ts';

/**
 * The finding with fixes that respect the scalars around configs: in quotes, new text is escaped. A fix that would
 * change text in base64, or lines that are folded, is left out.
 * @param sources the configs that the fixes may change
 */
export function withEmbeddedEdits(finding: Finding, sources: readonly PlacedSource[]): Finding {
  const quoted = sources.flatMap(({ file, source }): Quoted[] => {
    const { uri, scalar } = source;
    return scalar && scalar.style !== 'literal' ? [{ uri, scalar, isSealed: file.sealedSources.includes(source) }] : [];
  });
  if (quoted.length === 0 || !finding.fixes) return finding;
  const fixes = () => finding.fixes?.().flatMap((fix) => embedded(fix, quoted) ?? []) ?? [];
  return { ...finding, fixes };
}

/** The scalar around a config. */
interface Quoted {
  readonly uri: string;
  readonly scalar: YamlScalar;
  /** In base64. */
  readonly isSealed: boolean;
}

function embedded(fix: Fix, quoted: readonly Quoted[]): Fix | undefined {
  let fits = true;
  const written = (edit: TextEdit, uri: string): TextEdit => {
    const around = quoted.find((one) => one.uri === uri && isInside(edit, one.scalar));
    if (!around) return edit;
    const newText = around.isSealed ? undefined : escaped(edit.newText, around.scalar.style);
    fits &&= newText !== undefined;
    return { ...edit, newText: newText ?? '' };
  };
  const edits = fix.edits.map((one): FileEdits => ({ ...one, edits: one.edits.map((edit) => written(edit, one.uri)) }));
  return fits ? { ...fix, edits } : undefined;
}

const isInside = ({ range }: TextEdit, { range: { start, end } }: YamlScalar): boolean =>
  range.start < end && range.end > start;

function escaped(text: string, style: YamlScalar['style']): string | undefined {
  if (style === 'double') return JSON.stringify(text).slice(1, -1);
  if (text.includes('\n')) return undefined;
  return style === 'single' ? text.replaceAll("'", "''") : text;
}
