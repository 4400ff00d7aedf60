import { lineStart } from '../text/line-places.ts';
import type { TextRange } from '../text/text-range.ts';

/**
 * A comment for this extension: `# envoy-sidecar: config=../envoy.yaml`, `# envoy-sidecar: ignore
 * workload/port-conflict`.
 */
export interface Directive {
  readonly range: TextRange;
  readonly name: string;
  /** The text after the name or the equals sign, trimmed. */
  readonly value: string;
  /** True if the comment is alone on its line. */
  readonly alone: boolean;
}

const pattern = /#[ \t]*envoy-sidecar:[ \t]*([a-z-]+)(?:[ \t]*=[ \t]*|[ \t]+|(?=[\r\n]|$))([^\r\n]*)/g;

/** Finds the directives of a text in its comments. This is fast, because most files have none. */
export function directivesIn(text: string): readonly Directive[] {
  if (!text.includes('envoy-sidecar:')) return [];
  return [...text.matchAll(pattern)].map((match) => {
    const start = match.index;
    return {
      range: { start, end: start + match[0].length },
      name: match[1] ?? '',
      value: (match[2] ?? '').trim(),
      alone: text.slice(lineStart(text, start), start).trim() === '',
    };
  });
}
