import type { TextRange } from '../text/text-range.ts';
import { firstErrorAt, mayHaveLost } from '../yaml/syntax/first-error.ts';
import type { YamlFile } from '../yaml/syntax/yaml-node.ts';
import type { EnvoySource } from './envoy-source.ts';

/**
 * Tells of a place whether broken YAML hides what is there: the first error of its document, or of the config in it, is
 * before it or right behind it. What the parser makes of the rest is not what a person means.
 * @param shown where the errors are shown, if the parser found them further down
 */
export function hiddenByBreak(
  { text, brokenParts }: BreakableText,
  shown: readonly TextRange[] = [],
): (range: TextRange) => boolean {
  const parts = brokenParts.map(({ within, first }) => ({
    within,
    first: Math.min(first, ...shown.map(({ start }) => start).filter((start) => holds(within, start))),
  }));
  return ({ start, end }) => parts.some(({ within, first }) => holds(within, start) && mayHaveLost(text, end, first));
}

interface BreakableText {
  readonly text: string;
  readonly brokenParts: readonly BrokenPart[];
}

/** A part of a text that is parsed by itself, and where its sound part ends. */
export interface BrokenPart {
  readonly within: TextRange;
  readonly first: number;
}

/** The documents and the configs in them that have syntax errors. */
export function brokenPartsOf(text: string, yaml: YamlFile, sources: readonly EnvoySource[]): readonly BrokenPart[] {
  const configs = sources.flatMap(({ scalar, errors }) =>
    scalar && errors.length > 0 ? [{ within: scalar.range, first: firstErrorAt(errors) }] : [],
  );
  return yaml.errors.length === 0 ? configs : [...brokenDocuments(text, yaml), ...configs];
}

function brokenDocuments(text: string, { documents, errors }: YamlFile): BrokenPart[] {
  const whole = { start: 0, end: text.length };
  const ranges = documents.length > 0 ? documents.map(({ range }) => range) : [whole];
  let at = 0;
  return ranges.flatMap((within) => {
    for (let error = errors[at]; error && error.range.start < within.start; error = errors[at]) at++;
    const first = errors[at];
    return first && holds(within, first.range.start) ? [{ within, first: firstErrorAt([first]) }] : [];
  });
}

const holds = ({ start, end }: TextRange, offset: number): boolean => start <= offset && offset < end;
